import { select } from '../kinds/selection.js';
import type { Value } from '../value.js';
import { abs, div, mul, square } from './arithmetic.js';
import { exp2 } from './exponential.js';
import { greatestAlong } from './extremes-along.js';
import { maximum, minimum } from './extrema.js';
import { log2 } from './logarithms.js';
import { greater, less } from './masks.js';
import { sumOver } from './reducing.js';
import { floor } from './rounding.js';

/** The sums of the squares of `x / scales` along the axes, which stay, with length 1. */
export interface ScaledSquares {
  readonly sums: Value;
  /** Powers of two, with which the squares neither overflow nor vanish. */
  readonly scales: Value;
}

/**
 * The sums of squares along the axes, of numbers that are first divided by a power of two near the greatest of them.
 *
 * Blue, A portable Fortran program to find the Euclidean norm of a vector, ACM TOMS 4 (1978).
 */
export function scaledSquares(x: Value, axes: readonly number[]): ScaledSquares {
  const scales = powerNear(greatestAlong(abs(x), axes));
  return { sums: sumOver(square(div(x, scales)), { axes, keepDims: true }), scales };
}

/** A power of two whose quotient with `x` is neither large nor small; 1 for 0, infinities and NaN. */
export function powerNear(x: Value): Value {
  // Beyond these limits the power or its reciprocal would not be a normal number.
  const exponent = minimum(maximum(floor(log2(x)), -1022), 1022);
  return select(mul(greater(x, 0), less(x, Infinity)), exp2(exponent), 1);
}
