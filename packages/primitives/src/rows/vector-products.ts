import { formatShape, ShapeError, sizeOf, type Shape, type Tensor } from '@wengert/tensor';
import { composite } from '../kinds/composite.js';
import type { Row } from '../primitive.js';
import { shapeOfValue, type Scalar, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { mul } from './arithmetic.js';
import { moveAxis } from './axes.js';
import { asTallMatrix, checkInnerSizes, product, productExamples, reshaped } from './products.js';

/**
 * The type of a product whose rank follows from the ranks of its factors, which the types do not know: it may be used
 * as a number and as a tensor. It is the one of the two that the factors make it.
 */
export type NumberOrTensor = number & Tensor;

export const dotRow: Row<undefined> = /* @__PURE__ */ composite({
  name: 'dot',
  arity: 2,
  define([x = 0, y = 0]) {
    const [xShape, yShape] = [shapeOfArgument('dot', x), shapeOfArgument('dot', y, 1)];
    if (xShape.length === 0 || yShape.length === 0) return mul(x, y);
    checkInnerSizes('dot', xShape, yShape);
    if (xShape.length === 1 || yShape.length <= 2) return product(x, y);
    const right = moveAxis(y, -2, 0);
    const [k = 0, ...columns] = shapeOfValue(right);
    const matrix = product(asTallMatrix(x), reshaped(right, [k, sizeOf(columns)]));
    return reshaped(matrix, [...xShape.slice(0, -1), ...columns]);
  },
  examples: productExamples(
    undefined,
    [[3], [3]],
    [[], [2]],
    [
      [2, 3],
      [3, 2],
    ],
    [
      [2, 3],
      [2, 3, 2],
    ],
    [[2, 1, 3], [3]],
    [
      [2, 0],
      [2, 0, 1],
    ],
  ),
  source: 'matmul and mul',
});

/**
 * The dot product, by NumPy's rules: of two vectors the sum of the products of their elements; of matrices and vectors
 * the matrix product; with a scalar the multiple. In general, the sum is over the last axis of `x` and the second to
 * last of `y` (or its only one), and all other axes remain, first those of `x`. {@link matmul} broadcasts them instead.
 *
 * @throws {@link ShapeError} when the lengths of these two axes differ.
 *
 * @example
 * dot(tensor([1, 2, 3]), tensor([4, 5, 6])); // 32
 */
export function dot(x: Tensor, y: Tensor): NumberOrTensor;
export function dot(x: number, y: number): number;
export function dot(x: Scalar, y: Scalar): Scalar;
export function dot(x: Scalar, y: Tensor): Tensor;
export function dot(x: Tensor, y: Scalar): Tensor;
export function dot(x: Value, y: Value): Value;
export function dot(x: Value, y: Value): Value {
  return dotRow.apply([x, y], undefined);
}

export const innerRow: Row<undefined> = /* @__PURE__ */ composite({
  name: 'inner',
  arity: 2,
  define([x = 0, y = 0]) {
    const [xShape, yShape] = [shapeOfArgument('inner', x), shapeOfArgument('inner', y, 1)];
    if (xShape.length === 0 || yShape.length === 0) return mul(x, y);
    checkLastAxes(xShape, yShape);
    if (yShape.length === 1) return product(x, y);
    if (xShape.length === 1) return product(y, x);
    const matrix = product(asTallMatrix(x), asTallMatrix(y), false, true);
    return reshaped(matrix, [...xShape.slice(0, -1), ...yShape.slice(0, -1)]);
  },
  examples: productExamples(
    undefined,
    [[3], [3]],
    [[2], []],
    [
      [2, 3],
      [4, 3],
    ],
    [[3], [2, 3]],
    [[2, 1, 3], [3]],
    [
      [2, 0],
      [3, 1, 0],
    ],
  ),
  source: 'matmul and mul',
});

function checkLastAxes(xShape: Shape, yShape: Shape): void {
  const [m, n] = [xShape.at(-1), yShape.at(-1)];
  if (m !== n) {
    throw new ShapeError(
      `inner: the last axes differ: ${formatShape(xShape)} and ${formatShape(yShape)} (${m} vs ${n}). ` +
        'matmul and dot sum over the second to last axis of their second argument.',
    );
  }
}

/**
 * The inner products of vectors along the last axes: entry `[...i, ...j]` is the sum of `x[...i, k] * y[...j, k]` over
 * `k`. With a scalar it is the multiple.
 *
 * @throws {@link ShapeError} when the last axes differ in length.
 *
 * @example
 * inner(tensor([[1, 2], [3, 4]]), tensor([5, 6])); // [17, 39]
 */
export function inner(x: Tensor, y: Tensor): NumberOrTensor;
export function inner(x: number, y: number): number;
export function inner(x: Scalar, y: Scalar): Scalar;
export function inner(x: Scalar, y: Tensor): Tensor;
export function inner(x: Tensor, y: Scalar): Tensor;
export function inner(x: Value, y: Value): Value;
export function inner(x: Value, y: Value): Value {
  return innerRow.apply([x, y], undefined);
}

export const outerRow: Row<undefined> = /* @__PURE__ */ composite({
  name: 'outer',
  arity: 2,
  define([x = 0, y = 0]) {
    const [m, n] = [sizeOf(shapeOfArgument('outer', x)), sizeOf(shapeOfArgument('outer', y, 1))];
    return product(reshaped(x, [m, 1]), reshaped(y, [1, n]));
  },
  examples: productExamples(undefined, [[2], [3]], [[1], []], [[2, 2], [3]], [[0], [2]]),
  source: 'matmul of a column and a row',
});

/**
 * The products of each element of `x` with each of `y`, as a matrix. Arguments that are not vectors are flattened.
 *
 * @example
 * outer(tensor([1, 2]), tensor([3, 4, 5])); // [[3, 4, 5], [6, 8, 10]]
 */
export function outer(x: Value, y: Value): Tensor {
  return outerRow.apply([x, y], undefined) as Tensor;
}
