import { positive, reals } from '../domain.js';
import { binary, type BinaryOperation } from '../kinds/operations.js';
import { neg } from './arithmetic.js';

/**
 * `x / y`, and 0 for `y = 0`, with all its derivatives: the direction of a vector of norm `y`, by the convention that the
 * zero vector has none.
 */
export const quotientOrZero: BinaryOperation = /* @__PURE__ */ binary({
  name: 'quotientOrZero',
  scalar: (x, y) => (y === 0 ? 0 : x / y),
  code: 'y === 0 ? 0 : x / y',
  notation: ['/', 'x', 'y'],
  partials: [(_x, y) => quotientOrZero(1, y), (_x, y, quotient) => neg(quotientOrZero(quotient, y))],
  domain: [reals, positive],
  source: 'quotient rule; at the kink of a norm the subgradient of least norm',
});
