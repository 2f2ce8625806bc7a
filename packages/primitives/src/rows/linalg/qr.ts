import { shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { shapeOfArgument } from '../arguments.js';
import { add, sub } from '../arithmetic.js';
import { tril } from '../diagonals.js';
import { concat } from '../joining.js';
import { product } from '../products.js';
import { invertible, matrixExamples } from './examples.js';
import { householder } from './kernels/qr.js';
import { mapMatrices } from './kernels/stacks.js';
import { flattened, lastAxisMatrix, lastAxisPart, transposed } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { matrixShape } from './shapes.js';
import { solveWithTriangle } from './triangular.js';

const operation = 'linalg.qr';

/** Both factors. */
interface Factors {
  readonly q: Value;
  readonly r: Value;
}

/**
 * Both factors of matrices with at least as many rows as columns, one after the other along the last axis: `q` with its
 * rows one by one, then `r`.
 */
export const qrRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: operation,
  arity: 1,
  evaluate: ([a = 0]) => decompose(a),
  push([tangent], [a = 0], output) {
    if (tangent === undefined) return undefined;
    const { q, r } = unpack(output, a);
    const change = timesInverse(tangent, r, false);
    const inner = product(q, change, true);
    const below = tril(inner, -1);
    const turn = sub(below, transposed(below));
    const triangle = sub(inner, turn);
    return pack({ q: sub(change, product(q, triangle)), r: product(triangle, r) });
  },
  pull(_index, cotangent, [a = 0], output) {
    const { q, r } = unpack(output, a);
    const pulled = unpack(cotangent, a);
    const inner = sub(product(r, pulled.r, false, true), product(pulled.q, q, true));
    const symmetric = add(tril(inner), transposed(tril(inner, -1)));
    return timesInverse(add(pulled.q, product(q, symmetric)), r, true);
  },
  batch: overMatrices,
  examples: matrixExamples(
    invertible,
    [undefined],
    [
      [3, 3],
      [4, 2],
      [2, 1],
      [2, 3, 2],
      [3, 0],
    ],
  ),
  undecomposed: 'reflections depend on the signs of what they reflect',
  source: 'Walter and Lehmann (2012), Algorithmic differentiation of linear algebra functions, section 2.1',
});

/** `x r⁻¹` or `x r⁻ᵀ` */
function timesInverse(x: Value, r: Value, transpose: boolean): Value {
  return transposed(solveWithTriangle(r, transposed(x), { lower: false, transposed: !transpose, operation }));
}

function unpack(packed: Value, a: Value): Factors {
  const { rows, columns } = matrixShape(operation, shapeOfValue(a));
  return {
    q: lastAxisMatrix(packed, 0, rows, columns),
    r: lastAxisMatrix(packed, rows * columns, columns, columns),
  };
}

function pack({ q, r }: Factors): Value {
  return concat([flattened(q), flattened(r)], -1);
}

function decompose(a: Plain): Plain {
  const { rows, columns } = matrixShape(operation, shapeOf(a));
  const [size, end] = [rows * columns, rows * columns + columns * columns];
  return mapMatrices(a, [end], (matrix, out) => {
    householder(matrix, rows, columns, out.subarray(0, size), out.subarray(size));
  });
}

/**
 * The thin QR decomposition `a = q r`: `q` has orthonormal columns, and `r` is upper triangular. The diagonal of `r` is
 * positive, which makes the decomposition unique and its factors smooth. LAPACK leaves the signs open.
 *
 * @param a - Matrices `[..., m, n]`, of which the first `min(m, n)` columns are linearly independent where derivatives
 * are taken.
 * @returns `q` of shape `[..., m, k]` and `r` of shape `[..., k, n]`, where `k = min(m, n)`.
 * @throws {@link ShapeError} when `a` has fewer than two axes.
 * @throws {@link DomainError} from the derivative, when those columns are linearly dependent.
 *
 * @example
 * linalg.qr(tensor([[0, 2], [3, 4]])).r; // [[3, 4], [0, 2]]
 *
 * @see Walter and Lehmann, Algorithmic differentiation of linear algebra functions with application in optimum
 * experimental design (2012).
 */
export function qr(a: Value): { readonly q: Tensor; readonly r: Tensor } {
  const shape = shapeOfArgument(operation, a);
  const { rows, columns } = matrixShape(operation, shape);
  const square = columns > rows ? lastAxisPart(a, 0, rows) : a;
  const { q, r } = unpack(qrRow.apply([square], undefined), square);
  if (columns <= rows) return { q: q as Tensor, r: r as Tensor };
  // The first columns fix q; the others only have to be turned.
  const others = product(q, lastAxisPart(a, rows, columns - rows), true);
  return { q: q as Tensor, r: concat([r, others], -1) };
}
