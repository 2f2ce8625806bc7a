import { shapeOf, type Plain } from '../tensor.js';
import { map1, map2 } from './elementwise.js';
import { reshape } from './layout.js';
import { loops1, loops2 } from './loops.js';
import { maxAlong, sumAlong } from './reduce.js';
import { rootMeanSquareAlong } from './squares.js';

const absolute = /* @__PURE__ */ loops1(Math.abs);
const positiveOrOne = /* @__PURE__ */ loops1((most) => (most > 0 && most < Infinity ? most : 1));
const power = /* @__PURE__ */ loops2((x, p) => x ** p);
const divide = /* @__PURE__ */ loops2((x, y) => x / y);
const divideOrZero = /* @__PURE__ */ loops2((x, y) => (y === 0 ? 0 : x / y));
/** The ratio to the greatest number; next to an infinite one, finite numbers are nothing. */
const compare = /* @__PURE__ */ loops2((x, most) =>
  most === Infinity ? (Math.abs(x) === Infinity ? Math.sign(x) : 0) : most === 0 ? 0 : x / most,
);
const multiply = /* @__PURE__ */ loops2((x, y) => x * y);

/**
 * The sums of the `p`-th powers of the absolute values over the axes, divided by `count`, to the power `1 / p`: the Euclidean
 * norm when `p` is 2 and `count` 1. Neither the powers nor their sums overflow or vanish where the norm does not.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 * @param p - Positive and finite.
 *
 * @example
 * normAlong(tensor([3e200, 4e200, 5e200]), [0], false, 3, 1); // 6e+200
 */
export function normAlong(x: Plain, axes: readonly number[], keepDims: boolean, p: number, count: number): Plain {
  if (p === 2) return rootMeanSquareAlong(x, axes, keepDims, count);
  const absolutes = map1(absolute, x);
  // Absolute values are their own sums where there are none.
  if (shapeOf(x).includes(0)) return sumAlong(absolutes, axes, keepDims);
  const scales = map1(positiveOrOne, maxAlong('norm', absolutes, axes, true));
  const sums = sumAlong(map2('norm', power, map2('norm', divide, absolutes, scales), p), axes, true);
  const norms = map2('norm', multiply, map2('norm', power, map2('norm', divide, sums, count), 1 / p), scales);
  if (keepDims) return norms;
  return reshape(
    norms,
    shapeOf(x).filter((_, axis) => !axes.includes(axis)),
  );
}

/**
 * The numbers divided by their norm over the axes (see {@link normAlong}); 0 where that is 0. The norm may
 * overflow, or be infinite: then only infinite numbers count, all alike.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param p - Positive and finite.
 *
 * @example
 * directionAlong(tensor([3, 4]), [0], 2, 1); // [0.6, 0.8]
 */
export function directionAlong(x: Plain, axes: readonly number[], p: number, count: number): Plain {
  const norms = normAlong(x, axes, true, p, count);
  if (typeof norms === 'number' ? isOrdinary(norms) : norms.data.every(isOrdinary)) {
    return map2('direction', divideOrZero, x, norms);
  }
  const scales = maxAlong('direction', map1(absolute, x), axes, true);
  const scaled = map2('direction', compare, x, scales);
  return map2('direction', divideOrZero, scaled, normAlong(scaled, axes, true, p, count));
}

/** Whether quotients with a norm keep all their digits; those of zeros are zeros by definition. */
function isOrdinary(norm: number): boolean {
  return norm === 0 || (norm >= 2 ** -1000 && norm < Infinity);
}
