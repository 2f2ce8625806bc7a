import { interval, type Domain } from '../../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../../kinds/operations.js';
import { add } from '../arithmetic.js';
import { beyondMath } from './beyond-math.js';
import { gammaDerivative as evaluateDerivative } from './kernels/gamma-derivative.js';
import { gamma as evaluateGamma } from './kernels/gamma.js';
import { logGamma } from './kernels/log-gamma.js';
import { digamma } from './polygamma.js';

const positiveOrder: Domain = { min: 1, max: 3, integer: true };

/**
 * The gamma function, `(x - 1)!` at the positive integers. It is NaN at the negative integers, and at zero infinite with
 * the sign of the zero.
 *
 * @example
 * gamma(5); // 24
 */
export const gamma: UnaryOperation = /* @__PURE__ */ unary({
  name: 'gamma',
  scalar: evaluateGamma,
  uncoded: beyondMath,
  notation: { latex: '\\Gamma' },
  partials: [(x) => gammaDerivative(1, x)],
  domain: [interval(0.3, 6)],
  source: 'DLMF 5.2.2',
  advice: 'Beyond 171 it overflows: write lgamma. At 0 and the negative integers it has poles.',
});

/**
 * The derivative of that order, at least 1, of `gamma` at `x`. One operation for every order: the terms of the product
 * rule, of different signs, would overflow one by one.
 *
 * @example
 * gammaDerivative(1, 1); // -0.5772156649015329
 */
export const gammaDerivative: BinaryOperation = /* @__PURE__ */ binary({
  name: 'gammaDerivative',
  scalar: evaluateDerivative,
  uncoded: beyondMath,
  notation: { latex: '\\Gamma^{(#1)}\\left(#2\\right)' },
  partials: [undefined, (order, x) => gammaDerivative(add(order, 1), x)],
  domain: [positiveOrder, interval(0.3, 6)],
  source: 'DLMF 5.2.2 and the Leibniz rule',
});

/**
 * The logarithm of the absolute value of `gamma(x)`, which does not overflow. At the poles of gamma it is `Infinity`.
 *
 * @example
 * lgamma(1); // 0
 */
export const lgamma: UnaryOperation = /* @__PURE__ */ unary({
  name: 'lgamma',
  scalar: logGamma,
  uncoded: beyondMath,
  notation: { latex: '\\ln\\left|\\Gamma\\left(#1\\right)\\right|' },
  partials: [(x) => digamma(x)],
  domain: [interval(0.3, 6)],
  source: 'DLMF 5.2.2',
  advice: 'At 0 and the negative integers it has poles: keep its argument positive.',
});
