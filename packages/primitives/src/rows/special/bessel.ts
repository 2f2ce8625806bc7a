import { reals, type Domain } from '../../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../../kinds/operations.js';
import { add, mul, neg, sub } from '../arithmetic.js';
import { beyondMath } from './beyond-math.js';
import { bessel } from './kernels/bessel.js';

const order: Domain = { min: 0, max: 3, integer: true };

/**
 * The Bessel function of the first kind, of order 0.
 *
 * @example
 * besselj0(0); // 1
 */
export const besselj0: UnaryOperation = /* @__PURE__ */ unary({
  name: 'besselj0',
  scalar: (x) => bessel(0, x),
  uncoded: beyondMath,
  notation: { latex: 'J_{0}' },
  partials: [(x) => neg(besselj1(x))],
  domain: [reals],
  source: 'DLMF 10.6.3',
});

/**
 * The Bessel function of the first kind, of order 1.
 *
 * @example
 * besselj1(0); // 0
 */
export const besselj1: UnaryOperation = /* @__PURE__ */ unary({
  name: 'besselj1',
  scalar: (x) => bessel(1, x),
  uncoded: beyondMath,
  notation: { latex: 'J_{1}' },
  // Not J0 - J1 / x, which is 0 / 0 at 0.
  partials: [(x) => mul(0.5, sub(besselj0(x), besselj(2, x)))],
  domain: [reals],
  source: 'DLMF 10.6.1',
});

/**
 * The Bessel function of the first kind, of integer order.
 *
 * @example
 * besselj(2, 0); // 0
 */
export const besselj: BinaryOperation = /* @__PURE__ */ binary({
  name: 'besselj',
  scalar: bessel,
  uncoded: beyondMath,
  notation: { latex: 'J_{#1}\\left(#2\\right)' },
  partials: [undefined, (n, x) => mul(0.5, sub(besselj(sub(n, 1), x), besselj(add(n, 1), x)))],
  domain: [order, reals],
  source: 'DLMF 10.6.1',
});
