import { describeNumber } from './describe-number.js';
import { ShapeError, WengertError } from './errors.js';

/** The length of each axis of an array, outermost first. A number has the shape `[]`. Read-only by contract. */
export type Shape = readonly number[];

/**
 * The number of elements of an array of this shape: the product of its axes, which is 1 for `[]`.
 *
 * @example
 * sizeOf([2, 3]); // 6
 */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis] as number;
  return size;
}

/**
 * For each axis, how far apart in row-major storage two neighbours along that axis are.
 *
 * @example
 * stridesOf([2, 3, 4]); // [12, 4, 1]
 */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return strides;
}

/**
 * Whether two shapes have the same axes.
 *
 * @example
 * sameShape([2, 3], [3, 2]); // false
 */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/**
 * A shape as error messages write it.
 *
 * @example
 * formatShape([2, 3]); // '[2, 3]'
 */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/**
 * An axis counted from the start, given one that may count from the end (-1 is the last).
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * normalizeAxis('sum', -1, 3); // 2
 */
export function normalizeAxis(operation: string, axis: number, rank: number): number {
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  const choice =
    rank === 0
      ? 'a number has no axes'
      : rank === 1
        ? 'the only axis is 0 (or -1)'
        : `axes are 0 to ${rank - 1}, or ${-rank} to -1 from the end`;
  throw new ShapeError(`${operation}: there is no axis ${describeNumber(axis)} at rank ${rank}: ${choice}.`);
}

/**
 * A choice of axes as a sorted list counted from the start; `undefined` chooses all.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 * @throws {@link WengertError} for anything but a number, an array or `undefined`.
 *
 * @example
 * normalizeAxes('sum', [-1, 0], 3); // [0, 2]
 */
export function normalizeAxes(operation: string, axis: number | readonly number[] | undefined, rank: number): number[] {
  if (axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  if (typeof axis === 'number') return [normalizeAxis(operation, axis, rank)];
  if (!Array.isArray(axis)) {
    throw new WengertError(
      `${operation}: axis must be a number or an array of numbers, but is ${describeNumber(axis)}.`,
    );
  }
  const axes = axis.map((one: number) => normalizeAxis(operation, one, rank)).sort((a, b) => a - b);
  for (let i = 1; i < axes.length; i++) {
    if (axes[i] === axes[i - 1]) {
      throw new ShapeError(`${operation}: axes ${formatShape(axis)} name axis ${axes[i]} twice at rank ${rank}.`);
    }
  }
  return axes;
}

/**
 * Lets a shape pass whose axes are non-negative integers.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when it is no array, or an axis is negative, fractional or not a number.
 */
export function checkShape(operation: string, shape: Shape): void {
  if (!Array.isArray(shape)) {
    throw new ShapeError(
      `${operation}: a shape is an array of axis lengths such as [2, 3], but this one is ${describeNumber(shape)}.`,
    );
  }
  for (let axis = 0; axis < shape.length; axis++) {
    const length: unknown = shape[axis];
    if (typeof length !== 'number') {
      throw new ShapeError(
        `${operation}: axis ${axis} of the shape must be a non-negative integer, but is ${describeNumber(length)}.`,
      );
    }
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new ShapeError(
        `${operation}: axis ${axis} of shape ${formatShape(shape)} is ${length}; it must be a non-negative integer.`,
      );
    }
  }
}
