import stdlibGamma from '@stdlib/math-base-special-gamma';
import { bernoulliNumbers } from './bernoulli.js';

/** The gamma function; NaN at the negative integers, and at zero infinite with the sign of the zero. */
export function gamma(x: number): number {
  return x > 3 && x < 33 ? gammaByRecurrence(x) : stdlibGamma(x);
}

/** Γ(x) by Γ(y) with `2 <= y < 3`. */
function gammaByRecurrence(x: number): number {
  const { product, error, last } = fallingProduct(x, 3);
  return (product + error) * stdlibGamma(last);
}

/** A product of numbers each of which is 1 less than the one before, the last of them, and what rounding took. */
export interface FallingProduct {
  readonly product: number;
  readonly error: number;
  readonly last: number;
}

/** Γ(x) / Γ(last) = (x - 1)(x - 2) … last, down to the first factor below `end`; where `x` is below, 1. */
export function fallingProduct(x: number, end: number): FallingProduct {
  let last = x;
  let product = 1;
  let error = 0;
  while (last >= end) {
    last -= 1;
    const next = product * last;
    error = error * last + productError(product, last, next);
    product = next;
  }
  return { product, error, last };
}

/** `x * y - product` exactly, for the rounded product of the two: Dekker, Numer. Math. 18 (1971). */
export function productError(x: number, y: number, product: number): number {
  const highX = highPart(x);
  const highY = highPart(y);
  const lowX = x - highX;
  const lowY = y - highY;
  return lowX * lowY - (product - highX * highY - lowX * highY - highX * lowY);
}

/** The leading 26 bits of a number. */
function highPart(x: number): number {
  const scaled = 134217729 * x;
  return scaled - (scaled - x);
}

/** What Stirling's formula for the logarithm of gamma leaves, for `x >= 10`: DLMF 5.11.1. */
export function stirlingRemainder(x: number): number {
  const square = x * x;
  let sum = 0;
  for (let k = 9; k >= 1; k--) sum = sum / square + bernoulliNumbers[k - 1]! / (2 * k * (2 * k - 1));
  return sum / x;
}
