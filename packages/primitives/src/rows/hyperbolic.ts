import { interval, reals, unit } from '../domain.js';
import { unary, type UnaryOperation } from '../kinds/operations.js';
import { add, mul, sub } from './arithmetic.js';
import { differenceOfSquares } from './difference-of-squares.js';
import { directionCosine } from './polar.js';
import { positiveReciprocal } from './positive-division.js';
import { rsqrt } from './powers.js';

/**
 * The hyperbolic sine.
 *
 * @example
 * sinh(0); // 0
 */
export const sinh: UnaryOperation = /* @__PURE__ */ unary({
  name: 'sinh',
  scalar: Math.sinh,
  notation: { latex: '\\sinh' },
  partials: [(x) => cosh(x)],
  domain: [reals],
  source: 'DLMF 4.34.1',
});

/**
 * The hyperbolic cosine.
 *
 * @example
 * cosh(0); // 1
 */
export const cosh: UnaryOperation = /* @__PURE__ */ unary({
  name: 'cosh',
  scalar: Math.cosh,
  notation: { latex: '\\cosh' },
  partials: [(x) => sinh(x)],
  domain: [reals],
  source: 'DLMF 4.34.2',
});

/**
 * The hyperbolic tangent.
 *
 * @example
 * tanh(0); // 0
 */
export const tanh: UnaryOperation = /* @__PURE__ */ unary({
  name: 'tanh',
  scalar: Math.tanh,
  notation: { latex: '\\tanh' },
  // Not 1 - tanh(x)^2, which is rounding error alone where the tangent is close to 1.
  partials: [(x) => sechSquared(x)],
  domain: [reals],
  source: 'DLMF 4.34.3',
});

/** `1 / cosh(x)^2`, precise in the tails: the derivative of `tanh`, and, of half the argument, of the logistic function. */
export const sechSquared: UnaryOperation = /* @__PURE__ */ unary({
  name: 'sechSquared',
  scalar: (x) => {
    const decay = Math.exp(-2 * Math.abs(x));
    const sum = 1 + decay;
    return (4 * decay) / (sum * sum);
  },
  body: `const decay = Math.exp(-2 * Math.abs(x));
const sum = 1 + decay;
return (4 * decay) / (sum * sum);`,
  notation: { text: ['sech(#1)^2', 'power'], latex: ['\\operatorname{sech}^{2}\\left(#1\\right)', 'power'] },
  partials: [(x, output) => mul(-2, mul(output, tanh(x)))],
  domain: [reals],
  source: 'DLMF 4.34.5',
});

/**
 * The inverse of the hyperbolic sine.
 *
 * @example
 * asinh(0); // 0
 */
export const asinh: UnaryOperation = /* @__PURE__ */ unary({
  name: 'asinh',
  scalar: Math.asinh,
  notation: { latex: '\\operatorname{arsinh}' },
  // 1 / sqrt(1 + x^2), where x^2 may overflow.
  partials: [(x) => directionCosine(1, x)],
  domain: [reals],
  source: 'DLMF 4.38.9',
});

/**
 * The inverse of the hyperbolic cosine; NaN below 1. Its derivative at 1 is Infinity.
 *
 * @example
 * acosh(1); // 0
 */
export const acosh: UnaryOperation = /* @__PURE__ */ unary({
  name: 'acosh',
  scalar: Math.acosh,
  notation: { latex: '\\operatorname{arcosh}' },
  // 1 / sqrt(x^2 - 1), where x^2 may overflow, and which is real below -1.
  partials: [(x) => mul(rsqrt(sub(x, 1)), rsqrt(add(x, 1)))],
  domain: [interval(1.2, 5)],
  source: 'DLMF 4.38.10',
  advice:
    'Rounding carries hyperbolic cosines below 1: clip(x, 1, Infinity). At 1 its tangent is vertical: choose another formula there with where.',
});

/**
 * The inverse of the hyperbolic tangent; NaN outside of [-1, 1]. Its derivative at -1 and 1 is Infinity.
 *
 * @example
 * atanh(0); // 0
 */
export const atanh: UnaryOperation = /* @__PURE__ */ unary({
  name: 'atanh',
  scalar: Math.atanh,
  notation: { latex: '\\operatorname{artanh}' },
  partials: [(x) => positiveReciprocal(differenceOfSquares(1, x))],
  domain: [unit],
  source: 'DLMF 4.38.11',
  advice: 'Its argument must be inside of (-1, 1), where rounding may leave it: clip it a little before the ends.',
});
