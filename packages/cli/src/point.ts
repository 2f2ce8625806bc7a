import { readFile } from 'node:fs/promises';
import { parseExpression } from '@wengert/syntax/expression';
import { tensor, type NestedNumbers } from 'wengert';
import type { Subject } from './subject.js';
import { UsageError } from './usage-error.js';

/**
 * The arguments that an option such as `--at` stands for: numbers (`2,3`, also `pi/2,1e-3`), numbers by name (`x2=3,x1=2`), a JSON
 * array of arguments, or the path of a file with one. In JSON, `{ "tensor": [[1, 2], [3, 4]] }` is a tensor.
 *
 * @throws {@link UsageError} when it stands for none, or for more or fewer than the function takes.
 */
export async function readPoint(
  text: string | undefined,
  { title, parameters }: Subject,
  option = '--at',
): Promise<unknown[]> {
  const args = await readArguments(text, parameters, title, option);
  if (parameters !== undefined && args.length !== parameters.length) {
    if (parameters.length === 0) {
      throw new UsageError(`${title} takes no numbers, but ${option} has ${args.length}. Leave ${option} out.`);
    }
    const wanted = parameters.length === 1 ? 'one number' : `${parameters.length} numbers`;
    throw new UsageError(
      `${title} takes ${wanted} (${parameters.join(', ')}), but ${option} has ${args.length}. ${example(parameters, option)}`,
    );
  }
  return args;
}

async function readArguments(
  text: string | undefined,
  parameters: readonly string[] | undefined,
  title: string,
  option: string,
): Promise<unknown[]> {
  if (text === undefined) {
    if (parameters?.length === 0) return [];
    throw new UsageError(`Where? ${title} needs a point. ${example(parameters, option)}`);
  }
  if (text.endsWith('.json')) return readJson(await readText(text), text);
  if (/^\s*[[{]/.test(text)) return readJson(text, option);
  return text.includes('=') ? readNamed(text, parameters, title, option) : readNumbers(text, option);
}

function example(parameters: readonly string[] | undefined, option: string): string {
  if (parameters === undefined) {
    return `Write ${option} followed by numbers, a JSON array of arguments, or the path of a JSON file.`;
  }
  const numbers = parameters.map((_, i) => i + 1).join(',');
  return `Write ${option} ${numbers} or ${option} ${parameters.map((name, i) => `${name}=${i + 1}`).join(',')}.`;
}

/** Numbers between commas; each may be an expression without variables. */
function readNumbers(text: string, option: string): number[] {
  const { parameters, evaluate, several } = parseExpression(`[${text}]`);
  const [unknown] = parameters;
  if (unknown !== undefined) throw new UsageError(`${option} ${text}: ${unknown} is no number.`);
  return several ? evaluate() : [evaluate()];
}

function readNamed(text: string, parameters: readonly string[] | undefined, title: string, option: string): number[] {
  if (parameters === undefined) {
    throw new UsageError('The arguments of a function in a module have no names here; give them in order.');
  }
  const byName = new Map<string, number>();
  for (const part of text.split(',')) {
    const [name = '', ...value] = part.split('=');
    const [number, ...more] = readNumbers(value.join('='), option);
    if (number === undefined || more.length > 0) {
      throw new UsageError(`${option} ${text}: ${part} is not of the form x=2.`);
    }
    if (byName.has(name.trim())) throw new UsageError(`${option} ${text}: ${name.trim()} is given twice.`);
    byName.set(name.trim(), number);
  }
  for (const name of byName.keys()) {
    if (!parameters.includes(name)) {
      throw new UsageError(`${title} has no variable ${name}; it has ${parameters.join(', ')}.`);
    }
  }
  return parameters.map((name) => {
    const number = byName.get(name);
    if (number === undefined) throw new UsageError(`${option} says nothing of ${name}.`);
    return number;
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`The file ${path} could not be read.`, { cause: error });
  }
}

function readJson(text: string, where: string): unknown[] {
  let args: unknown;
  try {
    args = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (!Array.isArray(args)) throw new UsageError(`${where} must be a JSON array with one entry for each argument.`);
  return args.map(withTensors);
}

/** What JSON says, with tensors where it says so. */
function withTensors(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withTensors);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json as Readonly<Record<string, unknown>>);
  const [first] = entries;
  if (first !== undefined && entries.length === 1 && first[0] === 'tensor') return tensor(first[1] as NestedNumbers);
  return Object.fromEntries(entries.map(([key, value]) => [key, withTensors(value)]));
}
