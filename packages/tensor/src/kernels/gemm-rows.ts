/**
 * The product of a matrix and a transposed one in row-major storage: rows times rows, which pass by in the order of
 * memory as they are. A tile of 4 x 4 results is held in registers meanwhile.
 *
 * An element of the result is the sum of its products in order, from what it was before.
 */

/** `out += x yᵀ` for the `m` rows at `xo` and the `n` rows at `yo`, all of length `k`. */
export function addRowsByRows(
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
  for (let p0 = 0; p0 < k; p0 += depthBlock) {
    const kc = Math.min(depthBlock, k - p0);
    for (let i0 = 0; i0 < m; i0 += rowBlock) {
      addRowBlock(Math.min(rowBlock, m - i0), n, kc, k, x, xo + i0 * k + p0, y, yo + p0, out, oo + i0 * n);
    }
  }
}

/** So many rows are taken at a time, and so much of their length, for them to stay in the cache. */
const rowBlock = 64;
const depthBlock = 256;

/** As {@link addRowsByRows}, for the first `kc` elements of rows that are `k` apart. */
function addRowBlock(
  m: number,
  n: number,
  kc: number,
  k: number,
  x: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  out: Float64Array,
  oo: number,
): void {
  const wholeRows = m - (m % 4);
  const wholeColumns = n - (n % 4);
  for (let j = 0; j < wholeColumns; j += 4) {
    const yj = yo + j * k;
    for (let i = 0; i < wholeRows; i += 4) addTile(kc, k, x, xo + i * k, y, yj, out, oo + i * n + j, n);
    for (let i = wholeRows; i < m; i++) addFour(kc, x, xo + i * k, y, yj, k, out, oo + i * n + j, 1);
  }
  for (let j = wholeColumns; j < n; j++) {
    const yj = yo + j * k;
    for (let i = 0; i < wholeRows; i += 4) addFour(kc, y, yj, x, xo + i * k, k, out, oo + i * n + j, n);
    for (let i = wholeRows; i < m; i++) {
      const xi = xo + i * k;
      let sum = out[oo + i * n + j]!;
      for (let p = 0; p < kc; p++) sum += x[xi + p]! * y[yj + p]!;
      out[oo + i * n + j] = sum;
    }
  }
}

/** Adds one row times each of four, `step` apart, to results that are `outStep` apart. */
function addFour(
  kc: number,
  one: Float64Array,
  start: number,
  four: Float64Array,
  f0: number,
  step: number,
  out: Float64Array,
  oo: number,
  outStep: number,
): void {
  const f1 = f0 + step;
  const f2 = f1 + step;
  const f3 = f2 + step;
  const o1 = oo + outStep;
  const o2 = o1 + outStep;
  const o3 = o2 + outStep;
  let a = out[oo]!;
  let b = out[o1]!;
  let c = out[o2]!;
  let d = out[o3]!;
  for (let p = 0; p < kc; p++) {
    const v = one[start + p]!;
    a += v * four[f0 + p]!;
    b += v * four[f1 + p]!;
    c += v * four[f2 + p]!;
    d += v * four[f3 + p]!;
  }
  out[oo] = a;
  out[o1] = b;
  out[o2] = c;
  out[o3] = d;
}

/** Adds four rows times four rows, all of them `step` apart, to the tile at `oo`, whose rows are `n` apart. */
function addTile(
  kc: number,
  step: number,
  x: Float64Array,
  x0: number,
  y: Float64Array,
  y0: number,
  out: Float64Array,
  oo: number,
  n: number,
): void {
  const x1 = x0 + step;
  const x2 = x1 + step;
  const x3 = x2 + step;
  const y1 = y0 + step;
  const y2 = y1 + step;
  const y3 = y2 + step;
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
  for (let p = 0; p < kc; p++) {
    const v0 = y[y0 + p]!;
    const v1 = y[y1 + p]!;
    const v2 = y[y2 + p]!;
    const v3 = y[y3 + p]!;
    const u0 = x[x0 + p]!;
    c00 += u0 * v0;
    c01 += u0 * v1;
    c02 += u0 * v2;
    c03 += u0 * v3;
    const u1 = x[x1 + p]!;
    c10 += u1 * v0;
    c11 += u1 * v1;
    c12 += u1 * v2;
    c13 += u1 * v3;
    const u2 = x[x2 + p]!;
    c20 += u2 * v0;
    c21 += u2 * v1;
    c22 += u2 * v2;
    c23 += u2 * v3;
    const u3 = x[x3 + p]!;
    c30 += u3 * v0;
    c31 += u3 * v1;
    c32 += u3 * v2;
    c33 += u3 * v3;
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
