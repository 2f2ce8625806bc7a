import type { Tensor } from '@wengert/tensor';
import { interval, type Domain } from '../domain.js';
import { ElementwisePrimitive } from '../kinds/elementwise.js';
import type { Elementwise } from '../primitive.js';
import type { Scalar, Value } from '../value.js';

const domain: readonly Domain[] = [
  /* @__PURE__ */ interval(-4, 4, [-1, 1]),
  /* @__PURE__ */ interval(-1.02, -0.98),
  /* @__PURE__ */ interval(0.98, 1.02),
];

export const clipRow: Elementwise = /* @__PURE__ */ new ElementwisePrimitive({
  name: 'clip',
  scalar: (x = NaN, low = NaN, high = NaN) => Math.min(Math.max(x, low), high),
  code: 'Math.min(Math.max(x, y), z)',
  notation: {},
  partials: [
    (x, low, high) => applyToThree(clipInsideRow, x, low, high),
    (x, low, high) => applyToThree(clipBelowRow, x, low, high),
    (x, low, high) => applyToThree(clipAboveRow, x, low, high),
  ],
  domain,
  source: 'linear in pieces; on the edge the derivative of the inside',
});

// The derivatives of clip: which of its arguments the result is.

/** 1 where `x` is in the closed interval. */
export const clipInsideRow: Elementwise = /* @__PURE__ */ indicator(
  'clipInside',
  (x, low, high) => x >= low && x <= high,
  'x >= y && x <= z',
);
/** 1 where the result is `low` and not `x`. */
export const clipBelowRow: Elementwise = /* @__PURE__ */ indicator(
  'clipBelow',
  (x, low, high) => x < low && low <= high,
  'x < y && y <= z',
);
/** 1 where the result is `high` and not `x`; with an empty interval that is everywhere. */
export const clipAboveRow: Elementwise = /* @__PURE__ */ indicator(
  'clipAbove',
  (x, low, high) => x > high || low > high,
  'x > z || y > z',
);

// @__NO_SIDE_EFFECTS__
function indicator(name: string, holds: (x: number, low: number, high: number) => boolean, code: string): Elementwise {
  return new ElementwisePrimitive({
    name,
    scalar: (x = NaN, low = NaN, high = NaN) =>
      Number.isNaN(x) || Number.isNaN(low) || Number.isNaN(high) ? NaN : holds(x, low, high) ? 1 : 0,
    code: `x !== x || y !== y || z !== z ? NaN : ${code} ? 1 : 0`,
    notation: {},
    partials: [undefined, undefined, undefined],
    domain,
    source: 'locally constant',
  });
}

function applyToThree(row: Elementwise, x: Value, low: Value, high: Value): Value {
  return typeof x === 'number' && typeof low === 'number' && typeof high === 'number'
    ? row.scalar(x, low, high)
    : row.apply([x, low, high], undefined);
}

/**
 * `x`, but no less than `low` and no more than `high`; all three broadcast. Where `low` exceeds `high` the result is `high`.
 *
 * The derivative along `x` is 1 on the closed interval and 0 outside; along a bound it is 1 where `x` is strictly beyond it.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 *
 * @example
 * clip(tensor([-5, 0.5, 5]), 0, 1); // [0, 0.5, 1]
 */
export function clip(x: number, low: number, high: number): number;
export function clip(x: Scalar, low: Scalar, high: Scalar): Scalar;
export function clip(x: Tensor, low: Value, high: Value): Tensor;
export function clip(x: Value, low: Tensor, high: Value): Tensor;
export function clip(x: Value, low: Value, high: Tensor): Tensor;
export function clip(x: Value, low: Value, high: Value): Value;
export function clip(x: Value, low: Value, high: Value): Value {
  return applyToThree(clipRow, x, low, high);
}
