import erfc from '@stdlib/math-base-special-erfc';
import { gaussian, gaussianDerivative } from './gaussian.js';
import { millsRatio } from './mills-ratio.js';

/** `1 / sqrt(2 * pi)` */
const densityAtZero = 0.39894228040143267794;

/** The derivative of that order of the normal density. */
export function normalDensity(order: number, x: number): number {
  return densityAtZero * gaussianDerivative(order, x, 0.5);
}

/** The normal distribution function. Far in the lower tail a rounded argument of `erfc` would cost precision. */
export function normalDistribution(x: number): number {
  return x < -1 ? densityAtZero * gaussian(x, 0.5) * millsRatio(-x) : 0.5 * erfc(-x * Math.SQRT1_2);
}

/** The logarithm of the normal distribution function. */
export function logNormalDistribution(x: number): number {
  if (x < -1) return -0.5 * x * x + Math.log(densityAtZero * millsRatio(-x));
  // At the end the logarithm of 1 is 0, not -0.
  return x < 0 ? Math.log(normalDistribution(x)) : Math.log1p(-normalDistribution(-x)) + 0;
}
