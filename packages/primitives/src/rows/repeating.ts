import { checkShape, formatShape, normalizeAxis, ShapeError, type Shape, type Tensor } from '@wengert/tensor';
import { broadcastToRow } from '../kinds/broadcasting.js';
import type { Value } from '../value.js';
import { numbersOf, shapeOfArgument } from './arguments.js';
import { ravel, reshapeRow } from './reshaping.js';
import { takeRow } from './taking.js';

/**
 * `x` repeated along new leading axes and along axes of length 1, so that it gets the shape.
 *
 * @throws {@link ShapeError} when `x` does not broadcast to exactly this shape.
 *
 * @example
 * broadcastTo(tensor([1, 2]), [2, 2]); // [[1, 2], [1, 2]]
 */
export function broadcastTo(x: Value, shape: readonly []): Value;
export function broadcastTo(x: Value, shape: Shape): Tensor;
export function broadcastTo(x: Value, shape: Shape): Value {
  checkShape('broadcastTo', shape);
  return broadcastToRow.apply([x], { shape: shape.slice() });
}

/**
 * Copies of `x` side by side: `reps[k]` of them along axis `k`. As in NumPy, the shorter of `reps` and the shape is
 * aligned at the last axis of the longer and counts as 1 elsewhere.
 *
 * @param reps - How many copies along each axis; a number stands for the last axis.
 * @throws {@link ShapeError} unless `reps` are non-negative integers.
 *
 * @example
 * tile(tensor([1, 2]), [2, 2]); // [[1, 2, 1, 2], [1, 2, 1, 2]]
 */
export function tile(x: Tensor, reps: number | readonly number[]): Tensor;
export function tile(x: Value, reps: number | readonly number[]): Value;
export function tile(x: Value, reps: number | readonly number[]): Value {
  const own = shapeOfArgument('tile', x);
  const given = numbersOf('tile', 'reps', reps);
  checkCounts('tile', given);
  const rank = Math.max(own.length, given.length);
  const counts = [...ones(rank - given.length), ...given];
  const lengths = [...ones(rank - own.length), ...own];
  // Each axis becomes two: the number of the copy, and the place in it.
  return repeated(x, {
    apart: lengths.flatMap((length) => [1, length]),
    filled: lengths.flatMap((length, axis) => [counts[axis] ?? 1, length]),
    shape: lengths.map((length, axis) => (counts[axis] ?? 1) * length),
  });
}

/**
 * `x` with each element repeated in place.
 *
 * @param repeats - How often; one number for all elements along the axis, or one for each.
 * @param axis - The axis along which to repeat; without it, the elements in row-major order.
 * @throws {@link ShapeError} when there is no such axis, or `repeats` are not non-negative integers, one for all or one
 * for each element.
 *
 * @example
 * repeat(tensor([1, 2]), [1, 3]); // [1, 2, 2, 2]
 * repeat(tensor([[1, 2]]), 2, 0); // [[1, 2], [1, 2]]
 */
export function repeat(x: Value, repeats: number | readonly number[], axis?: number): Tensor {
  const shape = shapeOfArgument('repeat', x);
  if (axis === undefined) return repeatAlong(ravel(x), repeats, 0);
  return repeatAlong(x, repeats, normalizeAxis('repeat', axis, shape.length));
}

function repeatAlong(x: Value, repeats: number | readonly number[], axis: number): Tensor {
  const shape = shapeOfArgument('repeat', x);
  const length = shape[axis] ?? 0;
  const counts = numbersOf('repeat', 'repeats', repeats);
  checkCounts('repeat', counts);
  if (counts.length === 1) {
    const count = counts[0] ?? 1;
    return repeated(x, {
      apart: shape.toSpliced(axis + 1, 0, 1),
      filled: shape.toSpliced(axis + 1, 0, count),
      shape: shape.with(axis, length * count),
    }) as Tensor;
  }
  if (counts.length !== length) {
    throw new ShapeError(
      `repeat: ${counts.length} repeats were given for axis ${axis} of shape ${formatShape(shape)}; ` +
        `give one number, or ${length}.`,
    );
  }
  const indices = Int32Array.from(counts.flatMap((count, i) => Array.from({ length: count }, () => i)));
  return takeRow.apply([x], { indices, indexShape: [indices.length], axis }) as Tensor;
}

/** `x` with axes of length 1 put in, repeated along these, and axes joined again. */
function repeated(x: Value, { apart, filled, shape }: { apart: Shape; filled: Shape; shape: Shape }): Value {
  const copies = broadcastToRow.apply([reshapeRow.apply([x], { shape: apart })], { shape: filled });
  return reshapeRow.apply([copies], { shape });
}

function ones(count: number): readonly number[] {
  return new Array<number>(count).fill(1);
}

function checkCounts(operation: string, counts: readonly number[]): void {
  const wrong = counts.find((count) => !Number.isSafeInteger(count) || count < 0);
  if (wrong === undefined) return;
  throw new ShapeError(`${operation}: a number of copies must be a non-negative integer, but one is ${wrong}.`);
}
