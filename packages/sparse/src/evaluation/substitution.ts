import type { Coloring } from '../coloring/coloring.js';
import { at, forEachEntry, transposeRows } from '../compressed-rows.js';
import type { SparsityPattern } from '../sparsity-pattern.js';
import type { Decompression } from './decompression.js';

/**
 * From products of a symmetric matrix with the sums of its columns by the colors of an acyclic coloring. In the tree of two
 * colors, the product of a leaf's row is its only entry there; taken away from the product of the row at the other end of
 * the edge, it leaves that one with one entry less.
 *
 * Which entry is next is found once: every vertex has a place in the results for each color among its neighbours, and
 * that place has so many entries left.
 *
 * @see Gebremedhin, Tarafdar, Pothen and Walther, Efficient computation of sparse Hessians using coloring and automatic
 * differentiation, INFORMS J. Computing 21(2), 2009, section 3.
 */
export function fromTrees(pattern: SparsityPattern, { colors, count }: Coloring): Decompression {
  const [size] = pattern.shape;
  const twins = transposeRows(pattern, size).places;
  const left = new Int32Array(count * size);
  // The places of all entries that are left at a place of the results, combined by exclusive or: the last one stands out.
  const combined = new Int32Array(count * size);
  const rowOf = new Int32Array(pattern.nnz);
  const diagonal: number[] = [];
  const leaves: number[] = [];
  forEachEntry(pattern, (i, j, k) => {
    rowOf[k] = i;
    if (j === i) {
      diagonal.push(k);
      return;
    }
    const place = at(colors, j) * size + i;
    left[place] = at(left, place) + 1;
    combined[place] = at(combined, place) ^ k;
  });
  left.forEach((entries, place) => {
    if (entries === 1) leaves.push(place);
  });
  const order = new Int32Array(pattern.nnz);
  let found = 0;
  for (let place = leaves.pop(); place !== undefined; place = leaves.pop()) {
    if (at(left, place) !== 1) continue;
    const k = at(combined, place);
    const twin = at(twins, k);
    order[found++] = k;
    left[place] = 0;
    const other = at(colors, at(rowOf, k)) * size + at(pattern.columnIndices, k);
    left[other] = at(left, other) - 1;
    combined[other] = at(combined, other) ^ twin;
    if (at(left, other) === 1) leaves.push(other);
  }
  const entries = order.subarray(0, found);
  const decompress = (forward: Float64Array): Float64Array => {
    const products = forward.slice();
    const values = new Float64Array(pattern.nnz);
    for (const k of diagonal) {
      const i = at(rowOf, k);
      values[k] = products[at(colors, i) * size + i] ?? 0;
    }
    for (const k of entries) {
      const [i, j] = [at(rowOf, k), at(pattern.columnIndices, k)];
      const value = products[at(colors, j) * size + i] ?? 0;
      values[k] = value;
      values[at(twins, k)] = value;
      const other = at(colors, i) * size + j;
      products[other] = (products[other] ?? 0) - value;
    }
    return values;
  };
  return { decompress, entries: () => undefined };
}
