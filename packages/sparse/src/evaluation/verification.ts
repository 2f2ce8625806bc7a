import { at } from '../compressed-rows.js';
import type { SparseMatrix } from '../sparse-matrix.js';

/** How far a product with a generic vector may be off by rounding, relative to the sizes of its terms. */
const tolerance = 1e-6;

/**
 * Whether a matrix is the whole derivative: its product with a generic vector must be what a sweep in that direction gave.
 * An entry that the pattern lacks is then missing on one side. Where a term is no finite number, nothing can be said.
 *
 * @param vector - With an element for each column; `expected` has one for each row. For `isTransposed`, the other way.
 */
export function isWhole(
  matrix: SparseMatrix,
  vector: Float64Array,
  expected: Float64Array,
  isTransposed: boolean,
): boolean {
  const { rowPointers, columnIndices, values } = matrix;
  const product = new Float64Array(expected.length);
  const size = new Float64Array(expected.length);
  for (let row = 0; row + 1 < rowPointers.length; row++) {
    for (let k = at(rowPointers, row); k < at(rowPointers, row + 1); k++) {
      const column = at(columnIndices, k);
      const [from, to] = isTransposed ? [row, column] : [column, row];
      const term = (values[k] ?? 0) * (vector[from] ?? 0);
      product[to] = (product[to] ?? 0) + term;
      size[to] = (size[to] ?? 0) + Math.abs(term);
    }
  }
  return expected.every((exact, i) => {
    const difference = Math.abs((product[i] ?? 0) - exact);
    return !(difference > tolerance * ((size[i] ?? 0) + Math.abs(exact))) || difference === Infinity;
  });
}
