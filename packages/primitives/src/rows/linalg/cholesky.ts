import { dataOf, DomainError, formatShape, shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { sumTo } from '../../kinds/broadcasting.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { mul, sub } from '../arithmetic.js';
import { tril } from '../diagonals.js';
import { product } from '../products.js';
import { lowerTriangular, matrixExamples, positiveDefinite, systemExamples } from './examples.js';
import { choleskyAdjoint, choleskyFactor } from './kernels/cholesky.js';
import { mapMatrices, mapPairs, symmetrized } from './kernels/stacks.js';
import { halfTriangle, sumOfTangents, symmetricPart, transposed } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { squareSize } from './shapes.js';
import { solveWithTriangle } from './triangular.js';

const operation = 'linalg.cholesky';

export const choleskyRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: operation,
  arity: 1,
  evaluate: ([a = 0]) => choleskyPlain(a),
  push: ([tangent], _args, l) => (tangent === undefined ? undefined : pushThrough(l, symmetricPart(tangent))),
  pull: (_index, cotangent, _args, l) => choleskyPullRow.apply([l, cotangent], undefined),
  batch: overMatrices,
  examples: matrixExamples(
    positiveDefinite,
    [undefined],
    [
      [3, 3],
      [1, 1],
      [2, 2, 2],
      [0, 0],
    ],
  ),
  undecomposed: 'refuses matrices that are not positive definite',
  source: 'Murray (2016), Differentiation of the Cholesky decomposition, section 3; Giles (2008)',
});

/**
 * The pull of the decomposition, given the factor and a cotangent of it, of which the lower triangle counts. As a
 * formula it is the symmetric part of `l⁻ᵀ half(lᵀ cotangent) l⁻¹`, whose derivative it has; the kernel takes a fraction
 * of the time.
 */
export const choleskyPullRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: 'linalg.choleskyPull',
  arity: 2,
  evaluate: ([l = 0, cotangent = 0]) => pullPlain(l, cotangent),
  push([lTangent, tangent], [l = 0, cotangent = 0], pulled) {
    const linear = tangent === undefined ? undefined : choleskyPullRow.apply([l, tangent], undefined);
    if (lTangent === undefined) return linear;
    const change = tril(lTangent);
    const inner = solveFactor(l, halfTriangle(product(change, tril(cotangent), true)), true);
    const outer = sub(inner, mul(2, product(pulled, change)));
    return sumOfTangents(linear, symmetricPart(solveFactor(l, transposed(outer), true)));
  },
  pull(index, cotangent, [l = 0, factorCotangent = 0], pulled) {
    const direction = symmetricPart(cotangent);
    if (index === 1) return sumTo(pushThrough(l, direction), shapeOfValue(factorCotangent));
    const inner = product(tril(factorCotangent), innerTriangle(l, direction), false, true);
    const outer = transposed(solveFactor(l, product(direction, pulled), false));
    return sumTo(tril(sub(inner, mul(2, outer))), shapeOfValue(l));
  },
  batch: overMatrices,
  examples: systemExamples(
    lowerTriangular,
    [undefined],
    [
      [
        [3, 3],
        [3, 3],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [2, 2],
        [2, 2, 2],
      ],
    ],
  ),
  undecomposed: 'solves with triangles, block by block',
  source: 'Murray (2016), Differentiation of the Cholesky decomposition, section 3, differentiated',
});

/** The tangent of the factor for a symmetric tangent of the matrix. */
function pushThrough(l: Value, tangent: Value): Value {
  return product(l, innerTriangle(l, tangent));
}

/** The triangle `half(l⁻¹ x l⁻ᵀ)` for a symmetric `x`. */
function innerTriangle(l: Value, x: Value): Value {
  return halfTriangle(solveFactor(l, transposed(solveFactor(l, x, false)), false));
}

/** `l⁻¹ x` or `l⁻ᵀ x` */
function solveFactor(l: Value, x: Value, transpose: boolean): Value {
  return solveWithTriangle(l, x, { lower: true, transposed: transpose, operation });
}

function choleskyPlain(a: Plain): Plain {
  const n = squareSize(operation, shapeOf(a));
  return mapMatrices(a, [n, n], (matrix, out) => {
    if (choleskyFactor(symmetrized(matrix, n), n, out)) return;
    throw new DomainError(
      `${operation}: the matrix of shape ${formatShape(shapeOf(a))} is not positive definite. ` +
        'linalg.eigh decomposes any symmetric matrix.',
    );
  });
}

function pullPlain(l: Plain, cotangent: Plain): Plain {
  const n = squareSize(operation, shapeOf(l));
  squareSize(operation, shapeOf(cotangent));
  const matrices = dataOf(l);
  return mapPairs(
    operation,
    l,
    cotangent,
    [n, n],
    (index) => matrices.subarray(index * n * n, (index + 1) * n * n),
    (matrix, pulled, out) => choleskyAdjoint(matrix, pulled, n, out),
  );
}

/**
 * The lower triangle `l` with a positive diagonal for which `l lᵀ = a`. Of `a` the symmetric part, `(a + aᵀ) / 2`, is
 * read, and so its gradient is symmetric.
 *
 * @param a - Symmetric positive definite matrices, `[..., n, n]`.
 * @throws {@link ShapeError} when `a` is not square.
 * @throws {@link DomainError} when a matrix is not positive definite.
 *
 * @example
 * linalg.cholesky(tensor([[4, 2], [2, 5]])); // [[2, 0], [1, 2]]
 *
 * @see Murray, Differentiation of the Cholesky decomposition (2016), arXiv:1602.07527.
 */
export function cholesky(a: Value): Tensor {
  return choleskyRow.apply([a], undefined) as Tensor;
}
