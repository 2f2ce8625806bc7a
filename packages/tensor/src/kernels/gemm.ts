/**
 * The product of two matrices in row-major storage.
 *
 * Whatever the path, an element of the result is the sum of its products in order, from 0. So results do not depend on
 * the size of blocks, nor on which other rows and columns are computed with it.
 *
 * Large matrices go through a tile of 4 x 4 results, held in registers while their rows and columns pass by: 8 loads
 * serve 16 multiplications. The rows and columns are first packed into panels, four side by side, so that they pass by in
 * the order of memory. Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34 (2008).
 */

/** `out += x y` for an m x k matrix at `xo` and a k x n matrix at `yo`; the m x n matrix at `oo` must be zeros. */
export function addProduct(
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
  if (n === 1) timesVector(m, k, x, xo, y, yo, out, oo);
  else if (m >= 4 && n >= 4 && k >= shortestPacked && m * n * k >= worthPacking) {
    addTiledProduct(m, n, k, x, xo, false, y, yo, false, out, oo);
  } else rowByRow(m, n, k, x, xo, y, yo, out, oo);
}

/** From so many multiplications on, packing pays for itself, unless the rows and columns are short. */
const worthPacking = 1500;
const shortestPacked = 8;

/** So many rows of the left matrix and columns of the right one are packed at a time, and so much of their length. */
const rowBlock = 64;
const columnBlock = 512;
const depthBlock = 256;

let packedX: Float64Array | undefined;
let packedY: Float64Array | undefined;
let tile: Float64Array | undefined;

/** Four results at a time, which the processor can add up side by side. */
function timesVector(
  m: number,
  k: number,
  x: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  out: Float64Array,
  oo: number,
): void {
  let i = 0;
  for (; i + 3 < m; i += 4) {
    const x0 = xo + i * k;
    const x1 = x0 + k;
    const x2 = x1 + k;
    const x3 = x2 + k;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let p = 0; p < k; p++) {
      const v = y[yo + p]!;
      a += x[x0 + p]! * v;
      b += x[x1 + p]! * v;
      c += x[x2 + p]! * v;
      d += x[x3 + p]! * v;
    }
    out[oo + i] = a;
    out[oo + i + 1] = b;
    out[oo + i + 2] = c;
    out[oo + i + 3] = d;
  }
  for (; i < m; i++) {
    const start = xo + i * k;
    let sum = 0;
    for (let p = 0; p < k; p++) sum += x[start + p]! * y[yo + p]!;
    out[oo + i] = sum;
  }
}

/** For each row of the left matrix, the rows of the right one times its elements, added up four at a time. */
function rowByRow(
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
  for (let i = 0; i < m; i++) {
    const xi = xo + i * k;
    const oi = oo + i * n;
    let p = 0;
    for (; p + 3 < k; p += 4) {
      const a = x[xi + p]!;
      const b = x[xi + p + 1]!;
      const c = x[xi + p + 2]!;
      const d = x[xi + p + 3]!;
      const y0 = yo + p * n;
      const y1 = y0 + n;
      const y2 = y1 + n;
      const y3 = y2 + n;
      for (let j = 0; j < n; j++) {
        out[oi + j] = out[oi + j]! + a * y[y0 + j]! + b * y[y1 + j]! + c * y[y2 + j]! + d * y[y3 + j]!;
      }
    }
    for (; p < k; p++) {
      const a = x[xi + p]!;
      const y0 = yo + p * n;
      for (let j = 0; j < n; j++) out[oi + j] = out[oi + j]! + a * y[y0 + j]!;
    }
  }
}

/** As {@link addProduct}, by tiles, for matrices that are stored transposed if so flagged. */
export function addTiledProduct(
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
  packedX ??= new Float64Array(rowBlock * depthBlock);
  packedY ??= new Float64Array(columnBlock * depthBlock);
  const px = packedX;
  const py = packedY;
  for (let j0 = 0; j0 < n; j0 += columnBlock) {
    const nc = Math.min(columnBlock, n - j0);
    for (let p0 = 0; p0 < k; p0 += depthBlock) {
      const kc = Math.min(depthBlock, k - p0);
      if (transposeY) packRows(y, yo + j0 * k + p0, nc, k, kc, py);
      else packColumns(y, yo + p0 * n + j0, nc, n, kc, py);
      for (let i0 = 0; i0 < m; i0 += rowBlock) {
        const mc = Math.min(rowBlock, m - i0);
        if (transposeX) packColumns(x, xo + p0 * m + i0, mc, m, kc, px);
        else packRows(x, xo + i0 * k + p0, mc, k, kc, px);
        for (let j = 0; j < nc; j += 4) {
          for (let i = 0; i < mc; i += 4) {
            const to = oo + (i0 + i) * n + j0 + j;
            if (i + 4 <= mc && j + 4 <= nc) addTile(kc, px, i * kc, py, j * kc, out, to, n);
            else addEdge(kc, px, i * kc, py, j * kc, out, to, n, Math.min(4, mc - i), Math.min(4, nc - j));
          }
        }
      }
    }
  }
}

