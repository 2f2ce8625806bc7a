import { DenseTensor, isDense, ShapeError, type Tensor } from '@wengert/tensor';
import { at, forEachEntry, transposeRows, type CompressedRows } from './compressed-rows.js';
import { SparsityPattern, tripletsOf, type Triplet } from './sparsity-pattern.js';

/** A matrix as compressed sparse columns, the other format that solvers take. */
export interface CompressedColumns {
  readonly shape: readonly [rows: number, columns: number];
  /** Where each column begins in `rowIndices` and `values`, and where the last one ends. */
  readonly columnPointers: Int32Array;
  /** The rows of the entries, column by column, in ascending order. */
  readonly rowIndices: Int32Array;
  readonly values: Float64Array;
}

/**
 * A matrix as compressed sparse rows: the entries of row `i` are `values[k]` in column `columnIndices[k]`, for `k` from
 * `rowPointers[i]` up to but without `rowPointers[i + 1]`. What is not stored is zero; what is stored may happen to be.
 *
 * @example
 * const matrix = SparseMatrix.fromTriplets([[0, 0, 2], [0, 2, 1], [1, 1, 3]], [2, 3]);
 * matrix.toDense(); // [[2, 0, 1], [0, 3, 0]]
 * matrix.multiply([1, 1, 1]); // [3, 3]
 */
export class SparseMatrix implements CompressedRows {
  /** The number of rows and of columns. */
  readonly shape: readonly [rows: number, columns: number];
  /** Where each row begins in `columnIndices` and `values`, and where the last one ends. */
  readonly rowPointers: Int32Array;
  /** The columns of the entries, row by row, in ascending order. Matrices of one pattern share it. */
  readonly columnIndices: Int32Array;
  /** The entries, row by row. */
  readonly values: Float64Array;

  /**
   * Takes possession of `values`, which has an entry for each place of the pattern.
   *
   * @throws {@link ShapeError} when there are more or fewer values than places.
   */
  constructor(pattern: SparsityPattern, values: Float64Array) {
    if (values.length !== pattern.nnz) {
      throw new ShapeError(
        `SparseMatrix: the pattern has places for ${pattern.nnz} values, but there are ${values.length}.`,
      );
    }
    this.shape = pattern.shape;
    this.rowPointers = pattern.rowPointers;
    this.columnIndices = pattern.columnIndices;
    this.values = values;
  }

  /**
   * A matrix from its entries in any order; those in the same place add up.
   *
   * @throws {@link ShapeError} when a row or a column is out of range.
   */
  static fromTriplets(triplets: readonly Triplet[], shape: readonly [rows: number, columns: number]): SparseMatrix {
    const [rows, columns] = shape;
    const places = Array.from({ length: rows }, (): number[] => []);
    for (const [row, column] of triplets) {
      const list = places[row];
      if (list === undefined) throw new ShapeError(`fromTriplets: there is no row ${row} in a matrix of ${rows} rows.`);
      list.push(column);
    }
    const pattern = SparsityPattern.fromRows(places, columns);
    const values = new Float64Array(pattern.nnz);
    for (const [row, column, value] of triplets) {
      const place = at(pattern.rowPointers, row) + pattern.row(row).indexOf(column);
      values[place] = (values[place] ?? 0) + value;
    }
    return new SparseMatrix(pattern, values);
  }

  /** How many entries are stored. */
  get nnz(): number {
    return this.values.length;
  }

  /** How many of the stored entries happen to be zero: what the pattern has too much, at least at this point. */
  get storedZeros(): number {
    return this.values.reduce((count, value) => (value === 0 ? count + 1 : count), 0);
  }

  /** The places of the entries. */
  get pattern(): SparsityPattern {
    return new SparsityPattern(this.shape, this.rowPointers, this.columnIndices);
  }

