import { nonzero, positive, reals } from '../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../kinds/operations.js';
import type { FunctionNotation } from '../notation.js';
import { div, mul } from './arithmetic.js';
import { positiveQuotient } from './positive-division.js';
import { powDerivative } from './power-derivatives.js';

const squareRoot: FunctionNotation = { text: 'sqrt(#1)', latex: '\\sqrt{#1}' };
const cubeRoot: FunctionNotation = { text: 'cbrt(#1)', latex: '\\sqrt[3]{#1}' };

/**
 * The square root; NaN for a negative number. Its derivative at 0 is Infinity.
 *
 * @example
 * sqrt(9); // 3
 */
export const sqrt: UnaryOperation = /* @__PURE__ */ unary({
  name: 'sqrt',
  scalar: Math.sqrt,
  notation: squareRoot,
  // Not 0.5 / root: at -0, whose root is -0, that would be -Infinity.
  partials: [(x) => mul(0.5, rsqrt(x))],
  domain: [positive],
  source: 'power rule',
  advice:
    'For a root of a sum of squares write norm or hypot, and for sqrt(x * x) abs(x): their derivatives at 0 are 0. Else add a small number under the root.',
});

/**
 * `1 / sqrt(x)`; Infinity for a zero of either sign, NaN for a negative number.
 *
 * @example
 * rsqrt(4); // 0.5
 */
export const rsqrt: UnaryOperation = /* @__PURE__ */ unary({
  name: 'rsqrt',
  // -0 + 0 is 0.
  scalar: (x) => 1 / Math.sqrt(x + 0),
  code: '1 / Math.sqrt(x + 0)',
  notation: ['/', 1, [squareRoot, 'x']],
  partials: [(x, inverse) => mul(-0.5, positiveQuotient(inverse, x))],
  domain: [positive],
  source: 'power rule',
  advice: 'Add a small number under the root, or name the limit yourself: where(greater(x, 0), rsqrt(x), limit).',
});

/**
 * The cube root, of negative numbers too. Its derivative at 0 is Infinity.
 *
 * @example
 * cbrt(-8); // -2
 */
export const cbrt: UnaryOperation = /* @__PURE__ */ unary({
  name: 'cbrt',
  scalar: Math.cbrt,
  notation: cubeRoot,
  partials: [(x) => div(inverseSquareCbrt(x), 3)],
  domain: [nonzero],
  source: 'power rule',
  advice: 'Its tangent at 0 is vertical: choose another formula there with where.',
});

/** `cbrt(x) ** -2`. Its derivative divides by `x`, and so does each further one, which keeps their terms of one sign. */
export const inverseSquareCbrt: UnaryOperation = /* @__PURE__ */ unary({
  name: 'inverseSquareCbrt',
  scalar: (x) => {
    const root = Math.cbrt(x);
    return 1 / (root * root);
  },
  body: `const root = Math.cbrt(x);
return 1 / (root * root);`,
  notation: ['/', 1, ['^', [cubeRoot, 'x'], 2]],
  partials: [(x, power) => mul(-2 / 3, div(power, x))],
  domain: [nonzero],
  source: 'power rule',
});

/** A larger exponent may lift the product with a power far above the power, which may have lost its digits by underflow. */
const mostTimes = 32;

/**
 * `x` to the power `p`, as `x ** p`: NaN for a negative `x` unless `p` is an integer.
 *
 * The derivative along `x` is `p * x ** (p - 1)` and needs no logarithm; at `x = 0` it is 0 for `p > 1` and `p = 0`, 1 for
 * `p = 1`, and Infinity for `0 < p < 1`. The derivative along `p` is `x ** p * log(x)`; at `x = 0` it is 0 for `p >= 0`.
 *
 * @example
 * pow(tensor([1, 2, 3]), 2); // [1, 4, 9]
 */
export const pow: BinaryOperation = /* @__PURE__ */ binary({
  name: 'pow',
  scalar: (x, p) => x ** p,
  code: 'x ** y',
  notation: ['^', 'x', 'y'],
  partials: [
    (x, p) => {
      // A plain number: no transformation further out differentiates along the exponent, so the textbook form will do.
      if (typeof p !== 'number') return powDerivative(x, p, 1, 0);
      if (p === 0) return 0;
      if (p === 2) return mul(2, x);
      const lower = p - 1;
      return lower + 1 === p && Math.abs(p) <= mostTimes ? mul(p, pow(x, lower)) : powDerivative(x, p, 1, 0);
    },
    (x, p) => powDerivative(x, p, 0, 1),
  ],
  neutral: [undefined, 1],
  domain: [positive, reals],
  source: 'DLMF 4.7.9 and 4.7.10',
  advice:
    'A negative base takes integer exponents alone, given as plain numbers: else write pow(abs(x), p), or cbrt(x) for a third. At 0, an exponent between 0 and 1 has a vertical tangent: add a small number to x.',
});
