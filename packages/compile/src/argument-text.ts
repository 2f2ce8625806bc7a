import type { StructureToken } from '@wengert/primitives';
import { isDense, sizeOf } from '@wengert/tensor';
import type { ArgumentName } from './code-source.js';
import { numberText } from './code-text.js';
import { argumentLayout, type ArgumentLayout } from './program/arguments.js';
import { isInput, type StagedArgument } from './program/staged-argument.js';
import { literalText, quoted, stepText } from './standalone-code.js';

/** How standalone code reads an argument: a tensor is a list of its numbers. */
export function layoutOfElements(arg: StagedArgument): ArgumentLayout {
  const layout = argumentLayout(arg);
  return layout.kind === 'tensor' ? { kind: 'array', length: sizeOf(layout.shape) } : layout;
}

/** Statements that check what the code is made for (the lengths of lists, and what is fixed), and bring the leaves of a tree together. */
export function readingText(arg: StagedArgument, name: ArgumentName): readonly string[] {
  const checks: string[] = [];
  const numbers: string[] = [];
  let next = 0;
  for (const { path, token } of placesOf(arg, name.whole)) {
    if (token !== 'leaf') {
      if (token.keys === undefined) checks.push(...lengthCheck(path, token.length));
      continue;
    }
    const leaf = arg.leaves[next++];
    if (!isInput(arg, leaf)) checks.push(...fixedCheck(path, leaf));
    else if (isDense(leaf)) {
      checks.push(...lengthCheck(path, sizeOf(leaf.shape)));
      numbers.push(`...${path}`);
    } else numbers.push(path);
  }
  const isTogether = layoutOfElements(arg).kind !== 'tree' || numbers.length === 0;
  return isTogether ? checks : [...checks, `  const ${name.numbers} = [${numbers.join(', ')}];`];
}

/** Whether code can tell that it is given this fixed value again. */
export function canBeCompared(fixed: unknown): boolean {
  return literalText(fixed) !== undefined || elementTexts(fixed) !== undefined;
}

interface Place {
  /** The way to it from the argument, as code. */
  readonly path: string;
  readonly token: StructureToken;
}

/** Every list, object and leaf of a tree, in order. */
function placesOf({ structure }: StagedArgument, root: string): readonly Place[] {
  let at = 0;
  const visit = (path: string): readonly Place[] => {
    const token = structure[at++] ?? 'leaf';
    if (token === 'leaf') return [{ path, token }];
    const parts = Array.from({ length: token.length }, (_, i) => token.keys?.[i] ?? i);
    return [{ path, token }, ...parts.flatMap((key) => visit(path + stepText(key)))];
  };
  return visit(root);
}

function lengthCheck(path: string, length: number): readonly string[] {
  const problem = quoted(`${path} must be of length ${length}, but is of length `);
  return refusal(`${path}.length !== ${length}`, `${problem} + ${path}.length + "."`);
}

function fixedCheck(path: string, fixed: unknown): readonly string[] {
  const literal = literalText(fixed);
  if (literal !== undefined) return refusal(`${path} !== ${literal}`, madeFor(path, literal));
  const elements = elementTexts(fixed) ?? [];
  const list = `[${elements.join(', ')}]`;
  const isSame = `${path}.length === ${elements.length} && ${list}.every((x, i) => Object.is(x, ${path}[i]))`;
  return refusal(`!(${isSame})`, madeFor(path, list));
}

function madeFor(path: string, fixed: string): string {
  return quoted(`${path} must be ${fixed}, for which this code was made.`);
}

function refusal(condition: string, message: string): readonly string[] {
  return [`  if (${condition}) {`, `    throw new RangeError(${message});`, '  }'];
}

/** The elements of a typed array, as code. */
function elementTexts(fixed: unknown): readonly string[] | undefined {
  if (!ArrayBuffer.isView(fixed) || fixed instanceof DataView) return undefined;
  return Array.from(fixed as Float64Array | BigInt64Array as ArrayLike<unknown>, (x) =>
    typeof x === 'number' ? numberText(x) : (literalText(x) ?? ''),
  );
}
