import { centerAlong, meanSquareAlong, rootMeanSquareAlong, WengertError } from '@wengert/tensor';
import { argument, distinct, type Example } from '../domain.js';
import { linear } from '../kinds/linear.js';
import { select } from '../kinds/selection.js';
import type { Primitive } from '../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../value.js';
import { abs, add, div, mul, neg, sub } from './arithmetic.js';
import { alongShiftedAxes } from './batching.js';
import { entriesAlong, settleAxes } from './entries-along.js';
import { less } from './masks.js';
import { directionRow } from './norms.js';
import { sqrt } from './powers.js';
import { reducing } from './reducing.js';
import {
  countAlong,
  foldingExamples,
  reduction,
  restoreAxes,
  type Folding,
  type Reduction,
  type ReductionOptions,
} from './reduction.js';
import { scaledSquares } from './scaled-squares.js';
import { alongExamples, type Along } from './shares.js';
import { meanRow } from './sums.js';

/** Over which axes, and what to divide by. */
export interface VarianceOptions extends ReductionOptions {
  /**
   * How much less than the number of elements to divide by: 0 for the variance of these numbers, 1 for an estimate from
   * a sample.
   */
  readonly ddof?: number | undefined;
}

interface VarianceFolding extends Folding {
  readonly ddof: number;
}

/** The deviations from the mean along the axes. */
export const centerRow: Primitive<Along> = /* @__PURE__ */ linear({
  name: 'center',
  arity: 1,
  evaluate: ([x = 0], { axes }) => centerAlong(x, axes),
  transpose: (cotangent, params) => centerRow.apply([cotangent], params),
  batch: alongShiftedAxes,
  examples: alongExamples(),
  source: 'linear; an orthogonal projection, so its own transpose',
  decompose: ([x = 0], { axes }) => centered(x, axes),
});

// @__NO_SIDE_EFFECTS__
function examples(): readonly Example<VarianceFolding>[] {
  return [
    ...foldingExamples(distinct).map(({ args, params }) => ({ args, params: { ...params, ddof: 0 } })),
    { args: [argument([4], distinct)], params: { axes: [0], keepDims: false, ddof: 1 } },
  ];
}

export const varianceRow: Primitive<VarianceFolding> = /* @__PURE__ */ reducing({
  name: 'variance',
  evaluate: (x, params) =>
    meanSquareAlong(centerAlong(x, params.axes), params.axes, params.keepDims, divisor(x, params)),
  weights: (x, _output, params) => mul(2 / divisor(x, params), centerRow.apply([x], { axes: params.axes })),
  examples: examples(),
  decompose(x, params) {
    const { sums, scales } = scaledSquares(centered(x, params.axes), params.axes);
    return settleAxes(mul(mul(div(sums, divisor(x, params)), scales), scales), params);
  },
  source: 'power rule; the mean contributes nothing, since the deviations from it add up to 0',
});

export const stdRow: Primitive<VarianceFolding> = /* @__PURE__ */ reducing({
  name: 'std',
  evaluate: (x, params) =>
    rootMeanSquareAlong(centerAlong(x, params.axes), params.axes, params.keepDims, divisor(x, params)),
  weights(x, _output, params) {
    const { axes } = params;
    const count = divisor(x, params);
    return div(directionRow.apply([centerRow.apply([x], { axes })], { axes, ord: 2, count }), count);
  },
  examples: examples(),
  decompose(x, params) {
    const { sums, scales } = scaledSquares(centered(x, params.axes), params.axes);
    return settleAxes(mul(sqrt(div(sums, divisor(x, params))), scales), params);
  },
  source: 'as of a Euclidean norm',
});

/**
 * The deviations from the mean, less their own mean, which is summed with the rounding errors; see the kernel.
 *
 * Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974).
 */
function centered(x: Value, axes: readonly number[]): Value {
  const opposite = neg(meanRow.apply([x], { axes, keepDims: true }));
  const deviations = add(x, opposite);
  const roundings = errorOfSum(x, opposite, deviations);
  const errors = entriesAlong(roundings, axes);
  let sum: Value = 0;
  let error: Value = 0;
  entriesAlong(deviations, axes).forEach((deviation, i) => {
    const next = add(sum, deviation);
    error = add(error, add(errorOfSum(sum, deviation, next), errors[i] ?? 0));
    sum = next;
  });
  const shape = shapeOfValue(x);
  const rest = div(add(sum, error), countAlong(shape, axes));
  return add(deviations, sub(roundings, restoreAxes(rest, shape, { axes, keepDims: false })));
}

/** What rounding took from `x + y` when it made `sum` of it; 0 when that is not finite. */
function errorOfSum(x: Value, y: Value, sum: Value): Value {
  const xPart = sub(sum, y);
  const error = add(sub(x, xPart), sub(y, sub(sum, xPart)));
  return select(less(abs(error), Infinity), error, 0);
}

/** As in NumPy, never less than 0. */
function divisor(x: Value, { axes, ddof }: VarianceFolding): number {
  return Math.max(countAlong(shapeOfValue(x), axes) - ddof, 0);
}

/**
 * The mean of the squared deviations from the mean along the axes; NaN of no numbers. With `ddof`, the sum of the squares
 * is divided by that much less than their number. Large means and extreme magnitudes cost no digits.
 *
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * variance(tensor([1, 2, 3, 4])); // 1.25
 * variance(tensor([1, 2, 3]), { ddof: 1 }); // 1
 *
 * @see Chan, Golub and LeVeque, Algorithms for computing the sample variance, The American Statistician 37 (1983).
 */
export const variance: Reduction<VarianceOptions> = /* @__PURE__ */ reduction(
  'variance',
  (x, folding, options) => varianceRow.apply([x], { ...folding, ddof: readDdof('variance', options.ddof) }),
  ['ddof'],
);

/**
 * The standard deviation along the axes: the square root of `variance`, also where that would overflow or vanish. Where
 * all numbers are equal, its derivative is 0.
 *
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * std(tensor([1, 3])); // 1
 */
export const std: Reduction<VarianceOptions> = /* @__PURE__ */ reduction(
  'std',
  (x, folding, options) => stdRow.apply([x], { ...folding, ddof: readDdof('std', options.ddof) }),
  ['ddof'],
);

function readDdof(operation: string, ddof: unknown = 0): number {
  if (typeof ddof === 'number') return ddof;
  throw new WengertError(`${operation}: ddof must be a number, but is ${describeValue(ddof)}.`);
}
