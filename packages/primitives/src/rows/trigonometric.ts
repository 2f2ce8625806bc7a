import { interval, reals, unit } from '../domain.js';
import { unary, type UnaryOperation } from '../kinds/operations.js';
import { add, neg, square } from './arithmetic.js';
import { differenceOfSquares } from './difference-of-squares.js';
import { circleInverse } from './polar.js';
import { rsqrt } from './powers.js';

/**
 * The sine of an angle in radians.
 *
 * @example
 * sin(Math.PI / 2); // 1
 */
export const sin: UnaryOperation = /* @__PURE__ */ unary({
  name: 'sin',
  scalar: Math.sin,
  notation: { latex: '\\sin' },
  partials: [(x) => cos(x)],
  domain: [reals],
  source: 'DLMF 4.20.1',
});

/**
 * The cosine of an angle in radians.
 *
 * @example
 * cos(0); // 1
 */
export const cos: UnaryOperation = /* @__PURE__ */ unary({
  name: 'cos',
  scalar: Math.cos,
  notation: { latex: '\\cos' },
  partials: [(x) => neg(sin(x))],
  domain: [reals],
  source: 'DLMF 4.20.2',
});

/**
 * The tangent of an angle in radians.
 *
 * @example
 * tan(0); // 0
 */
export const tan: UnaryOperation = /* @__PURE__ */ unary({
  name: 'tan',
  scalar: Math.tan,
  notation: { latex: '\\tan' },
  // The square of the secant, from the tangent that is there already.
  partials: [(_x, tangent) => add(1, square(tangent))],
  domain: [interval(-1.2, 1.2)],
  source: 'DLMF 4.20.3',
});

const ofAngles =
  'Rounding carries sines and cosines beyond 1: clip(x, -1, 1). For the angle between two vectors write ' +
  'atan2(norm(cross(a, b)), dot(a, b)), whose derivative is finite where they are parallel, too.';

/**
 * The angle in [-π/2, π/2] whose sine is `x`; NaN outside of [-1, 1]. Its derivative at -1 and 1 is Infinity.
 *
 * @example
 * asin(0); // 0
 */
export const asin: UnaryOperation = /* @__PURE__ */ unary({
  name: 'asin',
  scalar: Math.asin,
  notation: { latex: '\\arcsin' },
  partials: [(x) => rsqrt(differenceOfSquares(1, x))],
  domain: [unit],
  source: 'DLMF 4.24.7',
  advice: ofAngles,
});

/**
 * The angle in [0, π] whose cosine is `x`; NaN outside of [-1, 1]. Its derivative at -1 and 1 is -Infinity.
 *
 * @example
 * acos(1); // 0
 */
export const acos: UnaryOperation = /* @__PURE__ */ unary({
  name: 'acos',
  scalar: Math.acos,
  notation: { latex: '\\arccos' },
  partials: [(x) => neg(rsqrt(differenceOfSquares(1, x)))],
  domain: [unit],
  source: 'DLMF 4.24.8',
  advice: ofAngles,
});

/**
 * The angle in (-π/2, π/2) whose tangent is `x`.
 *
 * @example
 * atan(0); // 0
 */
export const atan: UnaryOperation = /* @__PURE__ */ unary({
  name: 'atan',
  scalar: Math.atan,
  notation: { latex: '\\arctan' },
  // 1 / (1 + x^2)
  partials: [(x) => circleInverse(1, x)],
  domain: [reals],
  source: 'DLMF 4.24.9',
});
