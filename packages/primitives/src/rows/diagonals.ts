import { formatShape, fromData, ShapeError, sizeOf, type Plain, type Shape, type Tensor } from '@wengert/tensor';
import { select } from '../kinds/selection.js';
import type { Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { moveAxis } from './axes.js';
import { reshapeRow } from './reshaping.js';
import { placeRow, sliceRow } from './slicing.js';

/**
 * The elements on a diagonal of a matrix; for a tensor of rank 1, the matrix that has them there and zeros elsewhere.
 *
 * @param k - Which diagonal: 0 for the main one, positive above it, negative below it.
 * @throws {@link ShapeError} unless `x` has rank 1 or 2 and `k` is an integer.
 *
 * @example
 * diag(tensor([1, 2])); // [[1, 0], [0, 2]]
 * diag(tensor([[1, 2], [3, 4]])); // [1, 4]
 */
export function diag(x: Value, k = 0): Tensor {
  const shape = shapeOfArgument('diag', x);
  if (shape.length === 2) return diagonalOf('diag', x, k);
  const [length] = shape;
  if (length === undefined || shape.length > 2) {
    throw new ShapeError(
      `diag: takes a tensor of rank 1 or 2, but got shape ${formatShape(shape)}. diagonal takes higher ranks.`,
    );
  }
  checkOffset('diag', k);
  const n = length + Math.abs(k);
  const { start, step } = walkAlong(n, n, k);
  const flat = placeRow.apply([x], { starts: [start], sizes: shape, steps: [step], shape: [n * n] });
  return reshapeRow.apply([flat], { shape: [n, n] }) as Tensor;
}

/**
 * The elements of `x` on a diagonal of its first two axes, along a new last axis.
 *
 * @param k - Which diagonal: 0 for the main one, positive above it, negative below it.
 * @throws {@link ShapeError} unless `x` has at least rank 2 and `k` is an integer.
 *
 * @example
 * diagonal(tensor([[1, 2, 3], [4, 5, 6]]), 1); // [2, 6]
 */
export function diagonal(x: Value, k = 0): Tensor {
  return diagonalOf('diagonal', x, k);
}

function diagonalOf(operation: string, x: Value, k: number): Tensor {
  const shape = shapeOfArgument(operation, x);
  const [rows, columns, ...rest] = shape;
  if (rows === undefined || columns === undefined) throw tooFewAxes(operation, shape);
  checkOffset(operation, k);
  const { start, step, count } = walkAlong(rows, columns, k);
  const sizes = [count, ...rest];
  const taken = sliceRow.apply([reshapeRow.apply([x], { shape: [rows * columns, ...rest] })], {
    starts: sizes.map((_, axis) => (axis === 0 ? start : 0)),
    sizes,
    steps: sizes.map((_, axis) => (axis === 0 ? step : 1)),
    shape: sizes,
  });
  return (rest.length === 0 ? taken : moveAxis(taken, 0, -1)) as Tensor;
}

/** A diagonal of a matrix in row-major storage: an element in each row, `columns + 1` apart. */
function walkAlong(rows: number, columns: number, k: number): { start: number; step: number; count: number } {
  return {
    start: k < 0 ? -k * columns : k,
    step: columns + 1,
    count: Math.max(0, Math.min(rows + Math.min(k, 0), columns - Math.max(k, 0))),
  };
}

/**
 * The elements of a matrix on and above a diagonal, and zeros below it. Leading axes count matrices.
 *
 * @param k - Which diagonal: 0 for the main one, positive above it, negative below it.
 * @throws {@link ShapeError} unless `x` has at least rank 2 and `k` is an integer.
 *
 * @example
 * triu(tensor([[1, 2], [3, 4]])); // [[1, 2], [0, 4]]
 */
export function triu(x: Value, k = 0): Tensor {
  return select(
    mask('triu', x, k, (distance) => distance >= k),
    x,
    0,
  ) as Tensor;
}

/**
 * The elements of a matrix on and below a diagonal, and zeros above it. Leading axes count matrices.
 *
 * @param k - Which diagonal: 0 for the main one, positive above it, negative below it.
 * @throws {@link ShapeError} unless `x` has at least rank 2 and `k` is an integer.
 *
 * @example
 * tril(tensor([[1, 2], [3, 4]])); // [[1, 0], [3, 4]]
 */
export function tril(x: Value, k = 0): Tensor {
  return select(
    mask('tril', x, k, (distance) => distance <= k),
    x,
    0,
  ) as Tensor;
}

/** 1 where a matrix element is kept, given its distance above the main diagonal. */
function mask(operation: string, x: Value, k: number, keeps: (distance: number) => boolean): Plain {
  const shape = shapeOfArgument(operation, x);
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) throw tooFewAxes(operation, shape);
  checkOffset(operation, k);
  const data = new Float64Array(sizeOf([rows, columns]));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (keeps(j - i)) data[i * columns + j] = 1;
  }
  return fromData(data, [rows, columns]);
}

function tooFewAxes(operation: string, shape: Shape): ShapeError {
  return new ShapeError(
    `${operation}: takes a matrix or a tensor of higher rank, but got shape ${formatShape(shape)}.`,
  );
}

function checkOffset(operation: string, k: number): void {
  if (Number.isSafeInteger(k)) return;
  throw new ShapeError(`${operation}: k must be an integer, the number of the diagonal, but is ${String(k)}.`);
}
