import { shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import type { Value } from '../../value.js';
import { add, sub } from '../arithmetic.js';
import { product } from '../products.js';
import { invertible, matrixExamples } from './examples.js';
import { pseudoInverse } from './kernels/least-squares.js';
import { mapMatrices } from './kernels/stacks.js';
import { transposed } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { matrixShape } from './shapes.js';

const operation = 'linalg.pinv';

export const pinvRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: operation,
  arity: 1,
  evaluate: ([a = 0]) => pinvPlain(a),
  push([tangent], [a = 0], p) {
    if (tangent === undefined) return undefined;
    // Within the ranges, then what leaves that of a, then what leaves that of its transpose.
    const within = product(p, product(tangent, p));
    const left = product(p, tangent, true, true);
    const outside = product(p, sub(left, product(product(left, a), p)));
    const right = product(tangent, p, true, true);
    const across = product(sub(right, product(p, product(a, right))), p);
    return sub(add(outside, across), within);
  },
  pull(_index, cotangent, [a = 0], p) {
    const within = product(p, product(cotangent, p, false, true), true);
    const left = product(product(p, p, false, true), cotangent);
    const outside = transposed(sub(left, product(product(left, a), p)));
    const right = product(cotangent, product(p, p, true), false);
    const across = transposed(sub(right, product(p, product(a, right))));
    return sub(add(outside, across), within);
  },
  batch: overMatrices,
  examples: matrixExamples(
    invertible,
    [undefined],
    [
      [3, 3],
      [3, 2],
      [2, 3],
      [1, 1],
      [2, 3, 2],
      [0, 2],
    ],
  ),
  undecomposed: 'a number of iterations that depends on the matrix',
  source: 'Golub and Pereyra (1973), The differentiation of pseudo-inverses, equation 4.12',
});

function pinvPlain(a: Plain): Plain {
  const { rows, columns } = matrixShape(operation, shapeOf(a));
  return mapMatrices(a, [columns, rows], (matrix, out) => pseudoInverse(matrix, rows, columns, out));
}

/**
 * The Moore-Penrose inverse of every matrix. Singular values below `max(m, n) * 2⁻⁵²` times the greatest count as 0. The
 * derivative is that along matrices of the same rank.
 *
 * @param a - Matrices `[..., m, n]`.
 * @returns Matrices `[..., n, m]`.
 * @throws {@link ShapeError} when `a` has fewer than two axes.
 *
 * @example
 * linalg.pinv(tensor([[2, 0], [0, 0]])); // [[0.5, 0], [0, 0]]
 *
 * @see Golub and Pereyra, The differentiation of pseudo-inverses and nonlinear least squares problems whose variables
 * separate, SIAM J. Numer. Anal. 10 (1973).
 */
export function pinv(a: Value): Tensor {
  return pinvRow.apply([a], undefined) as Tensor;
}
