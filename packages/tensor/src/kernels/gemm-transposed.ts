/**
 * The product of two matrices in row-major storage of which at least one is read transposed.
 *
 * An element of a product is a row of the left matrix times a column of the right one. A transposed right matrix has its
 * columns as rows in storage, where they are read as they are. For a transposed left matrix, rows and columns are packed
 * as they are for one that is not transposed, and only the packing differs.
 *
 * As in the product of matrices that are not transposed, an element is the sum of its products in order, from 0: the
 * result is the same, to the last bit, as with a transposed copy.
 */

import { addProduct, addTiledProduct } from './gemm.js';
import { addRowsByRows } from './gemm-rows.js';

/**
 * `out += x y` for an m x k matrix at `xo` and a k x n matrix at `yo`, each of them stored transposed if so flagged; the
 * m x n matrix at `oo` must be zeros.
 */
export function addTransposedProduct(
  m: number,
  n: number,
  k: number,
  x: Float64Array,
  xo: number,
  transposeX: boolean,
  y: Float64Array,
  yo: number,
  transposeY: boolean,
  out: Float64Array,
  oo: number,
): void {
  // A matrix with one row or one column is stored like its transpose, and so is a product with one.
  const plainX = !transposeX || m === 1 || k === 1;
  const plainY = !transposeY || n === 1 || k === 1;
  if (plainX && plainY) addProduct(m, n, k, x, xo, y, yo, out, oo);
  else if (n === 1) addProduct(1, m, k, y, yo, x, xo, out, oo);
  else if (m === 1) addProduct(n, 1, k, y, yo, x, xo, out, oo);
  else if (plainX) addRowsByRows(m, n, k, x, xo, y, yo, out, oo);
  else if (plainY && (m < 4 || n < 4 || k < shortestPacked || m * n * k < worthPacking)) {
    addColumnsByRows(m, n, k, x, xo, y, yo, out, oo);
  } else addTiledProduct(m, n, k, x, xo, true, y, yo, !plainY, out, oo);
}

/** From so many multiplications on, packing pays for itself, unless the rows and columns are short. */
const worthPacking = 1500;
const shortestPacked = 8;

/** For a left matrix that is stored transposed: its columns times the rows of the right one, added up. */
function addColumnsByRows(
  m: number,
  n: number,
  k: number,
  x: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  out: Float64Array,
  oo: number,
): void {
  let p = 0;
  for (; p + 3 < k; p += 4) {
    const x0 = xo + p * m;
    const x1 = x0 + m;
    const x2 = x1 + m;
    const x3 = x2 + m;
    const y0 = yo + p * n;
    const y1 = y0 + n;
    const y2 = y1 + n;
    const y3 = y2 + n;
    for (let i = 0; i < m; i++) {
      const a = x[x0 + i]!;
      const b = x[x1 + i]!;
      const c = x[x2 + i]!;
      const d = x[x3 + i]!;
      const oi = oo + i * n;
      for (let j = 0; j < n; j++) {
        out[oi + j] = out[oi + j]! + a * y[y0 + j]! + b * y[y1 + j]! + c * y[y2 + j]! + d * y[y3 + j]!;
      }
    }
  }
  for (; p < k; p++) {
    for (let i = 0; i < m; i++) {
      const a = x[xo + p * m + i]!;
      const oi = oo + i * n;
      for (let j = 0; j < n; j++) out[oi + j] = out[oi + j]! + a * y[yo + p * n + j]!;
    }
  }
}
