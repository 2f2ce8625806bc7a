import { isOrder } from './order.js';

/**
 * `exp(-rate * x ** 2)`, for a rate that is a power of 2. The square is taken in two parts, the first of them exact: an
 * error in the last place of the square would come out of the exponential multiplied by it.
 */
export function gaussian(x: number, rate: number): number {
  // Beyond, the result is 0 for every rate in use, and the parts of an infinite x would be NaN.
  if (rate * x * x > 800) return 0;
  const leading = Math.fround(x);
  return Math.exp(-rate * leading * leading) * Math.exp(-rate * (x - leading) * (x + leading));
}

/**
 * The derivative of that order of `exp(-rate * x ** 2)` along `x`. Its polynomial factor, a Hermite polynomial up to
 * scale, follows from the recurrence that the Leibniz rule gives for the derivatives of `-2 * rate * x * gaussian`.
 */
export function gaussianDerivative(order: number, x: number, rate: number): number {
  if (!isOrder(order, 0)) return NaN;
  const power = gaussian(x, rate);
  // Decays faster than any polynomial grows, and an infinite one must not meet it.
  if (power === 0) return 0;
  let previous = 0;
  let polynomial = 1;
  for (let k = 0; k < order; k++) {
    const next = -2 * rate * (x * polynomial + k * previous);
    previous = polynomial;
    polynomial = next;
  }
  return polynomial * power;
}
