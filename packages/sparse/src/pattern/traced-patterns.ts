import type { AnyFunction, Options } from '@wengert/functional';
import {
  call,
  checkScalar,
  differentiatedArguments,
  splitAux,
  type DifferentiatedArguments,
} from '@wengert/functional/building-blocks';
import { flatten, shapeOfValue, type Value } from '@wengert/primitives';
import { sizeOf } from '@wengert/tensor';
import { SparsityPattern } from '../sparsity-pattern.js';
import { DependenceTrace } from './dependence-trace.js';
import { IndexSets } from './index-sets.js';
import { mostEntries, tooManyEntries } from './interactions.js';
import { NonlinearMeetings } from './nonlinear-meetings.js';

/** Which numbers of the output of `f` depend on which numbers of the chosen arguments; `f` runs once. */
export function tracedJacobianPattern(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  { argnums = 0, hasAux }: Options,
): SparsityPattern {
  const differentiated = differentiatedArguments(operation, args, argnums);
  const sets = setsFor(differentiated);
  const { leaves, trace } = run(operation, f, differentiated, hasAux, sets);
  const rows = new Int32Array(leaves.reduce<number>((total, leaf) => total + sizeOf(shapeOfValue(leaf)), 0));
  let row = 0;
  for (const leaf of leaves) for (const set of trace.setsOf(leaf)) rows[row++] = set;
  const rowPointers = new Int32Array(rows.length + 1);
  let size = 0;
  rows.forEach((set, i) => {
    size += sets.sizeOf(set);
    if (size > mostEntries) throw tooManyEntries(operation, i + 1, rows.length);
    rowPointers[i + 1] = size;
  });
  const columnIndices = new Int32Array(size);
  rows.forEach((set, i) => {
    columnIndices.set(sets.elements(set), rowPointers[i]);
  });
  return new SparsityPattern([rows.length, sets.universe], rowPointers, columnIndices);
}

/** Between which numbers of the chosen arguments `f`, which returns a number, can have second derivatives. */
export function tracedHessianPattern(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  { argnums = 0, hasAux }: Options,
): SparsityPattern {
  const differentiated = differentiatedArguments(operation, args, argnums);
  const sets = setsFor(differentiated);
  const meetings = new NonlinearMeetings(sets);
  run(operation, f, differentiated, hasAux, sets, meetings);
  return meetings.interactions.pattern(operation);
}

/** The output of `f` on values that carry the sets of the inputs that they depend on. */
function run(
  operation: string,
  f: AnyFunction,
  args: DifferentiatedArguments,
  hasAux: boolean | undefined,
  sets: IndexSets,
  meetings?: NonlinearMeetings,
): { readonly leaves: readonly Value[]; readonly trace: DependenceTrace } {
  const trace = new DependenceTrace(operation, sets, meetings);
  try {
    let first = 0;
    const inputs = args.leaves.map((leaf) => {
      const input = trace.input(leaf, first);
      first += sizeOf(shapeOfValue(leaf));
      return input;
    });
    const { output } = splitAux(operation, call(f, args.withLeaves(inputs)), hasAux);
    if (meetings !== undefined) checkScalar(operation, output);
    return { leaves: flatten(output, `${operation}: the output of f`).leaves, trace };
  } finally {
    trace.end();
  }
}

/** The sets of the numbers in the arguments. */
function setsFor({ leaves }: DifferentiatedArguments): IndexSets {
  return new IndexSets(leaves.reduce<number>((total, leaf) => total + sizeOf(shapeOfValue(leaf)), 0));
}
