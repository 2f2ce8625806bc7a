import { full } from '../create.js';
import { shapeOf, type Plain } from '../tensor.js';
import { map2 } from './elementwise.js';
import { reshape } from './layout.js';
import { loops2 } from './loops.js';
import { maxAlong, sumAlong } from './reduce.js';

/**
 * Exponentials relative to the greatest one do not overflow. A number that equals the maximum has the ratio 1, also where
 * both are infinite: so `[Infinity, 0]` weighs `[1, 0]`, and `[-Infinity, -Infinity]` half and half.
 *
 * The logarithm is that of 1, for one of the greatest, plus the rest: `log1p` keeps the digits of a small rest.
 *
 * Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, IMA J. Numer. Anal. 41 (2021).
 */
const ratio = /* @__PURE__ */ loops2((x, most) => (x === most ? 1 : Math.exp(x - most)));
const smallerRatio = /* @__PURE__ */ loops2((x, most) => (x === most ? 0 : Math.exp(x - most)));
const isGreatest = /* @__PURE__ */ loops2((x, most) => (x === most ? 1 : 0));
const difference = /* @__PURE__ */ loops2((x, most) => (x === most ? 0 : x - most));
const logarithm = /* @__PURE__ */ loops2((greatest, rest) => Math.log1p(greatest - 1 + rest));
const add = /* @__PURE__ */ loops2((x, y) => x + y);
const subtract = /* @__PURE__ */ loops2((x, y) => x - y);
const divide = /* @__PURE__ */ loops2((x, y) => x / y);

/**
 * Exponentials over their sum along the axes.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 *
 * @example
 * softmaxAlong(tensor([1000, 1000]), [0]); // [0.5, 0.5]
 */
export function softmaxAlong(x: Plain, axes: readonly number[]): Plain {
  if (isEmpty(x)) return x;
  const ratios = map2('softmax', ratio, x, maxAlong('softmax', x, axes, true));
  return map2('softmax', divide, ratios, sumAlong(ratios, axes, true));
}

/**
 * The logarithm of {@link softmaxAlong}, with all its digits where that is near 1, and finite where that underflows.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 *
 * @example
 * logSoftmaxAlong(tensor([0, 1000]), [0]); // [-1000, 0]
 */
export function logSoftmaxAlong(x: Plain, axes: readonly number[]): Plain {
  if (isEmpty(x)) return x;
  const most = maxAlong('logSoftmax', x, axes, true);
  return map2('logSoftmax', subtract, map2('logSoftmax', difference, x, most), logOfRatios(x, most, axes));
}

/**
 * The logarithm of the sum of exponentials over the axes; -Infinity for no numbers.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 *
 * @example
 * logSumExpAlong(tensor([0, 1000]), [0], false); // 1000
 */
export function logSumExpAlong(x: Plain, axes: readonly number[], keepDims: boolean): Plain {
  const own = shapeOf(x);
  const kept = own.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const shape = keepDims ? kept : own.filter((_, axis) => !axes.includes(axis));
  if (isEmpty(x)) return shape.length === 0 ? -Infinity : full(shape, -Infinity);
  const most = maxAlong('logsumexp', x, axes, true);
  return reshape(map2('logsumexp', add, most, logOfRatios(x, most, axes)), shape);
}

/** The logarithm of the sum of the ratios. */
function logOfRatios(x: Plain, most: Plain, axes: readonly number[]): Plain {
  const greatest = sumAlong(map2('logsumexp', isGreatest, x, most), axes, true);
  const rest = sumAlong(map2('logsumexp', smallerRatio, x, most), axes, true);
  return map2('logsumexp', logarithm, greatest, rest);
}

function isEmpty(x: Plain): boolean {
  return typeof x !== 'number' && x.data.length === 0;
}

/**
 * 1 where a number is the greatest along the axes, divided evenly among the greatest, and 0 elsewhere.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 *
 * @example
 * shareOfGreatest(tensor([1, 3, 3]), [0]); // [0, 0.5, 0.5]
 */
export function shareOfGreatest(x: Plain, axes: readonly number[]): Plain {
  if (isEmpty(x)) return x;
  const greatest = map2('shareOfGreatest', isGreatest, x, maxAlong('shareOfGreatest', x, axes, true));
  return map2('shareOfGreatest', divide, greatest, sumAlong(greatest, axes, true));
}
