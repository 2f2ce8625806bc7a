import { reals } from '../domain.js';
import { binary, type BinaryOperation } from '../kinds/operations.js';
import { mul } from './arithmetic.js';

/**
 * `x^2 - y^2`, precise where the squares are nearly equal, and with derivatives that are precise where they are not: as a
 * product of operations, its derivatives would cancel when one of the two numbers is small.
 */
export const differenceOfSquares: BinaryOperation = /* @__PURE__ */ binary({
  name: 'differenceOfSquares',
  scalar: (x, y) => (x - y) * (x + y),
  code: '(x - y) * (x + y)',
  notation: ['-', ['^', 'x', 2], ['^', 'y', 2]],
  partials: [(x) => mul(2, x), (_x, y) => mul(-2, y)],
  domain: [reals, reals],
  source: 'power rule',
});
