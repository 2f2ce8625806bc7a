import * as mathjs from 'mathjs';
import type { SparseMatrix } from '../src/index.js';

interface Columns {
  readonly values: readonly number[];
  readonly index: readonly number[];
  readonly ptr: readonly number[];
  readonly size: readonly number[];
}

/** The package exports its class of sparse matrices, but its types leave that out. */
const { SparseMatrix: MathjsMatrix } = mathjs as typeof mathjs & {
  readonly SparseMatrix: new (columns: Columns) => mathjs.Matrix;
};

/** The matrix as the solvers of mathjs take it: by columns, in plain arrays. */
export function toMathjs(matrix: SparseMatrix): mathjs.Matrix {
  const { shape, columnPointers, rowIndices, values } = matrix.toCompressedColumns();
  return new MathjsMatrix({
    values: Array.from(values),
    index: Array.from(rowIndices),
    ptr: Array.from(columnPointers),
    size: [...shape],
  });
}
