import { shapeOf, type Plain } from '@wengert/tensor';
import { constant } from '../../kinds/constant.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { mul } from '../arithmetic.js';
import { sumOver } from '../reducing.js';
import { cofactorsOf } from './cofactors.js';
import { anyMatrix, invertible, matrixExamples } from './examples.js';
import { invRow } from './inverse.js';
import { determinant } from './kernels/cofactors.js';
import { factorizationsOf } from './kernels/factorizations.js';
import { pivotsOf } from './kernels/lu.js';
import { mapMatrices } from './kernels/stacks.js';
import { asColumns, asRows, transposed } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { squareSize } from './shapes.js';

export const detRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: 'linalg.det',
  arity: 1,
  evaluate: ([a = 0]) => perMatrix('linalg.det', a, determinant),
  push: ([tangent], [a = 0]) => (tangent === undefined ? undefined : innerProduct(cofactorsOf(a), tangent)),
  pull: (_index, cotangent, [a = 0]) => mul(eachMatrix(cotangent), cofactorsOf(a)),
  batch: overMatrices,
  examples: matrixExamples(
    anyMatrix,
    [undefined],
    [
      [3, 3],
      [2, 2],
      [1, 1],
      [4, 4],
      [2, 2, 2],
      [0, 0],
    ],
  ),
  undecomposed: 'pivots are chosen by their size',
  source: "Jacobi's formula: Magnus and Neudecker (2019), Matrix Differential Calculus, theorem 8.1",
});

/** The logarithm of the magnitude of the determinant of every matrix. */
export const logAbsDetRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: 'linalg.logAbsDet',
  arity: 1,
  evaluate: ([a = 0]) => perFactorization('linalg.slogdet', a, logOfPivots),
  push: ([tangent], [a = 0]) =>
    tangent === undefined ? undefined : innerProduct(transposed(looseInverse(a)), tangent),
  pull: (_index, cotangent, [a = 0]) => mul(eachMatrix(cotangent), transposed(looseInverse(a))),
  batch: overMatrices,
  examples: matrixExamples(
    invertible,
    [undefined],
    [
      [3, 3],
      [1, 1],
      [2, 2, 2],
      [0, 0],
    ],
  ),
  undecomposed: 'pivots are chosen by their size',
  source: 'Giles (2008), An extended collection of matrix derivative results, section 2.2.4',
  advice:
    'A singular matrix has no logarithm of its determinant: add a small multiple of the identity, or use det, whose derivative is exact there.',
});

/** The sign of the determinant of every matrix: 1, -1, or 0 for a singular one. */
export const detSignRow: Primitive<undefined> = /* @__PURE__ */ constant<undefined>({
  name: 'linalg.detSign',
  arity: 1,
  evaluate: ([a = 0]) => perFactorization('linalg.slogdet', a, signOfPivots),
  batch: overMatrices,
  examples: matrixExamples(
    invertible,
    [undefined],
    [
      [3, 3],
      [2, 2, 2],
      [0, 0],
    ],
  ),
  undecomposed: 'pivots are chosen by their size',
  source: 'locally constant',
});

/** NaN for singular matrices. */
function looseInverse(a: Value): Value {
  return invRow.apply([a], { operation: 'linalg.slogdet', strict: false });
}

/** A number for each matrix, so that it multiplies that matrix. */
function eachMatrix(x: Value): Value {
  return shapeOfValue(x).length === 0 ? x : asRows(asColumns(x));
}

/** For each pair of matrices, the sum of the products of their elements. */
function innerProduct(x: Value, y: Value): Value {
  return sumOver(mul(x, y), { axes: lastAxes(shapeOfValue(y).length), keepDims: false });
}

function lastAxes(rank: number): readonly number[] {
  return [rank - 2, rank - 1];
}

function perMatrix(operation: string, a: Plain, f: (matrix: Float64Array, n: number) => number): Plain {
  const n = squareSize(operation, shapeOf(a));
  return mapMatrices(a, [], (matrix, out) => {
    out[0] = f(matrix, n);
  });
}

function perFactorization(operation: string, a: Plain, f: (pivots: Float64Array, sign: number) => number): Plain {
  squareSize(operation, shapeOf(a));
  const factorizations = factorizationsOf(a);
  let index = 0;
  return mapMatrices(a, [], (_matrix, out) => {
    const factors = factorizations(index++);
    out[0] = f(pivotsOf(factors), factors.sign);
  });
}

function logOfPivots(pivots: Float64Array): number {
  return pivots.reduce((total, pivot) => total + Math.log(Math.abs(pivot)), 0);
}

function signOfPivots(pivots: Float64Array, sign: number): number {
  // A zero is made positive.
  return pivots.reduce((product, pivot) => product * Math.sign(pivot), sign) + 0;
}

/**
 * The determinant of every matrix. Its derivatives of all orders are exact for singular matrices too: they are sums of
 * minors, and nothing is divided by the determinant.
 *
 * @param a - Square matrices, `[..., n, n]`.
 * @returns An array of the leading axes; a number for a single matrix.
 * @throws {@link ShapeError} when `a` is not square.
 *
 * @example
 * linalg.det(tensor([[1, 2], [3, 4]])); // -2
 *
 * @see Magnus and Neudecker, Matrix Differential Calculus (3rd ed. 2019), section 8.3.
 */
export function det(a: Value): number {
  return detRow.apply([a], undefined) as number;
}

/**
 * The determinant of every matrix as its sign and the logarithm of its magnitude, where the determinant itself would
 * overflow or underflow. A singular matrix has sign 0 and logarithm -Infinity, and its derivative is NaN: the limit
 * depends on the direction.
 *
 * @param a - Square matrices, `[..., n, n]`.
 * @returns Arrays of the leading axes; numbers for a single matrix. The sign is locally constant.
 * @throws {@link ShapeError} when `a` is not square.
 *
 * @example
 * linalg.slogdet(tensor([[0, 1], [1, 0]])).sign; // -1
 *
 * @see Giles, An extended collection of matrix derivative results for forward and reverse mode AD (2008).
 */
export function slogdet(a: Value): { readonly sign: number; readonly logabsdet: number } {
  return {
    sign: detSignRow.apply([a], undefined) as number,
    logabsdet: logAbsDetRow.apply([a], undefined) as number,
  };
}
