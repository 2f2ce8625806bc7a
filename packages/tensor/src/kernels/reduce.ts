import { DomainError } from '../errors.js';
import { formatShape, sizeOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, fromData, shapeOf, type Plain } from '../tensor.js';
import { lastRun, maxFold, minFold, prodFold, sumFold, type Fold } from './folds.js';

/**
 * Sums over the axes, pairwise, so that the error grows with the logarithm of their length (see `summation.ts`).
 * The sum of no numbers is 0.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 *
 * @example
 * sumAlong(tensor([[1, 2], [3, 4]]), [0], false); // [4, 6]
 */
export function sumAlong(x: Plain, axes: readonly number[], keepDims: boolean): Plain {
  return foldAlong('sum', sumFold, x, axes, keepDims);
}

/**
 * Products over the axes, in order. The product of no numbers is 1.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 *
 * @example
 * prodAlong(tensor([[1, 2], [3, 4]]), [1], true); // [[2], [12]]
 */
export function prodAlong(x: Plain, axes: readonly number[], keepDims: boolean): Plain {
  return foldAlong('prod', prodFold, x, axes, keepDims);
}

/**
 * Maxima over the axes; NaN where one of the numbers is.
 *
 * @param operation - The operation that was called, for the message.
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 * @throws {@link DomainError} when a maximum of no numbers is asked for.
 *
 * @example
 * maxAlong('max', tensor([[1, 2], [3, 4]]), [0], false); // [3, 4]
 */
export function maxAlong(operation: string, x: Plain, axes: readonly number[], keepDims: boolean): Plain {
  return foldAlong(operation, maxFold, x, axes, keepDims);
}

/**
 * Minima over the axes; NaN where one of the numbers is.
 *
 * @param operation - The operation that was called, for the message.
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 * @throws {@link DomainError} when a minimum of no numbers is asked for.
 *
 * @example
 * minAlong('min', tensor([[1, 2], [3, 4]]), [0], false); // [1, 2]
 */
export function minAlong(operation: string, x: Plain, axes: readonly number[], keepDims: boolean): Plain {
  return foldAlong(operation, minFold, x, axes, keepDims);
}

function foldAlong(operation: string, fold: Fold, x: Plain, axes: readonly number[], keepDims: boolean): Plain {
  if (typeof x === 'number' || axes.length === 0) return x;
  if (axes.length === x.shape.length && x.data.length > 0) {
    const all = fold.row(x.data, 0, x.data.length);
    return keepDims
      ? new DenseTensor(
          Float64Array.of(all),
          x.shape.map(() => 1),
        )
      : all;
  }
  const lengths = x.shape.slice();
  for (const axis of axes) lengths[axis] = 1;
  const shape = keepDims ? lengths : x.shape.filter((_, axis) => !axes.includes(axis));
  const size = sizeOf(shape);
  if (x.data.length === 0) {
    if (fold.empty !== undefined) return fromData(allocate(size).fill(fold.empty), shape);
    if (size > 0) throw nothingToFold(operation, x.shape, axes);
  }
  return fromData(size === 0 ? new Float64Array(0) : foldRuns(fold, x.data, x.shape, axes), shape);
}

/** Folds the runs of neighbouring axes from the last to the first, since that makes the array smaller soonest. */
export function foldRuns(fold: Fold, data: Float64Array, shape: Shape, axes: readonly number[]): Float64Array {
  if (axes.length === 0) return data;
  const { outer, length, inner, folded, others } = lastRun(shape, axes);
  const out = allocate(outer * inner);
  if (inner === 1) {
    for (let o = 0; o < outer; o++) out[o] = fold.row(data, o * length, length);
  } else {
    for (let o = 0; o < outer; o++) fold.rows(data, o * length * inner, length, inner, out, o * inner);
  }
  return foldRuns(fold, out, folded, others);
}

function nothingToFold(operation: string, shape: Shape, axes: readonly number[]): DomainError {
  const where = axes.length === 1 ? `axis ${axes[0]}` : `axes ${formatShape(axes)}`;
  return new DomainError(
    `${operation}: there are no elements along ${where} of shape ${formatShape(shape)}, and no numbers have no ${operation}.`,
  );
}

/**
 * For each row along the axis, the index of its greatest or least number: the first of several, and the first NaN if
 * there is one.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link DomainError} when the axis has no elements and the result would have some.
 *
 * @example
 * argExtreme('argmax', tensor([[1, 5, 5], [7, 2, 3]]), 1, 'max'); // [1, 0]
 */
export function argExtreme(operation: string, x: Plain, axis: number, which: 'max' | 'min'): Plain {
  if (typeof x === 'number') return 0;
  const own = shapeOf(x);
  const length = own[axis]!;
  const shape = own.filter((_, k) => k !== axis);
  const size = sizeOf(shape);
  if (length === 0 && size > 0) throw nothingToFold(operation, own, [axis]);
  const inner = sizeOf(own.slice(axis + 1));
  const out = allocate(size);
  for (let place = 0; place < size; place++) {
    const start = (place - (place % inner)) * length + (place % inner);
    out[place] =
      which === 'max' ? firstGreatest(x.data, start, length, inner) : firstLeast(x.data, start, length, inner);
  }
  return fromData(out, shape);
}

function firstGreatest(x: Float64Array, start: number, length: number, step: number): number {
  let index = 0;
  let most = x[start]!;
  // Nothing is greater than a NaN, so the first one stays.
  for (let i = 1; i < length && most === most; i++) {
    const v = x[start + i * step]!;
    if (!(v <= most)) {
      most = v;
      index = i;
    }
  }
  return index;
}

function firstLeast(x: Float64Array, start: number, length: number, step: number): number {
  let index = 0;
  let least = x[start]!;
  for (let i = 1; i < length && least === least; i++) {
    const v = x[start + i * step]!;
    if (!(v >= least)) {
      least = v;
      index = i;
    }
  }
  return index;
}
