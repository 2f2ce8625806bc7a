import {
  describeNumber,
  formatShape,
  place as placeKernel,
  reshape as reshapeKernel,
  ShapeError,
  sizeOf,
  slice as sliceKernel,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import { copying } from '../kinds/copying.js';
import type { Primitive } from '../primitive.js';
import { describeValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';

/** `null` for the whole axis, an index (which drops the axis), or `[start, stop, step]` as in NumPy, `null` for an end. */
export type Range = null | number | Interval;

/** From `start` up to but without `stop`, in steps; `null` stands for the end of the axis that the step comes from or goes to. */
export type Interval = readonly [start: number | null, stop?: number | null, step?: number | null];

/** A regular part of an array: for each axis where it starts, how many entries it has, and how far apart they are. */
export interface Slice {
  readonly starts: readonly number[];
  readonly sizes: Shape;
  readonly steps: readonly number[];
}

/** A slice, and the shape of the result, from which indexed axes are gone. */
export interface ShapedSlice extends Slice {
  readonly shape: Shape;
}

/** Where `place` puts the elements of its argument, in row-major order: into zeros of this shape. */
export interface Placement extends Slice {
  readonly shape: Shape;
}

export const sliceRow: Primitive<ShapedSlice> = /* @__PURE__ */ copying<ShapedSlice>({
  name: 'slice',
  arity: 1,
  evaluate: ([x = 0], { starts, sizes, steps, shape }) => reshapeKernel(sliceKernel(x, starts, sizes, steps), shape),
  transpose: (cotangent, { starts, sizes, steps }, shape) =>
    placeRow.apply([cotangent], { starts, sizes, steps, shape }),
  omits: ({ sizes }, shape) => sizeOf(sizes) < sizeOf(shape),
  batched: ({ shape, ...slice }, size) => ({ ...withBatchAxis(slice, size), shape: [size, ...shape] }),
  examples: [
    { args: [argument([4, 3])], params: { starts: [3, 1], sizes: [2, 1], steps: [-2, 1], shape: [2] } },
    { args: [argument([3])], params: { starts: [1], sizes: [1], steps: [1], shape: [] } },
    { args: [argument([3])], params: { starts: [0], sizes: [0], steps: [1], shape: [0] } },
  ],
  source: 'linear; its transpose is place',
});

/** Zeros with the elements of `x` at the places that a slice would take them from. */
export const placeRow: Primitive<Placement> = /* @__PURE__ */ copying<Placement>({
  name: 'place',
  arity: 1,
  evaluate: ([x = 0], { starts, sizes, steps, shape }) => placeKernel(reshapeKernel(x, sizes), shape, starts, steps),
  transpose: (cotangent, { starts, sizes, steps }, shape) =>
    sliceRow.apply([cotangent], { starts, sizes, steps, shape }),
  batched: ({ shape, ...slice }, size) => ({ ...withBatchAxis(slice, size), shape: [size, ...shape] }),
  examples: [
    { args: [argument([2, 1])], params: { starts: [3, 1], sizes: [2, 1], steps: [-2, 1], shape: [4, 3] } },
    { args: [argument([])], params: { starts: [1], sizes: [1], steps: [1], shape: [3] } },
    { args: [argument([0])], params: { starts: [0], sizes: [0], steps: [1], shape: [3] } },
  ],
  source: 'linear; its transpose is slice',
});

function withBatchAxis({ starts, sizes, steps }: Slice, size: number): Slice {
  return { starts: [0, ...starts], sizes: [size, ...sizes], steps: [1, ...steps] };
}

/**
 * A regular part of `x`, with one range for each axis; axes beyond the ranges given are taken whole. As in NumPy,
 * negative indices and ends count from the end, and the ends of an interval may lie outside of the axis.
 *
 * @param ranges - For each axis `null` (all of it), an index (the axis is dropped) or `[start, stop, step]`.
 * @throws {@link ShapeError} when an index is out of range, a step is 0, or there are more ranges than axes.
 *
 * @example
 * slice(tensor([[1, 2, 3], [4, 5, 6]]), [1, [null, null, -1]]); // [6, 5, 4]
 */
export function slice(x: Tensor, ranges: readonly Exclude<Range, number>[]): Tensor;
export function slice(x: Value, ranges: readonly Range[]): Value;
export function slice(x: Value, ranges: readonly Range[]): Value {
  const { starts, sizes, steps, kept } = resolveRanges('slice', shapeOfArgument('slice', x), ranges);
  return sliceRow.apply([x], { starts, sizes, steps, shape: sizes.filter((_, axis) => kept[axis]) });
}

/** The slice that ranges denote for an array of this shape, and which axes stay. */
export function resolveRanges(
  operation: string,
  shape: Shape,
  ranges: readonly Range[],
): Slice & { readonly kept: readonly boolean[] } {
  checkRanges(operation, shape, ranges);
  const resolved = shape.map((length, axis) => resolveRange(operation, ranges[axis] ?? null, length, axis, shape));
  return {
    starts: resolved.map(({ start }) => start),
    sizes: resolved.map(({ size }) => size),
    steps: resolved.map(({ step }) => step),
    kept: shape.map((_, axis) => typeof ranges[axis] !== 'number'),
  };
}

/** The position that an index denotes, which may count from the end. */
function resolveIndex(operation: string, index: number, length: number, axis: number, shape: Shape): number {
  if (!Number.isInteger(index) || index < -length || index >= length) {
    throw new ShapeError(
      `${operation}: index ${describeNumber(index)} is out of range for axis ${axis} of shape ${formatShape(shape)}.`,
    );
  }
  return index < 0 ? index + length : index;
}

/** The element of an array at an index, one number for each axis. */
export function elementAt(operation: string, x: Tensor, index: readonly number[]): Value {
  const starts = index.map((position, axis) => resolveIndex(operation, position, x.shape[axis] ?? 0, axis, x.shape));
  const ones = index.map(() => 1);
  return sliceRow.apply([x], { starts, sizes: ones, steps: ones, shape: [] });
}

/** The elements of an array of rank 1 from `start`, so many of them. */
export function part(x: Tensor, start: number, size: number): Tensor {
  return sliceRow.apply([x], { starts: [start], sizes: [size], steps: [1], shape: [size] }) as Tensor;
}

/** Refuses what is no list of ranges, and more ranges than axes. */
export function checkRanges(operation: string, shape: Shape, ranges: readonly unknown[]): void {
  if (!Array.isArray(ranges)) {
    throw new ShapeError(
      `${operation}: the ranges must be an array with one range per axis, such as [0, [1, 3]], ` +
        `but are ${describeValue(ranges)}.`,
    );
  }
  if (ranges.length > shape.length) {
    throw new ShapeError(
      `${operation}: ${ranges.length} ranges were given for shape ${formatShape(shape)}, which has rank ${shape.length}.`,
    );
  }
}

/** What a range denotes along its axis. */
interface ResolvedRange {
  readonly start: number;
  readonly size: number;
  readonly step: number;
}

function resolveRange(operation: string, range: Range, length: number, axis: number, shape: Shape): ResolvedRange {
  if (range === null) return { start: 0, size: length, step: 1 };
  if (typeof range === 'number') {
    return { start: resolveIndex(operation, range, length, axis, shape), size: 1, step: 1 };
  }
  if (!Array.isArray(range)) {
    throw new ShapeError(
      `${operation}: the range of axis ${axis} must be null, an index or [start, stop, step], ` +
        `but is ${describeValue(range)}. ${listAdvice}`,
    );
  }
  return resolveInterval(operation, range as Interval, length, axis);
}

const listAdvice = 'take selects by a list of indices; setAt and addAt take { indices: [...] } as a range.';

function resolveInterval(operation: string, interval: Interval, length: number, axis: number): ResolvedRange {
  const [from, to, by] = interval;
  if (interval.length > 3) {
    throw new ShapeError(
      `${operation}: the range of axis ${axis} must be [start, stop, step], but has ${interval.length} entries. ` +
        listAdvice,
    );
  }
  const step = by ?? 1;
  for (const part of [from ?? 0, to ?? 0, step] as unknown[]) {
    if (!Number.isInteger(part)) {
      throw new ShapeError(
        `${operation}: the range of axis ${axis} must hold integers or null, but has ${describeValue(part)}.`,
      );
    }
  }
  if (step === 0) {
    throw new ShapeError(`${operation}: the step of axis ${axis} is 0; use a positive or negative integer.`);
  }
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? length : length - 1;
  const bound = (end: number): number => Math.min(Math.max(end < 0 ? end + length : end, lowest), highest);
  const start = typeof from === 'number' ? bound(from) : step > 0 ? 0 : length - 1;
  const stop = typeof to === 'number' ? bound(to) : step > 0 ? length : -1;
  return { start, size: Math.max(0, Math.ceil((stop - start) / step)), step };
}
