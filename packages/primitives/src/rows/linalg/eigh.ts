import { shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { add, mul } from '../arithmetic.js';
import { concat } from '../joining.js';
import { product } from '../products.js';
import { slice } from '../slicing.js';
import { matrixExamples, symmetric } from './examples.js';
import { reciprocalGaps } from './gaps.js';
import { mapMatrices, symmetrized } from './kernels/stacks.js';
import { symmetricEigen } from './kernels/spectral.js';
import { asRows, diagonalMatrix, mainDiagonal, symmetricPart } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { squareSize } from './shapes.js';

/** Eigenvalues, and eigenvectors as the columns of a matrix. */
interface Eigen {
  readonly values: Value;
  readonly vectors: Value;
}

/** The eigenvalues as the first row of a matrix, and the eigenvectors below them as its columns. */
export const eighRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: 'linalg.eigh',
  arity: 1,
  evaluate: ([a = 0]) => decompose(a),
  push([tangent], _args, output) {
    if (tangent === undefined) return undefined;
    const { values, vectors } = unpack(output);
    const turned = product(vectors, product(symmetricPart(tangent), vectors), true);
    return pack({ values: mainDiagonal(turned), vectors: product(vectors, mul(gapsOf(values), turned)) });
  },
  pull(_index, cotangent, _args, output) {
    const { values, vectors } = unpack(output);
    const pulled = unpack(cotangent);
    const turn = mul(gapsOf(values), product(vectors, pulled.vectors, true));
    const inner = add(diagonalMatrix(pulled.values), turn);
    return symmetricPart(product(vectors, product(inner, vectors, false, true)));
  },
  batch: overMatrices,
  examples: matrixExamples(
    symmetric,
    [undefined],
    [
      [3, 3],
      [1, 1],
      [2, 2, 2],
      [0, 0],
    ],
  ),
  undecomposed: 'a number of iterations that depends on the matrix',
  source: 'Giles (2008), An extended collection of matrix derivative results, section 3.1',
});

function gapsOf(values: Value): Value {
  return reciprocalGaps(values, shapeOfValue(values).at(-1) ?? 0);
}

function unpack(packed: Value): Eigen {
  const leading = shapeOfValue(packed)
    .slice(0, -2)
    .map(() => null);
  return { values: slice(packed, [...leading, 0]), vectors: slice(packed, [...leading, [1, null]]) };
}

function pack({ values, vectors }: Eigen): Value {
  return concat([asRows(values), vectors], -2);
}

function decompose(a: Plain): Plain {
  const n = squareSize('linalg.eigh', shapeOf(a));
  return mapMatrices(a, [n + 1, n], (matrix, out) => symmetricEigen(symmetrized(matrix, n), n, out));
}

/**
 * The eigenvalues of symmetric matrices, ascending, and their eigenvectors of length 1, as the columns of a matrix. Of
 * `a` the symmetric part, `(a + aᵀ) / 2`, is read, and so its gradient is symmetric. Of each eigenvector, the greatest
 * component is positive; of several that are nearly as great, the first.
 *
 * The derivative of the eigenvectors divides by the distances of the eigenvalues. Where two are equal, up to rounding,
 * their eigenvectors may turn in the space that they span; that turn is taken to be 0. So the first derivative of what
 * depends on this space only, such as the sum of the two eigenvalues, is finite and exact; that of a single one of these
 * vectors, which has no derivative, is finite too.
 *
 * @param a - Symmetric matrices, `[..., n, n]`.
 * @throws {@link ShapeError} when `a` is not square.
 *
 * @example
 * linalg.eigh(tensor([[2, 0], [0, 1]])).values; // [1, 2]
 *
 * @see Giles, An extended collection of matrix derivative results for forward and reverse mode AD (2008).
 */
export function eigh(a: Value): { readonly values: Tensor; readonly vectors: Tensor } {
  const { values, vectors } = unpack(eighRow.apply([a], undefined));
  return { values: values as Tensor, vectors: vectors as Tensor };
}

/**
 * The eigenvalues of symmetric matrices, ascending; see {@link eigh}.
 *
 * @param a - Symmetric matrices, `[..., n, n]`.
 * @throws {@link ShapeError} when `a` is not square.
 *
 * @example
 * linalg.eigvalsh(tensor([[2, 0], [0, 1]])); // [1, 2]
 */
export function eigvalsh(a: Value): Tensor {
  return eigh(a).values;
}
