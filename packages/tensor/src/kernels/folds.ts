import type { Shape } from '../shape.js';
import { halfOfRow, halfOfRows, sumRow, sumRows } from './summation.js';

/**
 * One way of folding numbers. An array is folded one run of neighbouring axes at a time, seen as `[outer, length, inner]`;
 * where `inner` is 1 the numbers stand in a row, else rows of `inner` numbers are folded elementwise.
 */
export interface Fold {
  /** The fold of no numbers, if there is one. */
  readonly empty: number | undefined;
  /** The fold of the `length >= 1` numbers from `start`. */
  row(x: Float64Array, start: number, length: number): number;
  /** `out[to + i]` = the fold of the `rows >= 1` numbers `x[start + i]`, `x[start + inner + i]`, ... for `i < inner`. */
  rows(x: Float64Array, start: number, rows: number, inner: number, out: Float64Array, to: number): void;
  /**
   * How many of `rows` rows of `inner` numbers may be folded by themselves, to be combined with the fold of the others; 0
   * where that would change the result, be it in the last bit.
   */
  half(rows: number, inner: number): number;
  /** The fold of numbers in two parts, from those of the parts. */
  combine(first: number, second: number): number;
}

/** Sums, pairwise: see `summation.ts`. */
export const sumFold: Fold = {
  empty: 0,
  row: sumRow,
  rows: sumRows,
  half: (rows, inner) => (inner === 1 ? halfOfRow(rows) : halfOfRows(rows)),
  combine: (first, second) => first + second,
};

/** Products, in order. */
export const prodFold: Fold = {
  empty: 1,
  row(x, start, length) {
    let product = x[start]!;
    for (let i = start + 1; i < start + length; i++) product *= x[i]!;
    return product;
  },
  rows(x, start, rows, inner, out, to) {
    copyFirst(x, start, inner, out, to);
    for (let r = 1, from = start + inner; r < rows; r++, from += inner) {
      for (let i = 0; i < inner; i++) out[to + i] = out[to + i]! * x[from + i]!;
    }
  },
  half: () => 0,
  combine: (first, second) => first * second,
};

/** Maxima. Math.max lets a NaN win, wherever it stands, and knows that -0 is less than 0. */
export const maxFold: Fold = {
  empty: undefined,
  row(x, start, length) {
    let most = x[start]!;
    for (let i = start + 1; i < start + length; i++) most = Math.max(most, x[i]!);
    return most;
  },
  rows(x, start, rows, inner, out, to) {
    copyFirst(x, start, inner, out, to);
    for (let r = 1, from = start + inner; r < rows; r++, from += inner) {
      for (let i = 0; i < inner; i++) out[to + i] = Math.max(out[to + i]!, x[from + i]!);
    }
  },
  half: (rows) => rows >>> 1,
  combine: Math.max,
};

/** Minima; `Math.min` does as `Math.max`. */
export const minFold: Fold = {
  empty: undefined,
  row(x, start, length) {
    let least = x[start]!;
    for (let i = start + 1; i < start + length; i++) least = Math.min(least, x[i]!);
    return least;
  },
  rows(x, start, rows, inner, out, to) {
    copyFirst(x, start, inner, out, to);
    for (let r = 1, from = start + inner; r < rows; r++, from += inner) {
      for (let i = 0; i < inner; i++) out[to + i] = Math.min(out[to + i]!, x[from + i]!);
    }
  },
  half: (rows) => rows >>> 1,
  combine: Math.min,
};

function copyFirst(x: Float64Array, start: number, inner: number, out: Float64Array, to: number): void {
  for (let i = 0; i < inner; i++) out[to + i] = x[start + i]!;
}

/** A run of neighbouring axes that are folded, with the array seen as `[outer, length, inner]`. */
export interface Run {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  /** The shape after folding, with the axes kept. */
  readonly folded: Shape;
  /** The axes that are left to fold. */
  readonly others: readonly number[];
}

/** The last run of these axes, of which there are some. */
export function lastRun(shape: Shape, axes: readonly number[]): Run {
  let axis = shape.length - 1;
  let k = axes.length - 1;
  let inner = 1;
  for (; axis > axes[k]!; axis--) inner *= shape[axis]!;
  const folded = shape.slice();
  let length = 1;
  for (; k >= 0 && axes[k] === axis; k--, axis--) {
    length *= shape[axis]!;
    folded[axis] = 1;
  }
  let outer = 1;
  for (; axis >= 0; axis--) outer *= shape[axis]!;
  return { outer, length, inner, folded, others: axes.slice(0, k + 1) };
}
