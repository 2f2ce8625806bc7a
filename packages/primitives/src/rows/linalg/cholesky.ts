import { DomainError, formatShape, shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { argument, type Domain } from '../../domain.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import type { Value } from '../../value.js';
import { tril } from '../diagonals.js';
import { product } from '../products.js';
import { choleskyFactor } from './kernels/cholesky.js';
import { mapMatrices, symmetrized } from './kernels/stacks.js';
import { halfTriangle, onMatrices, symmetricPart, transposed } from './matrices.js';
import { squareSize } from './shapes.js';
import { solveWithTriangle } from './triangular.js';

const operation = 'linalg.cholesky';

const positiveDefinite: Domain = { min: -4, max: 4, matrix: 'positiveDefinite' };

export const choleskyRow: Primitive<undefined> = /* @__PURE__ */ onMatrices(
  structured<undefined>({
    name: operation,
    arity: 1,
    evaluate: ([a = 0]) => choleskyPlain(a),
    push([tangent], _args, l) {
      if (tangent === undefined) return undefined;
      const left = solveWithTriangle(l, symmetricPart(tangent), { lower: true, operation });
      const both = solveWithTriangle(l, transposed(left), { lower: true, operation });
      return product(l, halfTriangle(both));
    },
    pull(_index, cotangent, _args, l) {
      const inner = halfTriangle(product(l, tril(cotangent), true));
      const left = solveWithTriangle(l, inner, { lower: true, transposed: true, operation });
      const both = solveWithTriangle(l, transposed(left), { lower: true, transposed: true, operation });
      return symmetricPart(both);
    },
    examples: [
      [3, 3],
      [1, 1],
      [2, 2, 2],
      [0, 0],
    ].map((shape) => ({
      args: [argument(shape, positiveDefinite)],
      params: undefined,
    })),
    source: 'Murray (2016), Differentiation of the Cholesky decomposition, section 3; Giles (2008)',
  }),
);

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
