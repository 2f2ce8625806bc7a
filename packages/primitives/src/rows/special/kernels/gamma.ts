import stdlibGamma from '@stdlib/math-base-special-gamma';
import { bernoulliNumbers } from './bernoulli.js';

/** The gamma function; NaN at the negative integers, and at zero infinite with the sign of the zero. */
export function gamma(x: number): number {
  return x > 3 && x < 33 ? gammaByRecurrence(x) : stdlibGamma(x);
}

/** Γ(x) = (x - 1)(x - 2) … Γ(y) with `2 <= y < 3`. The rounding errors of the product are summed up and put back. */
function gammaByRecurrence(x: number): number {
  let y = x;
  let product = 1;
  let error = 0;
  while (y >= 3) {
    y -= 1;
    const next = product * y;
    error = error * y + productError(product, y, next);
    product = next;
  }
  return (product + error) * stdlibGamma(y);
}

/** `x * y - product` exactly, for the rounded product of the two: Dekker, Numer. Math. 18 (1971). */
function productError(x: number, y: number, product: number): number {
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
