import { logSoftmaxAlong, logSumExpAlong, normalizeAxes, softmaxAlong, type Tensor } from '@wengert/tensor';
import { select } from '../kinds/selection.js';
import { structured } from '../kinds/structured.js';
import type { Primitive } from '../primitive.js';
import type { Value } from '../value.js';
import { optionsOf, shapeOfArgument } from './arguments.js';
import { add, div, mul, sub } from './arithmetic.js';
import { alongShiftedAxes } from './batching.js';
import { settleAxes } from './entries-along.js';
import { exp } from './exponential.js';
import { greatestAlong } from './extremes-along.js';
import { log1p } from './logarithms.js';
import { equal } from './masks.js';
import { reducing, sumOver } from './reducing.js';
import { foldingExamples, reduction, type Folding, type Reduction, type ReductionOptions } from './reduction.js';
import { alongExamples, shareOfGreatest, type Along } from './shares.js';

export const softmaxRow: Primitive<Along> = /* @__PURE__ */ structured({
  name: 'softmax',
  arity: 1,
  evaluate: ([x = 0], { axes }) => softmaxAlong(x, axes),
  push: ([tangent], _args, output, { axes }) =>
    tangent === undefined ? undefined : mul(output, deviation(tangent, output, axes)),
  // Its Jacobian is symmetric.
  pull: (_index, cotangent, _args, output, { axes }) => mul(output, deviation(cotangent, output, axes)),
  batch: alongShiftedAxes,
  examples: alongExamples(),
  source: 'Blanchard, Higham and Higham 2021',
  decompose([x = 0], { axes }) {
    const greatest = greatestAlong(x, axes);
    const ratios = select(equal(x, greatest), 1, exp(sub(x, greatest)));
    return div(ratios, sumOver(ratios, { axes, keepDims: true }));
  },
});

export const logSoftmaxRow: Primitive<Along> = /* @__PURE__ */ structured({
  name: 'logSoftmax',
  arity: 1,
  evaluate: ([x = 0], { axes }) => logSoftmaxAlong(x, axes),
  push: ([tangent], [x = 0], _output, { axes }) =>
    tangent === undefined ? undefined : deviation(tangent, softmaxRow.apply([x], { axes }), axes),
  pull: (_index, cotangent, [x = 0], _output, { axes }) =>
    deviationTransposed(cotangent, softmaxRow.apply([x], { axes }), axes),
  batch: alongShiftedAxes,
  examples: alongExamples(),
  source: 'Blanchard, Higham and Higham 2021',
  decompose([x = 0], { axes }) {
    const greatest = greatestAlong(x, axes);
    const difference = select(equal(x, greatest), 0, sub(x, greatest));
    return sub(difference, logOfRatios(x, greatest, axes));
  },
});

export const logsumexpRow: Primitive<Folding> = /* @__PURE__ */ reducing({
  name: 'logsumexp',
  evaluate: (x, { axes, keepDims }) => logSumExpAlong(x, axes, keepDims),
  weights: (x, _output, { axes }) => softmaxRow.apply([x], { axes }),
  examples: foldingExamples(),
  source: 'Blanchard, Higham and Higham 2021: the gradient is softmax',
  decompose(x, folding) {
    const greatest = greatestAlong(x, folding.axes);
    return settleAxes(add(greatest, logOfRatios(x, greatest, folding.axes)), folding);
  },
});

/** The logarithm of the sum of the exponentials relative to the greatest: that of 1, for one of the greatest, plus the rest. */
function logOfRatios(x: Value, greatest: Value, axes: readonly number[]): Value {
  const isGreatest = equal(x, greatest);
  const count = sumOver(isGreatest, { axes, keepDims: true });
  const rest = sumOver(select(isGreatest, 0, exp(sub(x, greatest))), { axes, keepDims: true });
  return log1p(add(sub(count, 1), rest));
}

/**
 * `x` minus its mean by the weights, which add up to 1.
 *
 * Where one weight is close to 1, the mean cancels nearly all of that element, and what is left has few digits. So that
 * element is taken away from all of them first: exactly 0 remains of it, and the mean is that of the others.
 */
function deviation(x: Value, weights: Value, axes: readonly number[]): Value {
  const difference = sub(x, meanOfGreatest(x, weights, axes));
  return sub(difference, sumOver(mul(weights, difference), { axes, keepDims: true }));
}

function meanOfGreatest(x: Value, weights: Value, axes: readonly number[]): Value {
  return sumOver(mul(shareOfGreatest(weights, axes), x), { axes, keepDims: true });
}

/** The transpose of {@link deviation} as a map of `x`. */
function deviationTransposed(cotangent: Value, weights: Value, axes: readonly number[]): Value {
  const difference = sub(cotangent, mul(weights, sumOver(cotangent, { axes, keepDims: true })));
  const rest = sumOver(difference, { axes, keepDims: true });
  return sub(difference, mul(shareOfGreatest(weights, axes), rest));
}

/**
 * The logarithm of the sum of exponentials along the axes; -Infinity of no numbers. It does not overflow, and keeps its
 * digits where the sum is close to 1.
 *
 * The derivative is `softmax`. At infinite numbers that is the limit where they keep their distance: those that equal the
 * greatest share it evenly, also when all are -Infinity.
 *
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * logsumexp(tensor([1000, -Infinity])); // 1000
 */
export const logsumexp: Reduction = /* @__PURE__ */ reduction('logsumexp', (x, folding) =>
  logsumexpRow.apply([x], folding),
);

/** Along which axes a softmax adds up to 1. */
export type SoftmaxOptions = Pick<ReductionOptions, 'axis'>;

/**
 * Exponentials, divided by their sum along an axis: positive numbers that add up to 1. Nothing overflows, and small
 * results keep their digits. Numbers that equal an infinite maximum share the 1 evenly.
 *
 * @param options - `axis`: one axis or several, the last one when left out.
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * softmax(tensor([1000, 1000])); // [0.5, 0.5]
 */
export function softmax(x: Value, options?: SoftmaxOptions): Tensor {
  return alongAxes(softmaxRow, x, options);
}

/**
 * The logarithm of `softmax`, with all digits also where that is close to 0 or 1.
 *
 * @param options - `axis`: one axis or several, the last one when left out.
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * logSoftmax(tensor([0, 1000])); // [-1000, 0]
 */
export function logSoftmax(x: Value, options?: SoftmaxOptions): Tensor {
  return alongAxes(logSoftmaxRow, x, options);
}

function alongAxes(row: Primitive<Along>, x: Value, options: SoftmaxOptions | undefined): Tensor {
  const { length: rank } = shapeOfArgument(row.name, x);
  const { axis = -1 } = optionsOf(row.name, options, ['axis']);
  return row.apply([x], { axes: normalizeAxes(row.name, axis, rank) }) as Tensor;
}