  /**
   * One element, 0 where none is stored. Negative indices count from the end.
   *
   * @throws {@link ShapeError} when an index is out of range.
   */
  at(row: number, column: number): number {
    const [i, j] = [this.indexOn(0, row), this.indexOn(1, column)];
    const place = this.pattern.row(i).indexOf(j);
    return place < 0 ? 0 : (this.values[at(this.rowPointers, i) + place] ?? 0);
  }

  /** The same matrix with all its zeros. */
  toDense(): Tensor {
    const [rows, columns] = this.shape;
    const data = new Float64Array(rows * columns);
    forEachEntry(this, (row, column, place) => {
      data[row * columns + column] = this.values[place] ?? 0;
    });
    return new DenseTensor(data, [rows, columns]);
  }

  /** `[row, column, value]` for each entry, row by row. */
  toTriplets(): Triplet[] {
    return tripletsOf(this, (place) => this.values[place] ?? 0);
  }

  /** The same matrix column by column. */
  toCompressedColumns(): CompressedColumns {
    const { rowPointers, columnIndices, places } = transposeRows(this, this.shape[1]);
    return {
      shape: this.shape,
      columnPointers: rowPointers,
      rowIndices: columnIndices,
      values: Float64Array.from(places, (place) => this.values[place] ?? 0),
    };
  }

  /** The transpose. */
  transpose(): SparseMatrix {
    const [rows, columns] = this.shape;
    const { columnPointers, rowIndices, values } = this.toCompressedColumns();
    return new SparseMatrix(new SparsityPattern([columns, rows], columnPointers, rowIndices), values);
  }

  /**
   * The product with a vector: a tensor for a tensor, else a typed array.
   *
   * @throws {@link ShapeError} when the vector has not one element for each column.
   */
  multiply(vector: Tensor): Tensor;
  multiply(vector: ArrayLike<number>): Float64Array;
  multiply(vector: Tensor | ArrayLike<number>): Tensor | Float64Array {
    const elements = elementsOf('multiply', vector, this.shape[1], 'columns');
    const product = new Float64Array(this.shape[0]);
    forEachEntry(this, (row, column, place) => {
      product[row] = (product[row] ?? 0) + (this.values[place] ?? 0) * (elements[column] ?? 0);
    });
    return isDense(vector) ? new DenseTensor(product, [product.length]) : product;
  }

  /**
   * The product of the transpose with a vector, without forming the transpose.
   *
   * @throws {@link ShapeError} when the vector has not one element for each row.
   */
  multiplyTransposed(vector: Tensor): Tensor;
  multiplyTransposed(vector: ArrayLike<number>): Float64Array;
  multiplyTransposed(vector: Tensor | ArrayLike<number>): Tensor | Float64Array {
    const elements = elementsOf('multiplyTransposed', vector, this.shape[0], 'rows');
    const product = new Float64Array(this.shape[1]);
    forEachEntry(this, (row, column, place) => {
      product[column] = (product[column] ?? 0) + (this.values[place] ?? 0) * (elements[row] ?? 0);
    });
    return isDense(vector) ? new DenseTensor(product, [product.length]) : product;
  }

  /** An index along an axis, counted from the start. */
  private indexOn(axis: 0 | 1, index: number): number {
    const length = this.shape[axis];
    if (Number.isInteger(index) && index >= -length && index < length) return index < 0 ? index + length : index;
    throw new ShapeError(`at: index ${index} is out of range for axis ${axis} of shape [${this.shape.join(', ')}].`);
  }
}

function elementsOf(
  operation: string,
  vector: Tensor | ArrayLike<number>,
  length: number,
  side: string,
): ArrayLike<number> {
  const elements = isDense(vector) && vector.rank === 1 ? vector.data : vector;
  if ('length' in elements && elements.length === length) return elements;
  throw new ShapeError(
    `${operation}: a matrix with ${length} ${side} takes a vector of ${length} numbers, but this is ` +
      `${'length' in elements ? `one of ${elements.length}` : `a tensor of shape [${elements.shape.join(', ')}]`}.`,
  );
}
