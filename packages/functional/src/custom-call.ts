import {
  applyCall,
  flatten,
  shapeOfValue,
  unflatten,
  zerosOf,
  type Call,
  type LinearizedCall,
  type Structure,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { call } from './differentiated-arguments.js';
import { splitArguments, type SplitArguments } from './leaf-function.js';
import type { AnyFunction } from './types.js';

/** What a custom rule is told of the call that it is for. */
export interface CustomCallContext {
  readonly split: SplitArguments;
  /** Applies the whole call again one level down, so that transformations further out use the rule as well. */
  readonly again: (values: readonly Value[]) => readonly Value[];
  /** Takes an output of `f` apart. */
  readonly leavesOf: (output: unknown) => readonly Value[];
  /** The structure of the output, once it is known. */
  readonly structure: () => Structure;
}

/** Calls `f` on arguments of any kind, with a derivative given by `linearize` on the values in them. */
export function callWithRule(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  linearize: (values: readonly Value[], context: CustomCallContext, reused: boolean) => LinearizedCall,
): unknown {
  const split = splitArguments(args, (i) => `${operation}: args[${i}]`);
  let structure: Structure = [];
  const leavesOf = (output: unknown): readonly Value[] => {
    const flat = flatten(output, `${operation}: the output of f`);
    structure = flat.structure;
    return flat.leaves;
  };
  const custom: Call = {
    name: operation,
    evaluate: (values) => leavesOf(call(f, split.withLeaves(values))),
    linearize: (values, reused = false) => linearize(values, context, reused),
  };
  const context: CustomCallContext = {
    split,
    again: (values) => applyCall(custom, values),
    leavesOf,
    structure: () => structure,
  };
  const outputs = applyCall(custom, split.leaves);
  return unflatten(structure, outputs);
}

/** Tangents or cotangents with the structural zeros written out, for a rule that takes numbers. */
export function withZeros(directions: readonly Tangent[], like: readonly Value[]): readonly Value[] {
  return like.map((x, i) => directions[i] ?? zerosOf(shapeOfValue(x)));
}

/** A function without arguments that runs at its first call only. */
export function once<T>(make: () => T): () => T {
  let made: { readonly result: T } | undefined;
  return () => (made ??= { result: make() }).result;
}
