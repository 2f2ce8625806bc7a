import type { Value } from '../../value.js';
import { abs, mul, sub, add } from '../arithmetic.js';
import { select } from '../../kinds/selection.js';
import { lessEqual } from '../masks.js';
import { max } from '../extremes-along.js';
import { quotientOrZero } from '../quotient-or-zero.js';
import { stopGradient } from '../stop-gradient.js';
import { shapeOfValue } from '../../value.js';
import { asColumns, asRows } from './matrices.js';

/**
 * The distance up to which numbers of these spectra count as equal: what rounding makes of equal ones, given the size of
 * the matrix that they come from.
 */
function resolution(values: Value, size: number): Value {
  if (shapeOfValue(values).at(-1) === 0) return 0;
  const greatest = max(abs(stopGradient(values)), { axis: -1, keepDims: true });
  return mul(4 * size * Number.EPSILON, greatest);
}

/**
 * `1 / (values[j] - values[i])` in row i and column j, and 0 where the two are equal up to rounding. Vectors that belong
 * to equal values are free to turn among each other, and taking that turn as 0 keeps finite what does not depend on it.
 */
export function reciprocalGaps(values: Value, size: number): Value {
  const gaps = sub(asRows(values), asColumns(values));
  return quotientOrZero(1, select(lessEqual(abs(gaps), asRows(resolution(values, size))), 0, gaps));
}

/** `1 / (values[i] + values[j])` for values that are not negative, and 0 where both are 0 up to rounding. */
export function reciprocalSums(values: Value, size: number): Value {
  const sums = add(asRows(values), asColumns(values));
  return quotientOrZero(1, select(lessEqual(sums, asRows(resolution(values, size))), 0, sums));
}

/** `1 / value`, and 0 where it is 0 up to rounding. */
export function reciprocalValues(values: Value, size: number): Value {
  return quotientOrZero(1, select(isZero(values, size), 0, values));
}

/** 1 where a value is 0 up to rounding, else 0. */
export function isZero(values: Value, size: number): Value {
  return lessEqual(abs(values), resolution(values, size));
}
