import { positive, reals } from '../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../kinds/operations.js';
import { neg, square } from './arithmetic.js';

// Division as the derivative of a logarithm needs it: where the logarithm is NaN its derivative is NaN too, and at a zero of
// either sign the limit is the one from above.

/** `1 / x` for positive `x`, Infinity at 0, NaN below. */
export const positiveReciprocal: UnaryOperation = /* @__PURE__ */ unary({
  name: 'positiveReciprocal',
  scalar: (x) => (x > 0 ? 1 / x : x === 0 ? Infinity : NaN),
  code: 'x > 0 ? 1 / x : x === 0 ? Infinity : NaN',
  notation: ['/', 1, 'x'],
  partials: [(_x, inverse) => neg(square(inverse))],
  domain: [positive],
  source: 'power rule',
});

/** `x / y` for positive `y`; 0 when `x` is 0, whatever `y` is; else Infinity, with the sign of `x`, at `y = 0`, and NaN below. */
export const positiveQuotient: BinaryOperation = /* @__PURE__ */ binary({
  name: 'positiveQuotient',
  scalar: (x, y) => (y > 0 ? x / y : x === 0 && y <= 0 ? 0 : y === 0 ? x * Infinity : NaN),
  code: 'y > 0 ? x / y : x === 0 && y <= 0 ? 0 : y === 0 ? x * Infinity : NaN',
  notation: ['/', 'x', 'y'],
  partials: [(_x, y) => positiveReciprocal(y), (_x, y, quotient) => neg(positiveQuotient(quotient, y))],
  domain: [reals, positive],
  source: 'quotient rule',
});
