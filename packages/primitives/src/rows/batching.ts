import { bind } from '../bind.js';
import { broadcast } from '../kinds/broadcasting.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { reshape } from './reshaping.js';

// The `batch` column of rows that work on a batch as they do on anything else, with other parameters or shapes.

/** The same operation along the same axes, which now have the batch axis before them: all arguments get one. */
export function alongShiftedAxes<P extends { readonly axes: readonly number[] }>(
  this: Primitive<P>,
  args: readonly Value[],
  batched: readonly boolean[],
  params: P,
  size: number,
): Value {
  return bind(this, repeated(args, batched, size), { ...params, axes: params.axes.map((axis) => axis + 1) });
}

/** As {@link alongShiftedAxes}, for an operation along one axis. */
export function alongShiftedAxis<P extends { readonly axis: number }>(
  this: Primitive<P>,
  args: readonly Value[],
  batched: readonly boolean[],
  params: P,
  size: number,
): Value {
  return bind(this, repeated(args, batched, size), { ...params, axis: params.axis + 1 });
}

/** For operations that work on the last axes of all arguments and broadcast those before: there is one more of those. */
export function overLeadingAxes<P>(
  this: Primitive<P>,
  args: readonly Value[],
  batched: readonly boolean[],
  params: P,
): Value {
  const rank = Math.max(...args.map((x, i) => entryRank(x, batched[i] === true)));
  const aligned = args.map((x, i) => alignedToRank(x, batched[i] === true, rank));
  return bind(this, aligned, params);
}

/**
 * A value with axes of length 1 put in after its batch axis, so that each entry has the given rank: it then broadcasts
 * against others entry by entry. A value without a batch axis does so as it is.
 */
export function alignedToRank(x: Value, isBatched: boolean, rank: number): Value {
  const missing = rank - entryRank(x, isBatched);
  if (!isBatched || missing <= 0) return x;
  const [size = 0, ...shape] = shapeOfValue(x);
  return reshape(x, [size, ...new Array<number>(missing).fill(1), ...shape]);
}

/** The rank of one entry of the batch. */
export function entryRank(x: Value, isBatched: boolean): number {
  return shapeOfValue(x).length - (isBatched ? 1 : 0);
}

/** All arguments with a batch axis in front: those that have none are repeated. */
function repeated(args: readonly Value[], batched: readonly boolean[], size: number): readonly Value[] {
  return args.map((x, i) => (batched[i] === true ? x : broadcast(x, [size, ...shapeOfValue(x)])));
}
