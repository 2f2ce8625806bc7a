import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseExpression } from '@wengert/syntax/expression';
import { isTensor, type Scalar, type Value } from 'wengert';
import { UsageError } from './usage-error.js';

/** The function that a command is about. */
export interface Subject {
  /** As the user wrote it. */
  readonly title: string;
  /** The names of the arguments; a function of a module has none that could be seen. */
  readonly parameters: readonly string[] | undefined;
  readonly evaluate: (...args: unknown[]) => unknown;
}

/**
 * The function as one that returns a number, for derivatives of such. What it returns is only known when it runs: it throws a
 * {@link UsageError} where that is several numbers.
 */
export function scalarFunction({ evaluate, title }: Subject): (...args: unknown[]) => Scalar {
  return (...args) => {
    const result = evaluate(...args);
    if (Array.isArray(result) || (isTensor(result) && result.rank > 0)) {
      throw new UsageError(
        `${title}: the result must be one number here, but is several. wengert jacobian takes several, as emit and pattern do ` +
          'with --of jacobian.',
      );
    }
    // A derivative refuses anything else itself.
    return result as Scalar;
  };
}

const modulePath = /^(?<path>.+\.[cm]?[jt]s)(?:#(?<name>[^#]*))?$/;

/**
 * The function that a text stands for: an export of a module, as `./model.mjs#loss` (without `#`, the default export), or
 * else an expression.
 *
 * @throws {@link UsageError} when there is no such module, or it has no such function.
 */
export async function loadSubject(text: string): Promise<Subject> {
  const { path, name = 'default' } = modulePath.exec(text)?.groups ?? {};
  if (path !== undefined) return { title: text, parameters: undefined, evaluate: await loadExport(path, name) };
  const { parameters, evaluate } = parseExpression(text);
  // The operations themselves refuse arguments that are no values.
  return { title: text, parameters, evaluate: (...args) => evaluate(...(args as Value[])) };
}

async function loadExport(path: string, name: string): Promise<Subject['evaluate']> {
  const file = resolve(path);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new UsageError(`There is no file ${path}.`);
  const module = await importModule(file, path);
  const exported = Object.hasOwn(module, name) ? module[name] : undefined;
  if (isFunction(exported)) return exported;
  const functions = Object.keys(module).filter((key) => typeof module[key] === 'function');
  const choice = functions.length === 0 ? 'It exports no function.' : `Its functions are: ${functions.join(', ')}.`;
  throw new UsageError(`${path} exports no function named ${name}. ${choice}`);
}

async function importModule(file: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = /ts$/.test(file)
      ? ' Node 22.18 and later can load TypeScript; for earlier releases, compile it first.'
      : '';
    throw new UsageError(`${path} could not be loaded: ${reason}${advice}`, { cause: error });
  }
}

function isFunction(x: unknown): x is Subject['evaluate'] {
  return typeof x === 'function';
}
