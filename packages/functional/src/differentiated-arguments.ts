import {
  describeValue,
  flatten,
  isStructureOfArray,
  leafPaths,
  leafStructure,
  unflatten,
  type FlatTree,
  type Structure,
  type Value,
} from '@wengert/primitives';
import { TreeError, WengertError } from '@wengert/tensor';
import { showArguments } from './debugging/calls-looked-at.js';
import type { AnyFunction, Argnums, Options } from './types.js';

interface ChosenArgument {
  readonly index: number;
  readonly structure: Structure;
  readonly start: number;
  readonly end: number;
}

/** The names of what {@link Options} says. */
export const differentiationOptions: readonly (keyof Options)[] = ['argnums', 'hasAux'];

/** The arguments that a call is differentiated by, taken apart; the others pass through untouched. */
export class DifferentiatedArguments {
  /** The leaves of all chosen arguments, in order. */
  readonly leaves: readonly Value[];
  private readonly args: readonly unknown[];
  private readonly chosen: readonly ChosenArgument[];
  private readonly isSingle: boolean;
  /** Whether there is one argument, an array of leaves, so that an array of results is already in its shape. */
  readonly isArray: boolean;
  /** Whether each chosen argument is a leaf. */
  private readonly areLeaves: boolean;

  /** @param isSingle - Whether `argnums` was one number, and not an array. */
  constructor(
    args: readonly unknown[],
    leaves: readonly Value[],
    chosen: readonly ChosenArgument[],
    isSingle: boolean,
  ) {
    this.args = args;
    this.leaves = leaves;
    this.chosen = chosen;
    this.isSingle = isSingle;
    const [first] = chosen;
    this.isArray = isSingle && first !== undefined && isStructureOfArray(first.structure);
    this.areLeaves = chosen.every(isLeafArgument);
  }

  /** The path of each leaf, for messages: `args[0].a`. */
  get paths(): readonly string[] {
    return this.chosen.flatMap(({ index, structure }) => leafPaths(structure).map((path) => `args[${index}]${path}`));
  }

  /** The call's arguments with other leaves in the chosen ones. */
  withLeaves(leaves: readonly unknown[]): unknown[] {
    const call = [...this.args];
    for (const argument of this.chosen) {
      call[argument.index] = this.areLeaves ? leaves[argument.start] : this.rebuild(argument, leaves);
    }
    return call;
  }

  /**
   * A result for each leaf, in the shape of the chosen argument, or an array where `argnums` is one. Takes possession of
   * `results`.
   */
  assemble(results: readonly unknown[]): unknown {
    if (this.isArray) return results;
    if (this.areLeaves) return this.isSingle ? results[0] : results;
    const [first] = this.chosen;
    if (this.isSingle && first !== undefined) return this.rebuild(first, results);
    return this.chosen.map((argument) => this.rebuild(argument, results));
  }

  private rebuild({ structure, start, end }: ChosenArgument, leaves: readonly unknown[]): unknown {
    return unflatten(structure, this.chosen.length === 1 ? leaves : leaves.slice(start, end));
  }
}

function isLeafArgument({ structure }: ChosenArgument): boolean {
  return structure === leafStructure;
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
  if (typeof argnums === 'number') {
    const index = argumentIndex(operation, 'argnums', argnums, args.length);
    const { leaves, structure } = flattenArgument(operation, args, index);
    return new DifferentiatedArguments(args, leaves, [{ index, structure, start: 0, end: leaves.length }], true);
  }
  const leaves: Value[] = [];
  const chosen: ChosenArgument[] = [];
  for (const index of argumentIndices(operation, 'argnums', argnums, args.length)) {
    const { leaves: more, structure } = flattenArgument(operation, args, index);
    const start = leaves.length;
    for (const leaf of more) leaves.push(leaf);
    chosen.push({ index, structure, start, end: leaves.length });
  }
  return new DifferentiatedArguments(args, leaves, chosen, false);
}

function flattenArgument(operation: string, args: readonly unknown[], index: number): FlatTree {
  const tree = args[index];
  // Most arguments are numbers, and need neither a name for an error nor a look inside.
  return typeof tree === 'number'
    ? { leaves: [tree], structure: leafStructure }
    : flatten(tree, `${operation}: args[${index}]`);
}

/**
 * The arguments that an option names, one or several, in a call with so many; negative numbers count from the end.
 *
 * @param option - What the option is called, for messages.
 * @throws {@link TreeError} when an argument is not there, or what names it is no number.
 * @throws {@link WengertError} when an argument is named twice.
 */
export function argumentIndices(operation: string, option: string, argnums: Argnums, count: number): readonly number[] {
  if (typeof argnums === 'number') return [argumentIndex(operation, option, argnums, count)];
  if (!Array.isArray(argnums)) {
    throw new TreeError(
      `${operation}: ${option} must be a number or an array of numbers, but is ${describeValue(argnums)}.`,
    );
  }
  const indices = (argnums as readonly number[]).map((argnum) => argumentIndex(operation, option, argnum, count));
  if (indices.some((index, i) => indices.indexOf(index) < i)) {
    throw new WengertError(`${operation}: ${option} [${argnums.join(', ')}] names an argument twice.`);
  }
  return indices;
}

function argumentIndex(operation: string, option: string, argnum: number, count: number): number {
  if (typeof argnum !== 'number') {
    throw new TreeError(`${operation}: ${option} must hold numbers, but has ${describeValue(argnum)}.`);
  }
  const index = argnum < 0 ? argnum + count : argnum;
  if (Number.isInteger(argnum) && index >= 0 && index < count) return index;
  throw new TreeError(
    `${operation}: ${option} names argument ${argnum}, but the function was called with ${count} ` +
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
 * @param name - What the argument is called.
 * @throws {@link WengertError} naming what was given.
 */
export function checkFunction(operation: string, f: unknown, name = 'the first argument'): void {
  if (typeof f !== 'function') {
    throw new WengertError(`${operation}: ${name} must be a function, but is ${describeValue(f)}.`);
  }
}
