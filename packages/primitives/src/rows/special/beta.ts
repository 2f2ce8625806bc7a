import { positive } from '../../domain.js';
import { binary, type BinaryOperation } from '../../kinds/operations.js';
import { mul } from '../arithmetic.js';
import { beyondMath } from './beyond-math.js';
import * as kernels from './kernels/beta.js';
import { polygammaDifference } from './polygamma.js';

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
  // Where an argument is small beside 1, the two terms of the derivative along both cancel; those of lbeta do not.
  partials: [
    (x, y, value) => mul(value, polygammaDifference(0, x, y)),
    (x, y, value) => mul(value, polygammaDifference(0, y, x)),
  ],
  domain: [positive, positive],
  source: 'DLMF 5.12.1 and 5.2.2',
});

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
  source: 'DLMF 5.12.1 and 5.2.2',
});
