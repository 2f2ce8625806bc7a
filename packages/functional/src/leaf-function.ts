import {
  flatten,
  isContainer,
  isLeaf,
  unflatten,
  type Structure,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { TreeError } from '@wengert/tensor';
import { call } from './differentiated-arguments.js';
import type { AnyFunction } from './types.js';

/** Arguments of any kind, with the values in those that are trees of values taken out. */
export interface SplitArguments {
  readonly leaves: readonly Value[];
  /** The arguments with other leaves; what is no tree of values passes through untouched. */
  readonly withLeaves: (leaves: readonly unknown[]) => unknown[];
  /** As `withLeaves`, with `undefined` for the arguments that hold no values. */
  readonly treesOf: (leaves: readonly unknown[]) => unknown[];
  /** The structure of each argument that is a tree of values. */
  readonly structures: readonly (Structure | undefined)[];
}

/**
 * Takes apart those arguments that are trees of numbers and tensors, and leaves the others alone.
 *
 * @param place - What to call each argument in messages.
 * @throws {@link TraceError} for a value of a transformation that has ended.
 */
export function splitArguments(args: readonly unknown[], place: (index: number) => string): SplitArguments {
  const leaves: Value[] = [];
  const structures = args.map((arg, i): Structure | undefined => {
    const flat = flattenIfTree(arg, place(i));
    if (flat === undefined) return undefined;
    for (const leaf of flat.leaves) leaves.push(leaf);
    return flat.structure;
  });
  const rebuild = (replacements: readonly unknown[], other: (i: number) => unknown): unknown[] => {
    let next = 0;
    return structures.map((structure, i) => {
      if (structure === undefined) return other(i);
      const count = leafCount(structure);
      next += count;
      return unflatten(structure, replacements.slice(next - count, next));
    });
  };
  return {
    leaves,
    structures,
    withLeaves: (replacements) => rebuild(replacements, (i) => args[i]),
    treesOf: (replacements) => rebuild(replacements, () => undefined),
  };
}

/** How many leaves a structure has. */
export function leafCount(structure: Structure): number {
  return structure.reduce((total, token) => (token === 'leaf' ? total + 1 : total), 0);
}

function flattenIfTree(arg: unknown, place: string): ReturnType<typeof flatten> | undefined {
  if (!isLeaf(arg) && !isContainer(arg)) return undefined;
  try {
    return flatten(arg, place);
  } catch (error) {
    // An object with a string in it, say: settings, not values.
    if (error instanceof TreeError) return undefined;
    throw error;
  }
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