/** Four columns side by side, panel after panel; what is missing to a multiple of four is filled with zeros. */
function packColumns(y: Float64Array, yo: number, nc: number, n: number, kc: number, packed: Float64Array): void {
  let to = 0;
  let j = 0;
  for (; j + 3 < nc; j += 4) {
    for (let p = 0, from = yo + j; p < kc; p++, from += n, to += 4) {
      packed[to] = y[from]!;
      packed[to + 1] = y[from + 1]!;
      packed[to + 2] = y[from + 2]!;
      packed[to + 3] = y[from + 3]!;
    }
  }
  if (j === nc) return;
  for (let p = 0, from = yo + j; p < kc; p++, from += n) {
    for (let c = 0; c < 4; c++) packed[to++] = j + c < nc ? y[from + c]! : 0;
  }
}

/** Four rows side by side, panel after panel; what is missing to a multiple of four is filled with zeros. */
function packRows(x: Float64Array, xo: number, mc: number, k: number, kc: number, packed: Float64Array): void {
  let to = 0;
  let i = 0;
  for (; i + 3 < mc; i += 4) {
    const x0 = xo + i * k;
    const x1 = x0 + k;
    const x2 = x1 + k;
    const x3 = x2 + k;
    for (let p = 0; p < kc; p++, to += 4) {
      packed[to] = x[x0 + p]!;
      packed[to + 1] = x[x1 + p]!;
      packed[to + 2] = x[x2 + p]!;
      packed[to + 3] = x[x3 + p]!;
    }
  }
  if (i === mc) return;
  for (let p = 0; p < kc; p++) {
    for (let r = 0; r < 4; r++) packed[to++] = i + r < mc ? x[xo + (i + r) * k + p]! : 0;
  }
}

/** A tile that overlaps the lower or right edge, by way of a whole one. */
function addEdge(
  kc: number,
  x: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  out: Float64Array,
  oo: number,
  n: number,
  rows: number,
  columns: number,
): void {
  tile ??= new Float64Array(16);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) tile[4 * r + c] = out[oo + r * n + c]!;
  addTile(kc, x, xo, y, yo, tile, 0, 4);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[oo + r * n + c] = tile[4 * r + c]!;
}

/** Adds four packed rows times four packed columns to the tile at `oo`, whose rows are `n` apart. */
function addTile(
  kc: number,
  x: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  out: Float64Array,
  oo: number,
  n: number,
): void {
  const o1 = oo + n;
  const o2 = o1 + n;
  const o3 = o2 + n;
  let c00 = out[oo]!;
  let c01 = out[oo + 1]!;
  let c02 = out[oo + 2]!;
  let c03 = out[oo + 3]!;
  let c10 = out[o1]!;
  let c11 = out[o1 + 1]!;
  let c12 = out[o1 + 2]!;
  let c13 = out[o1 + 3]!;
  let c20 = out[o2]!;
  let c21 = out[o2 + 1]!;
  let c22 = out[o2 + 2]!;
  let c23 = out[o2 + 3]!;
  let c30 = out[o3]!;
  let c31 = out[o3 + 1]!;
  let c32 = out[o3 + 2]!;
  let c33 = out[o3 + 3]!;
  const end = xo + 4 * kc;
  for (let i = xo, j = yo; i < end; i += 4, j += 4) {
    const y0 = y[j]!;
    const y1 = y[j + 1]!;
    const y2 = y[j + 2]!;
    const y3 = y[j + 3]!;
    const x0 = x[i]!;
    c00 += x0 * y0;
    c01 += x0 * y1;
    c02 += x0 * y2;
    c03 += x0 * y3;
    const x1 = x[i + 1]!;
    c10 += x1 * y0;
    c11 += x1 * y1;
    c12 += x1 * y2;
    c13 += x1 * y3;
    const x2 = x[i + 2]!;
    c20 += x2 * y0;
    c21 += x2 * y1;
    c22 += x2 * y2;
    c23 += x2 * y3;
    const x3 = x[i + 3]!;
    c30 += x3 * y0;
    c31 += x3 * y1;
    c32 += x3 * y2;
    c33 += x3 * y3;
  }
  out[oo] = c00;
  out[oo + 1] = c01;
  out[oo + 2] = c02;
  out[oo + 3] = c03;
  out[o1] = c10;
  out[o1 + 1] = c11;
  out[o1 + 2] = c12;
  out[o1 + 3] = c13;
  out[o2] = c20;
  out[o2 + 1] = c21;
  out[o2 + 2] = c22;
  out[o2 + 3] = c23;
  out[o3] = c30;
  out[o3 + 1] = c31;
  out[o3 + 2] = c32;
  out[o3 + 3] = c33;
}
