import { fallingProduct, productError } from './gamma.js';
import { logGamma } from './log-gamma.js';

/**
 * The logarithm of the beta function where it is near to 0, so that the logarithm of beta itself would magnify its rounding
 * errors; `small` is at most 2 there, and the sum at least 1. With DLMF 5.5.1 it is made of logarithms of gamma between 1
 * and 2, which are between -0.13 and 0, and of the logarithm of a quotient of products.
 */
export function logBetaNearOne(small: number, large: number): number {
  const total = small + large;
  const above = fallingProduct(large, 2);
  const below = fallingProduct(total, 2);
  const [a, b] = [Math.min(small, 1), Math.min(large, 1)];
  const divisor = a * b;
  const product = below.product * divisor;
  const error =
    productError(below.product, divisor, product) + below.error * divisor + below.product * productError(a, b, divisor);
  const quotient = above.product / product;
  const back = quotient * product;
  const rest = above.product - back - productError(quotient, product, back) + above.error - quotient * error;
  const lost = small - (total - large);
  return (
    logGammaFrom1To2(small) +
    (large < 2 ? logGammaFrom1To2(large) : logGamma(above.last)) -
    logGamma(below.last) -
    lost * roughDigamma(total) +
    rest / above.product +
    Math.log(quotient)
  );
}

/** The logarithm of Γ(x), or of Γ(1 + x) if `x` is less than 1. What rounding takes from the sum is put back. */
function logGammaFrom1To2(x: number): number {
  if (x >= 1) return logGamma(x);
  const next = 1 + x;
  return logGamma(next) + (x - (next - 1)) * roughDigamma(next);
}

/** Digamma from 1 on, to two digits, which will do for the correction of a rounding error: DLMF 5.11.2. */
function roughDigamma(x: number): number {
  return Math.log(x) - (6 + 1 / x) / (12 * x);
}
