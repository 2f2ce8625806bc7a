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

/** A matrix, factorised once to solve with many right-hand sides: sparse LU, with rows and columns in an order of low fill. */
export function factorized(matrix: SparseMatrix): (right: ArrayLike<number>) => Float64Array {
  // 1: the minimum degree of A + Aᵀ. The threshold of 0.1 lets an entry on the diagonal be a pivot where it is not tiny.
  const decomposition = mathjs.slu(toMathjs(matrix), 1, 0.1);
  return (right) => {
    const column = Array.from(right, (x) => [x]);
    const solution = mathjs.lusolve(decomposition as unknown as mathjs.Matrix, column);
    return Float64Array.from((solution.valueOf() as number[][]).map(([x]) => x ?? NaN));
  };
}
