import { DenseTensor, ShapeError, type Tensor } from '@wengert/tensor';
import { at, forEachEntry, transposeRows, type CompressedRows } from './compressed-rows.js';

/** One entry of a matrix: its row, its column and its value. */
export type Triplet = readonly [row: number, column: number, value: number];

/**
 * Where a matrix may have entries other than zero, as compressed sparse rows. Row `i` has entries in the columns
 * `columnIndices[rowPointers[i]]` to `columnIndices[rowPointers[i + 1] - 1]`, in ascending order.
 *
 * @example
 * const pattern = SparsityPattern.fromRows([[0, 2], [1]], 3);
 * pattern.toDense(); // [[1, 0, 1], [0, 1, 0]]
 * pattern.nnz; // 3
 */
export class SparsityPattern implements CompressedRows {
  /** The number of rows and of columns. */
  readonly shape: readonly [rows: number, columns: number];
  /** Where each row begins in `columnIndices`, and where the last one ends. */
  readonly rowPointers: Int32Array;
  /** The columns of the entries, row by row. */
  readonly columnIndices: Int32Array;

  /** Takes possession of the arrays and checks nothing; {@link SparsityPattern.fromRows} is the checked way. */
  constructor(shape: readonly [rows: number, columns: number], rowPointers: Int32Array, columnIndices: Int32Array) {
    this.shape = shape;
    this.rowPointers = rowPointers;
    this.columnIndices = columnIndices;
  }

  /**
   * A pattern from the columns of each row, in any order.
   *
   * @throws {@link ShapeError} when a column is not an integer within range.
   */
  static fromRows(rows: readonly (readonly number[])[], columns: number): SparsityPattern {
    const sorted = rows.map((row) => [...new Set(row)].sort((a, b) => a - b));
    sorted.forEach((row, i) => {
      const wrong = row.find((column) => !Number.isInteger(column) || column < 0 || column >= columns);
      if (wrong === undefined) return;
      throw new ShapeError(
        `SparsityPattern: row ${i} has an entry in column ${wrong}, but there are ${columns} columns.`,
      );
    });
    const rowPointers = new Int32Array(rows.length + 1);
    sorted.forEach((row, i) => (rowPointers[i + 1] = at(rowPointers, i) + row.length));
    return new SparsityPattern([rows.length, columns], rowPointers, Int32Array.from(sorted.flat()));
  }

  /** How many entries there are. */
  get nnz(): number {
    return this.columnIndices.length;
  }

  /** A 1 for each entry, so that a pattern can be read like a matrix. */
  get values(): Float64Array {
    return new Float64Array(this.nnz).fill(1);
  }

  /** The columns of one row, not to be written to. */
  row(index: number): Int32Array {
    return this.columnIndices.subarray(at(this.rowPointers, index), at(this.rowPointers, index + 1));
  }

  /** Whether there is an entry. */
  has(row: number, column: number): boolean {
    return this.row(row).includes(column);
  }

  /** The pattern of the transpose. */
  transpose(): SparsityPattern {
    const [rows, columns] = this.shape;
    const { rowPointers, columnIndices } = transposeRows(this, columns);
    return new SparsityPattern([columns, rows], rowPointers, columnIndices);
  }

  /**
   * The entries of both, as for a function that takes different branches at different points.
   *
   * @throws {@link ShapeError} when the shapes differ.
   */
  union(other: SparsityPattern): SparsityPattern {
    const [rows, columns] = this.shape;
    if (other.shape[0] !== rows || other.shape[1] !== columns) {
      throw new ShapeError(`union: the patterns have shapes [${rows}, ${columns}] and [${other.shape.join(', ')}].`);
    }
    const rowPointers = new Int32Array(rows + 1);
    const merged = new Int32Array(this.nnz + other.nnz);
    let size = 0;
    for (let i = 0; i < rows; i++) {
      const [a, b] = [this.row(i), other.row(i)];
      let [j, k] = [0, 0];
      while (j < a.length || k < b.length) {
        const x = a[j] ?? Infinity;
        const y = b[k] ?? Infinity;
        if (x <= y) j++;
        if (y <= x) k++;
        merged[size++] = Math.min(x, y);
      }
      rowPointers[i + 1] = size;
    }
    return new SparsityPattern(this.shape, rowPointers, merged.slice(0, size));
  }

  /** A matrix of ones and zeros. */
  toDense(): Tensor {
    const [rows, columns] = this.shape;
    const data = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) for (const column of this.row(i)) data[i * columns + column] = 1;
    return new DenseTensor(data, [rows, columns]);
  }

  /** `[row, column, 1]` for each entry, row by row. */
  toTriplets(): Triplet[] {
    return tripletsOf(this, () => 1);
  }
}

/** The entries of a matrix in compressed rows, with the value that stands at each place. */
export function tripletsOf(rows: CompressedRows, valueAt: (place: number) => number): Triplet[] {
  const triplets: Triplet[] = [];
  forEachEntry(rows, (row, column, place) => triplets.push([row, column, valueAt(place)]));
  return triplets;
}
