import { describeValue, flatten, leafPaths, unflatten, type Structure, type Value } from '@wengert/primitives';
import { TreeError, WengertError } from '@wengert/tensor';
import { showArguments } from './debugging/calls-looked-at.js';
import type { AnyFunction, Argnums } from './types.js';

/** The arguments that a call is differentiated by, taken apart; the others pass through untouched. */
export interface DifferentiatedArguments {
  /** The leaves of all chosen arguments, in order. */
  readonly leaves: readonly Value[];
  /** The path of each leaf, for messages: `args[0].a`. */
  readonly paths: readonly string[];
  /** The call's arguments with other leaves in the chosen ones. */
  withLeaves(leaves: readonly unknown[]): unknown[];
  /** A result for each leaf, in the shape of the chosen argument, or an array where `argnums` is one. */
  assemble(results: readonly unknown[]): unknown;
}

interface ChosenArgument {
  readonly index: number;
  readonly structure: Structure;
  readonly start: number;
  readonly end: number;
}

/**
 * Takes the chosen arguments of a call apart.
 *
 * @throws {@link TreeError} when a chosen argument is not there or is no tree of numbers and tensors.
 */
export function differentiatedArguments(
  operation: string,
  args: readonly unknown[],
  argnums: Argnums,
): DifferentiatedArguments {
  const indices = typeof argnums === 'number' ? [argnums] : argnums;
  const leaves: Value[] = [];
  const chosen = indices.map((argnum): ChosenArgument => {
    const index = argumentIndex(operation, argnum, args.length);
    const flat = flatten(args[index], `${operation}: args[${index}]`);
    const start = leaves.length;
    for (const leaf of flat.leaves) leaves.push(leaf);
    return { index, structure: flat.structure, start, end: leaves.length };
  });
  if (new Set(chosen.map(({ index }) => index)).size < chosen.length) {
    throw new WengertError(`${operation}: argnums [${indices.join(', ')}] names an argument twice.`);
  }
  const rebuild = ({ structure, start, end }: ChosenArgument, of: readonly unknown[]): unknown =>
    unflatten(structure, chosen.length === 1 ? of : of.slice(start, end));
  return {
    leaves,
    get paths() {
      return chosen.flatMap(({ index, structure }) => leafPaths(structure).map((path) => `args[${index}]${path}`));
    },
    withLeaves(replacements) {
      const call = [...args];
      for (const argument of chosen) call[argument.index] = rebuild(argument, replacements);
      return call;
    },
    assemble(results) {
      const trees = chosen.map((argument) => rebuild(argument, results));
      return typeof argnums === 'number' ? trees[0] : trees;
    },
  };
}

function argumentIndex(operation: string, argnum: number, count: number): number {
  const index = argnum < 0 ? argnum + count : argnum;
  if (Number.isInteger(argnum) && index >= 0 && index < count) return index;
  throw new TreeError(
    `${operation}: argnums names argument ${argnum}, but the function was called with ${count} ` +
      `argument${count === 1 ? '' : 's'}.`,
  );
}

/** Calls the user's function. Its parameter types are whatever the user wrote; trees keep their shape. */
export function call(f: AnyFunction, args: readonly unknown[]): unknown {
  showArguments(args);
  return (f as (...args: readonly unknown[]) => unknown)(...args);
}

/**
 * Refuses anything but a function, at the moment when the transformation is made.
 *
 * @throws {@link WengertError} naming what was given.
 */
export function checkFunction(operation: string, f: unknown): void {
  if (typeof f !== 'function') {
    throw new WengertError(`${operation}: the first argument must be a function, but is ${describeValue(f)}.`);
  }
}
