import { interval, positive, reals } from '../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../kinds/operations.js';
import { add, mul } from './arithmetic.js';
import { positiveQuotient, positiveReciprocal } from './positive-division.js';

const ofLogarithms =
  'For x * log(x) and x * log(y) write xlogy, for log(1 + x) log1p, for the logarithm of softmax or sigmoid logSoftmax or ' +
  'logSigmoid, and of a sum of exponentials logsumexp. Else add a small number to the argument.';

/**
 * The natural logarithm: -Infinity at 0, NaN for negative numbers.
 *
 * @example
 * log(1); // 0
 */
export const log: UnaryOperation = /* @__PURE__ */ unary({
  name: 'log',
  scalar: Math.log,
  notation: { latex: '\\ln' },
  partials: [(x) => positiveReciprocal(x)],
  domain: [positive],
  source: 'DLMF 4.7.1',
  advice: ofLogarithms,
});

/**
 * The logarithm to base 2: -Infinity at 0, NaN for negative numbers.
 *
 * @example
 * log2(8); // 3
 */
export const log2: UnaryOperation = /* @__PURE__ */ unary({
  name: 'log2',
  scalar: Math.log2,
  notation: { latex: '\\log_{2}' },
  partials: [(x) => mul(Math.LOG2E, positiveReciprocal(x))],
  domain: [positive],
  source: 'DLMF 4.7.1',
  advice: ofLogarithms,
});

/**
 * The logarithm to base 10: -Infinity at 0, NaN for negative numbers.
 *
 * @example
 * log10(1000); // 3
 */
export const log10: UnaryOperation = /* @__PURE__ */ unary({
  name: 'log10',
  scalar: Math.log10,
  notation: { latex: '\\log_{10}' },
  partials: [(x) => mul(Math.LOG10E, positiveReciprocal(x))],
  domain: [positive],
  source: 'DLMF 4.7.1',
  advice: ofLogarithms,
});

/**
 * `log(1 + x)`, without loss of precision for small `x`: -Infinity at -1, NaN below.
 *
 * @example
 * log1p(1e-20); // 1e-20
 */
export const log1p: UnaryOperation = /* @__PURE__ */ unary({
  name: 'log1p',
  scalar: Math.log1p,
  notation: { latex: '\\ln\\left(1 + #1\\right)' },
  partials: [(x) => positiveReciprocal(add(1, x))],
  domain: [interval(-0.8, 4)],
  source: 'DLMF 4.7.1',
  advice: 'Its argument must be above -1. For log(1 - exp(x)) with x near 0 write log(neg(expm1(x))).',
});

/**
 * `x * log(y)`, and 0 when `x` is 0, whatever number `y` is: for entropies and likelihoods, in which events of
 * probability 0 do not count. Its derivative along `y` is `x / y`, and 0 when `x` is 0.
 *
 * @example
 * xlogy(0, 0); // 0
 */
export const xlogy: BinaryOperation = /* @__PURE__ */ binary({
  name: 'xlogy',
  scalar: (x, y) => (x === 0 && y === y ? 0 : x * Math.log(y)),
  code: 'x === 0 && y === y ? 0 : x * Math.log(y)',
  notation: { latex: ['#(1) \\ln\\left(#2\\right)', 'product'] },
  partials: [(_x, y) => log(y), (x, y) => positiveQuotient(x, y)],
  domain: [reals, positive],
  source: 'product rule and DLMF 4.7.1',
  advice:
    'Its second argument must not be negative, and is 0 only where the first is: clip it from below by a small number.',
});
