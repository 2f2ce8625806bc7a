/**
 * What rewritten code calls. Every function does to untraced values what the operator or function of JavaScript does, to
 * the bit and to the error, and hands traced values to the operations of wengert.
 */
export { traces } from './runtime/traces.js';
export { add, decrement, div, increment, mul, neg, numeric, plus, power, rem, sub } from './runtime/arithmetic.js';
export { equals, ge, gt, le, looselyEquals, lt, truth, typeOf } from './runtime/comparisons.js';
export {
  abs,
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  ceil,
  cos,
  cosh,
  exp,
  expm1,
  floor,
  hypot,
  log,
  log10,
  log1p,
  log2,
  max,
  min,
  pow,
  round,
  sign,
  sin,
  sinh,
  sqrt,
  tan,
  tanh,
  trunc,
} from './runtime/math.js';
export { globalIsFinite, globalIsNaN, isFinite, isInteger, isNaN, isSafeInteger } from './runtime/kinds-of-numbers.js';
export { bitwise, random, untraced } from './runtime/refused.js';
