import { positive, type Domain } from '../../domain.js';
import { ElementwisePrimitive } from '../../kinds/elementwise.js';
import { binary, type BinaryOperation } from '../../kinds/operations.js';
import type { Elementwise } from '../../primitive.js';
import type { Value } from '../../value.js';
import { add } from '../arithmetic.js';
import { beyondMath } from './beyond-math.js';
import { betaDerivative as evaluateDerivative } from './kernels/beta-derivatives.js';
import * as kernels from './kernels/beta.js';
import { polygammaDifference } from './polygamma.js';

const order: Domain = { min: 0, max: 2, integer: true };

/**
 * The beta function, `gamma(x) * gamma(y) / gamma(x + y)`.
 *
 * @example
 * beta(1, 4); // 0.25
 */
export const beta: BinaryOperation = /* @__PURE__ */ binary({
  name: 'beta',
  scalar: kernels.beta,
  uncoded: beyondMath,
  notation: { latex: '\\mathrm{B}' },
  partials: [(x, y) => betaDerivative(x, y, 1, 0), (x, y) => betaDerivative(x, y, 0, 1)],
  domain: [positive, positive],
  source: 'DLMF 5.12.1 and 5.2.2',
});

/**
 * The derivatives of `beta(x, y)`: `j` times along `x` and `k` times along `y`. A row of its own, closed under
 * differentiation, since the terms of the product rule cancel where one of the arguments is small.
 */
export const betaDerivativeRow: Elementwise = /* @__PURE__ */ new ElementwisePrimitive({
  name: 'betaDerivative',
  scalar: (x = 0, y = 0, j = 0, k = 0) => evaluateDerivative(x, y, j, k),
  uncoded: beyondMath,
  notation: { latex: '\\mathrm{B}^{(#3,#4)}\\left(#1,#2\\right)' },
  partials: [
    (x, y, j, k) => betaDerivative(x, y, add(j, 1), k),
    (x, y, j, k) => betaDerivative(x, y, j, add(k, 1)),
    undefined,
    undefined,
  ],
  domain: [positive, positive, order, order],
  source: 'DLMF 5.12.1, 5.2.2 and 5.7.6',
});

function betaDerivative(x: Value, y: Value, j: Value, k: Value): Value {
  return betaDerivativeRow.apply([x, y, j, k], undefined);
}

/**
 * The logarithm of the absolute value of `beta(x, y)`, which does not underflow.
 *
 * @example
 * lbeta(1, 1); // 0
 */
export const lbeta: BinaryOperation = /* @__PURE__ */ binary({
  name: 'lbeta',
  scalar: kernels.logBeta,
  uncoded: beyondMath,
  notation: { latex: '\\ln\\mathrm{B}' },
  partials: [(x, y) => polygammaDifference(0, x, y), (x, y) => polygammaDifference(0, y, x)],
  domain: [positive, positive],
  source: 'DLMF 5.12.1, 5.2.2 and 5.5.1',
});
