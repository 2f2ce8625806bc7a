import { add, checkpoint, grad, mul, ones, reshape, squeeze, stack, sub, sum, take, tensor } from 'wengert';
import type { Scalar, Tensor, Value } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';
import { kernelOfRows } from '../kernel.js';
import { warmUp } from '../warm-up.js';

/** Minors up to this size are expanded by scalars, in compiled code. */
const small = 5;

/** Minors up to this size are expanded all at once, larger ones one after the other, as together they fill the memory. */
const together = 9;

/** The columns that are left for the minor of each column. */
function othersOf(size: number): number[][] {
  const columns = Array.from({ length: size }, (_, j) => j);
  return columns.map((j) => columns.filter((k) => k !== j));
}

/** A determinant by expansion by minors along the first row. */
function expanded([first = [], ...rest]: readonly (readonly Scalar[])[]): Scalar {
  if (rest.length === 0) return first[0] ?? 1;
  const others = othersOf(first.length);
  return first
    .map((entry, j) => mul(entry, expanded(rest.map((row) => (others[j] ?? []).map((k) => row[k] ?? NaN)))))
    .reduce((total, term, j) => (j % 2 === 0 ? add(total, term) : sub(total, term)));
}

/** The determinants of small matrices of which each is a row. */
const expandedRows = kernelOfRows((entries) => {
  const size = Math.sqrt(entries.length);
  return expanded(Array.from({ length: size }, (_, i) => entries.slice(i * size, (i + 1) * size)));
});

/** The determinants of a stack of matrices, row i of all of which stands in `rows[i]`; every minor is computed anew. */
function determinants(rows: readonly Tensor[]): Value {
  const [first, ...rest] = rows;
  if (first === undefined) return 1;
  const size = rows.length;
  const stackShape = first.shape.slice(0, -1);
  if (size <= small) {
    const values = expandedRows(reshape(stack(rows, -2), [-1, size * size]));
    return stackShape.length === 0 ? squeeze(values, 0) : reshape(values, stackShape);
  }
  const signed = mul(tensor(rows.map((_, j) => (j % 2 === 0 ? 1 : -1))), first);
  const others = othersOf(size);
  if (size <= together) {
    // The minors of the columns are a new axis.
    return sum(mul(signed, determinants(rest.map((row) => take(row, others, -1)))), { axis: -1 });
  }
  const minor = checkpoint((left: readonly number[]) => determinants(rest.map((row) => take(row, left, -1))));
  return others.map((left, j) => mul(take(signed, j, -1), minor(left))).reduce((total, term) => add(total, term));
}

function primal(matrix: Tensor, size: number): Scalar {
  const rows = Array.from({ length: size }, (_, i) => take(reshape(matrix, [size, size]), i, 0) as Tensor);
  return determinants(rows) as Scalar;
}

const gradient = grad(primal);

/** Has the code for small minors made before it is needed. */
function compileFor(f: typeof primal | typeof gradient, size: number): void {
  const order = Math.min(size, small);
  const matrix = ones([order * order]);
  warmUp(() => f(matrix, order));
}

interface Input {
  readonly A: readonly number[];
  readonly ell: number;
}

/** A determinant by expansion by minors. */
export const det: Evaluation = {
  primal: evaluates(({ A, ell }: Input) => {
    const matrix = tensor(A);
    compileFor(primal, ell);
    return () => primal(matrix, ell);
  }),
  gradient: evaluates(({ A, ell }: Input) => {
    const matrix = tensor(A);
    compileFor(gradient, ell);
    return () => gradient(matrix, ell);
  }),
};
