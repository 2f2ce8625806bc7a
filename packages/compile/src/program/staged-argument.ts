import { containerToken, isPlain, isValue, type Structure, type StructureToken } from '@wengert/primitives';

/** One argument of a call, taken apart: its leaves may be anything. */
export interface StagedArgument {
  readonly structure: Structure;
  readonly leaves: readonly unknown[];
  /** Whether numbers and tensors, too, are fixed: the code is made for these values of them. */
  readonly isStatic: boolean;
}

/** Takes an argument apart; `undefined` for one that contains itself. */
export function stagedArgument(arg: unknown, isStatic = false): StagedArgument | undefined {
  const structure: StructureToken[] = [];
  const leaves: unknown[] = [];
  const ancestors = new Set<unknown>();
  const isFinite = visit(arg, structure, leaves, ancestors);
  return isFinite ? { structure, leaves, isStatic } : undefined;
}

function visit(node: unknown, structure: StructureToken[], leaves: unknown[], ancestors: Set<unknown>): boolean {
  const token = isValue(node) ? undefined : containerToken(node);
  if (token === undefined) {
    structure.push('leaf');
    leaves.push(node);
    return true;
  }
  if (ancestors.has(node)) return false;
  ancestors.add(node);
  structure.push(token);
  const container = node as Readonly<Record<string | number, unknown>>;
  for (let i = 0; i < token.length; i++) {
    const child = container[token.keys?.[i] ?? i];
    if (typeof child === 'number') {
      structure.push('leaf');
      leaves.push(child);
    } else if (!visit(child, structure, leaves, ancestors)) return false;
  }
  ancestors.delete(node);
  return true;
}

/** Whether a leaf is given to a program at each call. Any other is fixed: the code is right for this value only. */
export function isInput({ isStatic }: StagedArgument, leaf: unknown): boolean {
  return !isStatic && isPlain(leaf);
}

/**
 * Whether code can be made for this argument: what is fixed must be something that can be told from another value, or from
 * itself after a change. What an object of a class contains cannot be seen, unless the user says that it never changes.
 */
export function isStageable({ isStatic, leaves }: StagedArgument): boolean {
  return (
    isStatic ||
    leaves.every((leaf) => isPlain(leaf) || typeof leaf !== 'object' || leaf === null || ArrayBuffer.isView(leaf))
  );
}

/** A fixed value as it is kept for comparison: a typed array may be written to later. */
export function snapshot(fixed: unknown): unknown {
  return ArrayBuffer.isView(fixed) && !(fixed instanceof DataView) ? (fixed as Float64Array).slice() : fixed;
}

/** Whether a value is what was fixed. */
export function isSame(kept: unknown, value: unknown): boolean {
  if (Object.is(kept, value)) return true;
  if (!ArrayBuffer.isView(kept) || !ArrayBuffer.isView(value) || kept.constructor !== value.constructor) return false;
  const [a, b] = [kept as Float64Array, value as Float64Array];
  return a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
}
