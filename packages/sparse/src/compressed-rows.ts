/** The places of the entries of a matrix, row by row: row `i` has its columns at `rowPointers[i]` to `rowPointers[i + 1]`. */
export interface CompressedRows {
  readonly rowPointers: Int32Array;
  readonly columnIndices: Int32Array;
}

/** The transpose, with the place that each of its entries has in the original. */
export interface TransposedRows extends CompressedRows {
  readonly places: Int32Array;
}

/**
 * The transpose of a matrix in compressed rows, in time linear in its entries. Columns come out sorted, whether they
 * were or not.
 *
 * @param columns - How many columns the original has.
 * @see Gustavson, Two fast algorithms for sparse matrices, ACM TOMS 4(3), 1978.
 */
export function transposeRows({ rowPointers, columnIndices }: CompressedRows, columns: number): TransposedRows {
  const rows = rowPointers.length - 1;
  const pointers = new Int32Array(columns + 1);
  for (const column of columnIndices) pointers[column + 1] = (pointers[column + 1] ?? 0) + 1;
  for (let j = 0; j < columns; j++) pointers[j + 1] = (pointers[j + 1] ?? 0) + (pointers[j] ?? 0);
  const next = pointers.slice();
  const rowIndices = new Int32Array(columnIndices.length);
  const places = new Int32Array(columnIndices.length);
  for (let i = 0; i < rows; i++) {
    for (let k = at(rowPointers, i); k < at(rowPointers, i + 1); k++) {
      const column = at(columnIndices, k);
      const place = at(next, column);
      next[column] = place + 1;
      rowIndices[place] = i;
      places[place] = k;
    }
  }
  return { rowPointers: pointers, columnIndices: rowIndices, places };
}

/** The greatest number of entries in a row. */
export function longestRow({ rowPointers }: Pick<CompressedRows, 'rowPointers'>): number {
  let longest = 0;
  for (let i = 0; i + 1 < rowPointers.length; i++) {
    longest = Math.max(longest, at(rowPointers, i + 1) - at(rowPointers, i));
  }
  return longest;
}

/** Visits each entry, row by row; `place` is where it stands among all. */
export function forEachEntry(
  { rowPointers, columnIndices }: CompressedRows,
  visit: (row: number, column: number, place: number) => void,
): void {
  for (let row = 0; row + 1 < rowPointers.length; row++) {
    const end = at(rowPointers, row + 1);
    for (let place = at(rowPointers, row); place < end; place++) visit(row, at(columnIndices, place), place);
  }
}

/** An element that is known to be there. */
export function at(array: Int32Array, index: number): number {
  return array[index] as number;
}
