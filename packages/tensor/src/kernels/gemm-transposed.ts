/**
 * The product of two matrices in row-major storage of which at least one is read transposed.
 *
 * An element of a product is a row of the left matrix times a column of the right one. A transposed right matrix has its
 * columns as rows in storage, where they are read as they are. A transposed left matrix, if it is large, has its columns
 * copied to rows, a block at a time.
 *
 * As in the product of matrices that are not transposed, an element is the sum of its products in order, from 0: the
 * result is the same, to the last bit, as with a transposed copy.
 */

import { addProduct } from './gemm.js';
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
  else if (plainY && (m < 4 || n < 4 || k < shortestCopied || m * n * k < worthCopying)) {
    addColumnsByRows(m, n, k, x, xo, y, yo, out, oo);
  } else addBlocks(m, n, k, x, xo, y, yo, plainY, out, oo);
}

/** From so many multiplications on, copying the left matrix pays for itself, unless its columns are short. */
const worthCopying = 1500;
const shortestCopied = 8;

/** So many numbers are copied at a time, and no fewer than so many rows. */
const copySize = 1 << 15;
const leastRows = 64;

let copy: Float64Array | undefined;

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

/**
 * For a left matrix that is stored transposed: some columns of it at a time are copied to rows.
 */
function addBlocks(
  m: number,
  n: number,
  k: number,
  x: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  plainY: boolean,
  out: Float64Array,
  oo: number,
): void {
  const rows = Math.min(m, Math.max(leastRows, Math.ceil(copySize / k)));
  if (copy === undefined || copy.length < rows * k) copy = new Float64Array(Math.max(rows * k, copySize));
  for (let i0 = 0; i0 < m; i0 += rows) {
    const mc = Math.min(rows, m - i0);
    copyColumns(x, xo + i0, m, mc, k, copy);
    if (plainY) addProduct(mc, n, k, copy, 0, y, yo, out, oo + i0 * n);
    else addRowsByRows(mc, n, k, copy, 0, y, yo, out, oo + i0 * n);
  }
}

/** Copies `count` columns of length `k`, from a matrix whose rows are `step` apart, to rows that follow each other. */
function copyColumns(
  from: Float64Array,
  start: number,
  step: number,
  count: number,
  k: number,
  to: Float64Array,
): void {
  let i = 0;
  for (; i + 3 < count; i += 4) {
    const t0 = i * k;
    const t1 = t0 + k;
    const t2 = t1 + k;
    const t3 = t2 + k;
    for (let p = 0, f = start + i; p < k; p++, f += step) {
      to[t0 + p] = from[f]!;
      to[t1 + p] = from[f + 1]!;
      to[t2 + p] = from[f + 2]!;
      to[t3 + p] = from[f + 3]!;
    }
  }
  for (; i < count; i++) for (let p = 0; p < k; p++) to[i * k + p] = from[start + i + p * step]!;
}
