import { reals } from '../domain.js';
import { unary, type UnaryOperation } from '../kinds/operations.js';
import { mul } from './arithmetic.js';

/**
 * `e ** x`
 *
 * @example
 * exp(0); // 1
 */
export const exp: UnaryOperation = /* @__PURE__ */ unary({
  name: 'exp',
  scalar: Math.exp,
  notation: { latex: ['e^{#1}', 'power'] },
  partials: [(_x, power) => power],
  domain: [reals],
  source: 'DLMF 4.7.7',
  advice:
    'Beyond 709 it overflows. For the logarithm of a sum of exponentials write logsumexp, logaddexp or softplus; for their shares softmax or sigmoid.',
});

/**
 * `2 ** x`
 *
 * @example
 * exp2(3); // 8
 */
export const exp2: UnaryOperation = /* @__PURE__ */ unary({
  name: 'exp2',
  scalar: (x) => 2 ** x,
  code: '2 ** x',
  notation: ['^', 2, 'x'],
  partials: [(_x, power) => mul(Math.LN2, power)],
  domain: [reals],
  source: 'DLMF 4.7.9',
});

/**
 * `e ** x - 1`, without loss of precision for small `x`.
 *
 * @example
 * expm1(1e-20); // 1e-20
 */
export const expm1: UnaryOperation = /* @__PURE__ */ unary({
  name: 'expm1',
  scalar: Math.expm1,
  notation: {},
  partials: [(x) => exp(x)],
  domain: [reals],
  source: 'DLMF 4.7.7',
});
