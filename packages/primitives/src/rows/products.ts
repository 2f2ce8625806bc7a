import {
  broadcastShapes,
  formatShape,
  matmulTransposed,
  sameShape,
  ShapeError,
  sizeOf,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { argument, type Example } from '../domain.js';
import { multilinear } from '../kinds/multilinear.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { mul } from './arithmetic.js';
import { alignedToRank, entryRank } from './batching.js';
import { matrixProduct, transposed } from './matrix-notation.js';
import { ravel, reshapeRow } from './reshaping.js';

/** Which of the two matrices is read with its last two axes swapped. With a vector among the arguments, neither. */
export interface Transposition {
  readonly transposeX: boolean;
  readonly transposeY: boolean;
}

/** Calls with arguments of two shapes each, to test with. */
export function productExamples<P>(params: P, ...shapes: readonly (readonly [Shape, Shape])[]): readonly Example<P>[] {
  return shapes.map(([x, y]) => ({ args: [argument(x), argument(y)], params }));
}

/**
 * The transposes of a product are products again, of which one factor may have to be transposed; the flags say so, and
 * the kernel then reads it in that order where it stands.
 */
export const matmulRow: Primitive<Transposition> = /* @__PURE__ */ multilinear({
  name: 'matmul',
  evaluate: ([x = 0, y = 0], { transposeX, transposeY }) => matmulTransposed('matmul', x, y, transposeX, transposeY),
  transposes: [
    (cotangent, [x = 0, y = 0], params) => pullLeft(cotangent, x, y, params),
    (cotangent, [x = 0, y = 0], params) => pullRight(cotangent, x, y, params),
  ],
  batch: batchedProduct,
  examples: [
    ...productExamples(
      { transposeX: false, transposeY: false },
      [
        [2, 3],
        [3, 4],
      ],
      [[3], [3]],
      [[2], [2, 3]],
      [[2, 3], [3]],
      [[1], [1, 1]],
      [
        [2, 2, 3],
        [3, 2],
      ],
      [
        [2, 3],
        [2, 3, 2],
      ],
      [
        [2, 1, 2, 3],
        [3, 3, 1],
      ],
      [[2, 2, 3], [3]],
      [[3], [2, 3, 2]],
      [
        [0, 2],
        [2, 3],
      ],
      [
        [2, 0],
        [0, 3],
      ],
      [[0], [0]],
    ),
    ...productExamples(
      { transposeX: true, transposeY: false },
      [
        [3, 2],
        [3, 4],
      ],
      [
        [2, 3, 2],
        [3, 1],
      ],
    ),
    ...productExamples(
      { transposeX: false, transposeY: true },
      [
        [2, 3],
        [4, 3],
      ],
      [
        [2, 2, 3],
        [1, 3],
      ],
    ),
    ...productExamples(
      { transposeX: true, transposeY: true },
      [
        [3, 2],
        [4, 3],
      ],
      [
        [3, 1],
        [2, 2, 3],
      ],
    ),
  ],
  source: 'Giles, Collected matrix derivative results for forward and reverse mode AD (2008), section 2.2.2',
  notate: (_args, { transposeX, transposeY }) => [
    matrixProduct,
    transposeX ? [transposed, 'x'] : 'x',
    transposeY ? [transposed, 'y'] : 'y',
  ],
});

/** The matrix product of arguments that are known to fit. */
export function product(x: Value, y: Value, transposeX = false, transposeY = false): Value {
  return matmulRow.apply([x, y], { transposeX, transposeY });
}

/** Vectors become matrices, so that the batch axis is one more leading axis; their axis is dropped again at the end. */
function batchedProduct(
  args: readonly Value[],
  batched: readonly boolean[],
  params: Transposition,
  size: number,
): Value {
  const [x = 0, y = 0] = args;
  const [batchedX = false, batchedY = false] = batched;
  const [rankX, rankY] = [entryRank(x, batchedX), entryRank(y, batchedY)];
  const left = rankX === 1 ? asRow(x) : x;
  const right = rankY === 1 ? asColumn(y) : y;
  const rank = Math.max(rankX, rankY, 2);
  const result = matmulRow.apply([alignedToRank(left, batchedX, rank), alignedToRank(right, batchedY, rank)], params);
  const shape = shapeOfValue(result);
  const rows = rankX === 1 ? [] : shape.slice(-2, -1);
  const columns = rankY === 1 ? [] : shape.slice(-1);
  return reshaped(result, [size, ...shape.slice(1, -2), ...rows, ...columns]);
}

/** The cotangent of the left factor: that of the product times the right factor transposed. */
function pullLeft(cotangent: Value, x: Value, y: Value, { transposeX, transposeY }: Transposition): Value {
  const [xShape, yShape] = [shapeOfValue(x), shapeOfValue(y)];
  if (xShape.length === 1 && yShape.length === 1) return mul(cotangent, y);
  if (yShape.length === 1) return product(asColumn(cotangent), asRow(y));
  if (xShape.length === 1 && yShape.length === 2) return product(y, cotangent);
  if (xShape.length === 1) return reshaped(product(y, asColumn(cotangent)), yShape.slice(0, -1));
  return transposeX ? product(y, cotangent, transposeY, true) : product(cotangent, y, false, !transposeY);
}

/** The cotangent of the right factor: the left factor transposed times the cotangent of the product. */
function pullRight(cotangent: Value, x: Value, y: Value, { transposeX, transposeY }: Transposition): Value {
  const [xShape, yShape] = [shapeOfValue(x), shapeOfValue(y)];
  if (xShape.length === 1 && yShape.length === 1) return mul(cotangent, x);
  if (xShape.length === 1) return product(asColumn(x), asRow(cotangent));
  // Rows of left factors that share the right one are rows of a single tall matrix: no sum over leading axes is left.
  if (yShape.length === 1) return product(ravel(cotangent), asTallMatrix(x));
  const isTall = xShape.length > 2 && yShape.length === 2 && !transposeX;
  const left = isTall ? asTallMatrix(x) : x;
  const received = isTall ? asTallMatrix(cotangent) : cotangent;
  return transposeY ? product(received, left, true, transposeX) : product(left, received, !transposeX, false);
}

/** The same elements in another shape; `x` itself when it has that shape already. */
export function reshaped(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : reshapeRow.apply([x], { shape });
}

/** Vectors, along the last axis, as matrices of one row. */
function asRow(x: Value): Value {
  return reshaped(x, shapeOfValue(x).toSpliced(-1, 0, 1));
}

/** Vectors, along the last axis, as matrices of one column. */
function asColumn(x: Value): Value {
  return reshaped(x, [...shapeOfValue(x), 1]);
}

/** All rows of a tensor, whatever its leading axes, as one matrix. */
export function asTallMatrix(x: Value): Value {
  const shape = shapeOfValue(x);
  return reshaped(x, [sizeOf(shape.slice(0, -1)), ...shape.slice(-1)]);
}

/**
 * The matrix product, by NumPy's rules: the last axis of `x` meets the second to last of `y`, or its only one. A vector
 * counts as a row on the left and as a column on the right, and that axis is missing in the result. The axes before the
 * last two broadcast.
 *
 * Two vectors give a number, as in NumPy, though the type says `Tensor`; {@link dot} is typed for vectors.
 *
 * @throws {@link ShapeError} when an argument is a scalar, the inner sizes differ, or the leading axes do not broadcast.
 *
 * @example
 * matmul(tensor([[1, 2], [3, 4]]), tensor([[5], [6]])); // [[17], [39]]
 * matmul(tensor([[1, 2], [3, 4]]), tensor([5, 6])); // [17, 39]
 *
 * @see Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008).
 */
export function matmul(x: Value, y: Value): Tensor {
  const xShape = shapeOfArgument('matmul', x);
  const yShape = shapeOfArgument('matmul', y, 1);
  if (xShape.length === 0 || yShape.length === 0) {
    throw new ShapeError(
      `matmul: needs two tensors, but got shapes ${formatShape(xShape)} and ${formatShape(yShape)}. ` +
        'mul multiplies by a scalar.',
    );
  }
  checkInnerSizes('matmul', xShape, yShape);
  if (xShape.length > 2 && yShape.length > 2) {
    const operation = `matmul: ${formatShape(xShape)} x ${formatShape(yShape)}, axes before the last two`;
    broadcastShapes(operation, xShape.slice(0, -2), yShape.slice(0, -2));
  }
  return product(x, y) as Tensor;
}

/**
 * Lets shapes pass where the last axis of the left factor has the length of the second to last of the right one, or of
 * its only one.
 *
 * @throws {@link ShapeError} for other shapes.
 */
export function checkInnerSizes(operation: string, xShape: Shape, yShape: Shape): void {
  const k = xShape.at(-1);
  const inner = yShape.at(-2) ?? yShape.at(-1);
  if (k !== inner) {
    throw new ShapeError(
      `${operation}: inner sizes differ: ${formatShape(xShape)} x ${formatShape(yShape)} (${k} vs ${inner}).`,
    );
  }
}
