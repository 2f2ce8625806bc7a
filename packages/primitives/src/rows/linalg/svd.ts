import { shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { select } from '../../kinds/selection.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { shapeOfArgument } from '../arguments.js';
import { add, mul, sub } from '../arithmetic.js';
import { concat } from '../joining.js';
import { product } from '../products.js';
import { invertible, matrixExamples } from './examples.js';
import { isZero, reciprocalGaps, reciprocalSums, reciprocalValues } from './gaps.js';
import { mapMatrices } from './kernels/stacks.js';
import { singularValues } from './kernels/spectral.js';
import {
  antisymmetricPart,
  diagonalMatrix,
  flattened,
  lastAxisMatrix,
  lastAxisPart,
  mainDiagonal,
  scaleColumns,
  symmetricPart,
  transposed,
} from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { matrixShape } from './shapes.js';

const operation = 'linalg.svd';

/** Left singular vectors as columns, singular values, and right singular vectors as rows. */
interface SingularVectors {
  readonly u: Value;
  readonly s: Value;
  readonly vt: Value;
}

/**
 * All three factors, one after the other along the last axis.
 *
 * In the coordinates of the singular vectors, the symmetric part of a tangent turns both sides the same way, by the
 * differences of the singular values, and the antisymmetric part turns them against each other, by their sums. So equal
 * singular values leave the latter exact, and with it functions such as `u vt`.
 */
export const svdRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: operation,
  arity: 1,
  evaluate: ([a = 0]) => decompose(a),
  push([tangent], [a = 0], output) {
    if (tangent === undefined) return undefined;
    const { rows, columns } = matrixShape(operation, shapeOfValue(a));
    const { u, s, vt } = unpack(output, a);
    const { gaps, sums, inverses, zero } = weightsOf(s, rows, columns);
    const alongV = product(tangent, vt, false, true);
    const inner = product(u, alongV, true);
    const together = mul(gaps, symmetricPart(inner));
    const apart = mul(sums, antisymmetricPart(inner));
    let uTangent = product(u, add(together, apart));
    let vtTangent = product(sub(apart, together), vt);
    if (rows > columns) {
      const outside = sub(alongV, product(u, inner));
      uTangent = add(uTangent, scaleColumns(outside, inverses));
    }
    if (columns > rows) {
      const outside = sub(product(u, tangent, true), product(inner, vt));
      vtTangent = add(vtTangent, product(diagonalMatrix(inverses), outside));
    }
    return pack({ u: uTangent, s: select(zero, 0, mainDiagonal(inner)), vt: vtTangent });
  },
  pull(_index, cotangent, [a = 0], output) {
    const { rows, columns } = matrixShape(operation, shapeOfValue(a));
    const { u, s, vt } = unpack(output, a);
    const pulled = unpack(cotangent, a);
    const { gaps, sums, inverses, zero } = weightsOf(s, rows, columns);
    const left = product(u, pulled.u, true);
    const right = product(vt, pulled.vt, false, true);
    const together = symmetricPart(mul(gaps, add(left, right)));
    const apart = antisymmetricPart(mul(sums, sub(left, right)));
    const inner = add(diagonalMatrix(select(zero, 0, pulled.s)), add(together, apart));
    let result = product(u, product(inner, vt));
    if (rows > columns) {
      const outside = sub(pulled.u, product(u, left));
      result = add(result, product(scaleColumns(outside, inverses), vt));
    }
    if (columns > rows) {
      const outside = sub(pulled.vt, product(transposed(right), vt));
      result = add(result, product(scaleColumns(u, inverses), outside));
    }
    return result;
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
      [2, 2, 2],
      [0, 2],
    ],
  ),
  undecomposed: 'a number of iterations that depends on the matrix',
  source: 'Townsend (2016), Differentiating the singular value decomposition; Seeger et al. (2017), arXiv:1710.08717',
});

function weightsOf(s: Value, rows: number, columns: number) {
  const size = Math.max(rows, columns);
  return {
    gaps: reciprocalGaps(s, size),
    sums: reciprocalSums(s, size),
    inverses: reciprocalValues(s, size),
    zero: isZero(s, size),
  };
}

function unpack(packed: Value, a: Value): SingularVectors {
  const { rows, columns } = matrixShape(operation, shapeOfValue(a));
  const k = Math.min(rows, columns);
  return {
    u: lastAxisMatrix(packed, 0, rows, k),
    s: lastAxisPart(packed, rows * k, k),
    vt: lastAxisMatrix(packed, (rows + 1) * k, k, columns),
  };
}

function pack({ u, s, vt }: SingularVectors): Value {
  return concat([flattened(u), s, flattened(vt)], -1);
}

function decompose(a: Plain): Plain {
  const { rows, columns } = matrixShape(operation, shapeOf(a));
  const size = Math.min(rows, columns) * (rows + 1 + columns);
  return mapMatrices(a, [size], (matrix, out) => singularValues(matrix, rows, columns, out));
}

/**
 * The thin singular value decomposition `a = u diag(s) vt`: `u` has orthonormal columns, `vt` orthonormal rows, and the
 * singular values `s` descend. Of each column of `u`, the greatest component is positive; of several that are nearly as
 * great, the first.
 *
 * Where singular values are equal, up to rounding, their singular vectors may turn in the spaces that they span; that
 * turn is taken to be 0. So the first derivative of what depends on these spaces only, such as the sum of the singular
 * values or `u vt`, is finite and exact. At a singular value of 0, up to rounding, which has a kink there like `abs`, the
 * derivative is that of 0.
 *
 * @param a - Matrices `[..., m, n]`.
 * @returns `u` of shape `[..., m, k]`, `s` of shape `[..., k]` and `vt` of shape `[..., k, n]`, where `k = min(m, n)`.
 * @throws {@link ShapeError} when `a` has fewer than two axes.
 *
 * @example
 * linalg.svd(tensor([[0, 2], [1, 0]])).s; // [2, 1]
 *
 * @see Townsend, Differentiating the singular value decomposition (2016).
 */
export function svd(a: Value): { readonly u: Tensor; readonly s: Tensor; readonly vt: Tensor } {
  matrixShape(operation, shapeOfArgument(operation, a));
  const { u, s, vt } = unpack(svdRow.apply([a], undefined), a);
  return { u: u as Tensor, s: s as Tensor, vt: vt as Tensor };
}

/**
 * The singular values of matrices, descending; see {@link svd}.
 *
 * @param a - Matrices `[..., m, n]`.
 * @throws {@link ShapeError} when `a` has fewer than two axes.
 *
 * @example
 * linalg.svdvals(tensor([[0, 2], [1, 0]])); // [2, 1]
 */
export function svdvals(a: Value): Tensor {
  return svd(a).s;
}
