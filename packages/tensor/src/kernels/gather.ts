import { ShapeError } from '../errors.js';
import { sizeOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';
import { dataOf, fromData, shapeOf, type Plain } from '../tensor.js';
import { copyRow } from './strided.js';

/**
 * Indices counted from the start, given some that may count from the end.
 *
 * @param operation - The operation that was called, for the message.
 * @param length - The length of the axis that is indexed.
 * @throws {@link ShapeError} when an index is not an integer or out of range.
 *
 * @example
 * normalizeIndices('take', [0, -1], 3); // Int32Array [0, 2]
 */
export function normalizeIndices(operation: string, indices: ArrayLike<number>, length: number): Int32Array {
  const result = new Int32Array(indices.length);
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!;
    if (!Number.isInteger(i) || i < -length || i >= length) {
      throw new ShapeError(`${operation}: index ${i} is out of range for an axis of length ${length}.`);
    }
    result[k] = i < 0 ? i + length : i;
  }
  return result;
}

/** `x` seen as `[outer, length, inner]` about an axis. */
function splitAt(shape: Shape, axis: number): { outer: number; length: number; inner: number } {
  return {
    outer: sizeOf(shape.slice(0, axis)),
    length: shape[axis]!,
    inner: sizeOf(shape.slice(axis + 1)),
  };
}

/**
 * The elements of `x` at the indices along an axis. In the result, the axes of `indexShape` stand in place of it.
 *
 * @param indices - Counted from the start and within range (see {@link normalizeIndices}).
 *
 * @example
 * take(tensor([10, 20, 30]), Int32Array.of(2, 0, 2), [3], 0); // [30, 10, 30]
 */
export function take(x: Plain, indices: Int32Array, indexShape: Shape, axis: number): Plain {
  const own = shapeOf(x);
  const shape = [...own.slice(0, axis), ...indexShape, ...own.slice(axis + 1)];
  const { outer, length, inner } = splitAt(own, axis);
  const data = dataOf(x);
  const out = allocate(sizeOf(shape));
  let to = 0;
  if (inner === 1) {
    for (let start = 0; start < data.length; start += length) {
      for (let k = 0; k < indices.length; k++) out[to++] = data[start + indices[k]!]!;
    }
    return fromData(out, shape);
  }
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < indices.length; k++) {
      copyRow(data, (o * length + indices[k]!) * inner, 1, out, to, 1, inner);
      to += inner;
    }
  }
  return fromData(out, shape);
}

/**
 * The transpose of {@link take}: zeros of the given shape, with the values added at the indices along an axis. Values at
 * the same index add up.
 *
 * @param shape - The shape of the result.
 * @param indices - Counted from the start and within range (see {@link normalizeIndices}).
 * @param values - Of the shape that `take` gives.
 *
 * @example
 * scatterAdd([3], Int32Array.of(2, 0, 2), [3], tensor([1, 2, 3]), 0); // [2, 0, 4]
 */
export function scatterAdd(shape: Shape, indices: Int32Array, indexShape: Shape, values: Plain, axis: number): Plain {
  const { outer, length, inner } = splitAt(shape, axis);
  const data = dataOf(values);
  if (data.length !== outer * sizeOf(indexShape) * inner) {
    throw new ShapeError(
      `scatterAdd: ${data.length} values do not match ${outer * sizeOf(indexShape) * inner} places.`,
    );
  }
  const out = allocate(sizeOf(shape));
  let from = 0;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < indices.length; k++) {
      const to = (o * length + indices[k]!) * inner;
      for (let i = 0; i < inner; i++) out[to + i] = out[to + i]! + data[from++]!;
    }
  }
  return fromData(out, shape);
}

/**
 * For each place of the index array, the element of `x` at the same place but for the axis, where the index says which.
 *
 * @param indices - Counted from the start and within range (see {@link normalizeIndices}).
 * @param indexShape - The shape of the result; it agrees with that of `x` in all other axes.
 *
 * @example
 * takeAlongAxis(tensor([[3, 1], [2, 4]]), Int32Array.of(1, 0, 0, 1), [2, 2], 1); // [[1, 3], [2, 4]]
 */
export function takeAlongAxis(x: Plain, indices: Int32Array, indexShape: Shape, axis: number): Plain {
  const own = shapeOf(x);
  const { outer, length, inner } = splitAt(own, axis);
  const count = indexShape[axis]!;
  const data = dataOf(x);
  const out = allocate(indices.length);
  let place = 0;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < inner; i++, place++) {
        out[place] = data[(o * length + indices[place]!) * inner + i]!;
      }
    }
  }
  return fromData(out, indexShape);
}

/**
 * The transpose of {@link takeAlongAxis}: zeros of the given shape, with each value added where `takeAlongAxis` would take
 * it from.
 *
 * @param shape - The shape of the result.
 * @param indices - Counted from the start and within range (see {@link normalizeIndices}).
 * @param values - Of the shape `indexShape`.
 *
 * @example
 * scatterAlongAxis([1, 3], Int32Array.of(2, 2), [1, 2], tensor([[5, 6]]), 1); // [[0, 0, 11]]
 */
export function scatterAlongAxis(
  shape: Shape,
  indices: Int32Array,
  indexShape: Shape,
  values: Plain,
  axis: number,
): Plain {
  const { outer, length, inner } = splitAt(shape, axis);
  const count = indexShape[axis]!;
  const data = dataOf(values);
  const out = allocate(sizeOf(shape));
  let place = 0;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < inner; i++, place++) {
        const to = (o * length + indices[place]!) * inner + i;
        out[to] = out[to]! + data[place]!;
      }
    }
  }
  return fromData(out, shape);
}
