import { add, checkpoint, grad, mul, reshape, squeeze, sum, take, tensor } from 'wengert';
import type { Scalar, Tensor, Value } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

/** Minors up to this size are expanded all at once, larger ones one after the other, as together they fill the memory. */
const together = 8;

/**
 * The determinants of a stack of matrices by expansion by minors, each of which is computed anew. Row i of every matrix
 * stands in `rows[i]`.
 */
function determinant(rows: readonly Tensor[]): Value {
  const [first, ...rest] = rows;
  if (first === undefined) return 1;
  if (rest.length === 0) return squeeze(first, -1);
  const columns = rows.map((_, j) => j);
  const signs = tensor(columns.map((j) => (j % 2 === 0 ? 1 : -1)));
  const signed = mul(signs, first);
  const others = columns.map((j) => columns.filter((k) => k !== j));
  if (rows.length <= together) {
    // The minors of the columns are a new axis.
    const minors = determinant(rest.map((row) => take(row, others, -1)));
    return sum(mul(signed, minors), { axis: -1 });
  }
  const minor = checkpoint((columnsLeft: readonly number[]) =>
    determinant(rest.map((row) => take(row, columnsLeft, -1))),
  );
  return others.map((left, j) => mul(take(signed, j, -1), minor(left))).reduce((total, term) => add(total, term));
}

function primal(matrix: Tensor, size: number): Scalar {
  const rows = Array.from({ length: size }, (_, i) => take(reshape(matrix, [size, size]), i, 0) as Tensor);
  return determinant(rows) as Scalar;
}

const gradient = grad(primal);

interface Input {
  readonly A: readonly number[];
  readonly ell: number;
}

/** A determinant by expansion by minors. */
export const det: Evaluation = {
  primal: evaluates(({ A, ell }: Input) => {
    const matrix = tensor(A);
    return () => primal(matrix, ell);
  }),
  gradient: evaluates(({ A, ell }: Input) => {
    const matrix = tensor(A);
    return () => gradient(matrix, ell);
  }),
};
