import { abs, less, mod, neg, where, type Value } from '@wengert/primitives/operations';

/**
 * `x % y` as JavaScript has it, with the sign of `x`, where `mod` has that of `y`. A number is its own remainder in both, so
 * both have the derivative 1 along `x`, also at 0.
 */
export function remainder(x: Value, y: Value): Value {
  if (typeof x === 'number' && typeof y === 'number') return x % y;
  const divisor = abs(y);
  return where(less(x, 0), neg(mod(neg(x), divisor)), mod(x, divisor));
}
