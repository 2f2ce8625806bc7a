/**
 * Pairwise summation: halves are summed by themselves and then added, so the rounding error grows with log n where a
 * running sum has n. Blocks short enough not to matter are added up by several running sums at once, which the processor
 * can keep going side by side. The order depends on the length alone.
 *
 * Higham, The accuracy of floating point summation, SIAM J. Sci. Comput. 14 (1993).
 */

import { allocate } from '../storage.js';

const blockLength = 128;

/** How many of `length` numbers in a row are summed by themselves, and then added to the sum of the others; 0 in a block. */
export function halfOfRow(length: number): number {
  return length > blockLength ? (length >>> 4) << 3 : 0;
}

/** The sum of the `length` numbers from `start`; 0 if there are none. */
export function sumRow(x: Float64Array, start: number, length: number): number {
  const half = halfOfRow(length);
  if (half > 0) {
    return sumRow(x, start, half) + sumRow(x, start + half, length - half);
  }
  const end = start + length;
  let i = start;
  let sum: number;
  if (length < 8) {
    if (length === 0) return 0;
    sum = x[i++]!;
  } else {
    let a = x[i]!;
    let b = x[i + 1]!;
    let c = x[i + 2]!;
    let d = x[i + 3]!;
    for (i += 4; i + 3 < end; i += 4) {
      a += x[i]!;
      b += x[i + 1]!;
      c += x[i + 2]!;
      d += x[i + 3]!;
    }
    sum = a + b + (c + d);
  }
  for (; i < end; i++) sum += x[i]!;
  return sum;
}

const blockRows = 33;

/** As {@link halfOfRow}, for rows that are summed elementwise. */
export function halfOfRows(rows: number): number {
  return rows > blockRows ? rows >>> 1 : 0;
}

/** So many columns are summed at a time, for their running sums to stay in the fastest cache. */
const stripWidth = 512;

/** `out[to + i]` = the sum of `x[start + i]`, `x[start + inner + i]`, ... over `rows >= 1` rows, for `i < inner`. */
export function sumRows(
  x: Float64Array,
  start: number,
  rows: number,
  inner: number,
  out: Float64Array,
  to: number,
): void {
  for (let i = 0; i < inner; i += stripWidth) {
    sumStrip(x, start + i, rows, inner, Math.min(stripWidth, inner - i), out, to + i);
  }
}

function sumStrip(
  x: Float64Array,
  start: number,
  rows: number,
  inner: number,
  width: number,
  out: Float64Array,
  to: number,
): void {
  const half = halfOfRows(rows);
  if (half > 0) {
    sumStrip(x, start, half, inner, width, out, to);
    const rest = allocate(width);
    sumStrip(x, start + half * inner, rows - half, inner, width, rest, 0);
    for (let i = 0; i < width; i++) out[to + i] = out[to + i]! + rest[i]!;
    return;
  }
  for (let i = 0; i < width; i++) out[to + i] = x[start + i]!;
  let r = 1;
  for (; r + 3 < rows; r += 4) {
    const a = start + r * inner;
    const b = a + inner;
    const c = b + inner;
    const d = c + inner;
    for (let i = 0; i < width; i++) out[to + i] = out[to + i]! + (x[a + i]! + x[b + i]! + (x[c + i]! + x[d + i]!));
  }
  for (; r < rows; r++) {
    const from = start + r * inner;
    for (let i = 0; i < width; i++) out[to + i] = out[to + i]! + x[from + i]!;
  }
}

/** The sum of `x[xo + i] * y[yo + i]` for `i < n`, in the order of {@link sumRow}. */
export function dotRows(x: Float64Array, xo: number, y: Float64Array, yo: number, n: number): number {
  if (n > blockLength) {
    const half = (n >>> 4) << 3;
    return dotRows(x, xo, y, yo, half) + dotRows(x, xo + half, y, yo + half, n - half);
  }
  let i = 0;
  let sum = 0;
  if (n >= 8) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (; i + 3 < n; i += 4) {
      a += x[xo + i]! * y[yo + i]!;
      b += x[xo + i + 1]! * y[yo + i + 1]!;
      c += x[xo + i + 2]! * y[yo + i + 2]!;
      d += x[xo + i + 3]! * y[yo + i + 3]!;
    }
    sum = a + b + (c + d);
  }
  for (; i < n; i++) sum += x[xo + i]! * y[yo + i]!;
  return sum;
}
