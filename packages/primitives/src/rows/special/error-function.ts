import stdlibErf from '@stdlib/math-base-special-erf';
import stdlibErfc from '@stdlib/math-base-special-erfc';
import { interval, reals, type Domain } from '../../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../../kinds/operations.js';
import { add, neg } from '../arithmetic.js';
import { beyondMath } from './beyond-math.js';
import { gaussianDerivative } from './kernels/gaussian.js';

const positiveOrder: Domain = { min: 1, max: 3, integer: true };

/**
 * The error function, `2 / sqrt(pi)` times the integral of `exp(-t ** 2)` from 0 to `x`.
 *
 * @example
 * erf(0); // 0
 */
export const erf: UnaryOperation = /* @__PURE__ */ unary({
  name: 'erf',
  scalar: stdlibErf,
  uncoded: beyondMath,
  notation: { latex: '\\operatorname{erf}' },
  partials: [(x) => erfDerivative(1, x)],
  domain: [reals],
  source: 'DLMF 7.2.1',
});

/**
 * `1 - erf(x)`, without loss of precision for large `x`.
 *
 * @example
 * erfc(0); // 1
 */
export const erfc: UnaryOperation = /* @__PURE__ */ unary({
  name: 'erfc',
  scalar: stdlibErfc,
  uncoded: beyondMath,
  notation: { latex: '\\operatorname{erfc}' },
  partials: [(x) => neg(erfDerivative(1, x))],
  domain: [reals],
  source: 'DLMF 7.2.2',
});

/**
 * The derivative of that order, at least 1, of `erf` at `x`: a polynomial times `exp(-x ** 2)`. One operation for every
 * order, so that no higher derivative squares a rounded argument or meets `0 * Infinity`.
 *
 * @example
 * erfDerivative(2, Infinity); // 0
 */
export const erfDerivative: BinaryOperation = /* @__PURE__ */ binary({
  name: 'erfDerivative',
  scalar: (order, x) => (2 / Math.sqrt(Math.PI)) * gaussianDerivative(order - 1, x, 1),
  uncoded: beyondMath,
  notation: { latex: '\\operatorname{erf}^{(#1)}\\left(#2\\right)' },
  partials: [undefined, (order, x) => erfDerivative(add(order, 1), x)],
  domain: [positiveOrder, interval(-3, 3)],
  source: 'DLMF 7.10.1',
});
