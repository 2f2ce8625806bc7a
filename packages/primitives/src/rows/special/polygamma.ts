import { positive, type Domain } from '../../domain.js';
import { ElementwisePrimitive } from '../../kinds/elementwise.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../../kinds/operations.js';
import type { Elementwise } from '../../primitive.js';
import type { Value } from '../../value.js';
import { add, neg } from '../arithmetic.js';
import { beyondMath } from './beyond-math.js';
import * as kernels from './kernels/polygamma.js';

const order: Domain = { min: 0, max: 3, integer: true };

/**
 * The derivative of `lgamma`. At the negative integers it is NaN, at zero infinite with the sign opposite to the zero's.
 *
 * @example
 * digamma(1); // -0.5772156649015329
 */
export const digamma: UnaryOperation = /* @__PURE__ */ unary({
  name: 'digamma',
  scalar: (x) => kernels.polygamma(0, x),
  uncoded: beyondMath,
  notation: { latex: '\\psi' },
  partials: [(x) => polygamma(1, x)],
  domain: [positive],
  source: 'DLMF 5.15',
  advice: 'At 0 and the negative integers it has poles: keep its argument positive.',
});

/**
 * The derivative of that order of `digamma` at `x`; of order 1, the trigamma function.
 *
 * @example
 * polygamma(1, Infinity); // 0
 */
export const polygamma: BinaryOperation = /* @__PURE__ */ binary({
  name: 'polygamma',
  scalar: kernels.polygamma,
  uncoded: beyondMath,
  notation: { latex: '\\psi^{(#1)}\\left(#2\\right)' },
  partials: [undefined, (n, x) => polygamma(add(n, 1), x)],
  domain: [order, positive],
  source: 'DLMF 5.15',
});

/**
 * `polygamma(n, a) - polygamma(n, a + b)`, the derivatives of the logarithm of a ratio of gamma functions. A row of its
 * own, since the two cancel where `b` is small beside `a`.
 */
export const polygammaDifferenceRow: Elementwise = /* @__PURE__ */ new ElementwisePrimitive({
  name: 'polygammaDifference',
  scalar: (n = 0, a = 0, b = 0) => kernels.polygammaDifference(n, a, b),
  uncoded: beyondMath,
  notation: {},
  partials: [
    undefined,
    (n, a, b) => polygammaDifference(add(n, 1), a, b),
    (n, a, b) => neg(polygamma(add(n, 1), add(a, b))),
  ],
  domain: [order, positive, positive],
  source: 'DLMF 5.15',
});

/** `polygamma(n, a) - polygamma(n, a + b)` */
export function polygammaDifference(n: Value, a: Value, b: Value): Value {
  return polygammaDifferenceRow.apply([n, a, b], undefined);
}
