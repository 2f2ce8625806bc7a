import {
  flatten,
  flattenMixed,
  isOther,
  unflatten,
  type MixedStructure,
  type Structure,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { call } from './differentiated-arguments.js';
import type { AnyFunction } from './types.js';

/** Arguments of any kind, with the values in them taken out. */
export interface SplitArguments {
  readonly leaves: readonly Value[];
  /** The arguments with other leaves; what is no value passes through untouched. */
  readonly withLeaves: (leaves: readonly unknown[]) => unknown[];
  /** As `withLeaves`, with `undefined` for the arguments that hold no values, and for what else is no value. */
  readonly treesOf: (leaves: readonly unknown[]) => unknown[];
  /** The structure of each argument that holds values. */
  readonly structures: readonly (MixedStructure | undefined)[];
}

/**
 * Takes the numbers and tensors out of arguments, and leaves all else in its place.
 *
 * @param place - What to call each argument in messages.
 * @throws {@link TraceError} for a value of a transformation that has ended.
 */
export function splitArguments(args: readonly unknown[], place: (index: number) => string): SplitArguments {
  const leaves: Value[] = [];
  const structures = args.map((arg, i): MixedStructure | undefined => {
    const flat = flattenMixed(arg, place(i));
    if (flat === undefined) return undefined;
    for (const leaf of flat.leaves) leaves.push(leaf);
    return flat.structure;
  });
  const rebuild = (
    from: typeof structures,
    replacements: readonly unknown[],
    other: (i: number) => unknown,
  ): unknown[] => {
    let next = 0;
    return from.map((structure, i) => {
      if (structure === undefined) return other(i);
      const count = leafCount(structure);
      next += count;
      return unflatten(structure, replacements.slice(next - count, next));
    });
  };
  return {
    leaves,
    structures,
    withLeaves: (replacements) => rebuild(structures, replacements, (i) => args[i]),
    treesOf: (replacements) => rebuild(structures.map(withoutOthers), replacements, () => undefined),
  };
}

function withoutOthers(structure: MixedStructure | undefined): MixedStructure | undefined {
  return structure?.map((token) => (token !== 'leaf' && isOther(token) ? { other: undefined } : token));
}

/** How many leaves a structure has. */
export function leafCount(structure: MixedStructure): number {
  return structure.reduce<number>((total, token) => (token === 'leaf' ? total + 1 : total), 0);
}

/**
 * Calls `f` through something that works on lists of values instead of trees.
 *
 * @param apply - Given the leaves of the arguments and `f` as a function of leaves, returns the leaves of the output.
 */
export function callOnLeaves(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  apply: (leaves: readonly Value[], onLeaves: ValueFunction) => readonly Value[],
): unknown {
  const { leaves, withLeaves } = splitArguments(args, (i) => `${operation}: args[${i}]`);
  let structure: Structure = [];
  const outputs = apply(leaves, (values) => {
    const flat = flatten(call(f, withLeaves(values)), `${operation}: the output of f`);
    structure = flat.structure;
    return flat.leaves;
  });
  return unflatten(structure, outputs);
}
