import type { Tensor } from '@wengert/tensor';
import { constant } from '../kinds/constant.js';
import type { Primitive } from '../primitive.js';
import type { Scalar, Value } from '../value.js';

// No examples: it is constant by decree, and a finite difference would find otherwise.
export const stopGradientRow: Primitive<undefined> = /* @__PURE__ */ constant({
  name: 'stopGradient',
  arity: 1,
  evaluate: ([x = 0]) => x,
  examples: [],
  decompose: ([x = 0]) => x,
  source: 'constant by definition',
  notation: {},
});

/**
 * `x` itself, taken as a constant: its derivative is zero by structure, in every transformation around it.
 *
 * @example
 * stopGradient(3); // 3
 */
export function stopGradient(x: number): number;
export function stopGradient(x: Scalar): Scalar;
export function stopGradient(x: Tensor): Tensor;
export function stopGradient(x: Value): Value;
export function stopGradient(x: Value): Value {
  return stopGradientRow.apply([x], undefined);
}
