import { interval, type Domain } from '../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../kinds/operations.js';
import { div, sub } from './arithmetic.js';
import { oneIfDefined } from './indicators.js';

const betweenIntegers: Domain = /* @__PURE__ */ interval(-4, 4, [-4, -3, -2, -1, 0, 1, 2, 3, 4]);
const betweenHalves: Domain = /* @__PURE__ */ interval(-4, 4, [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5]);

/**
 * The largest integer not above `x`. Locally constant: its derivative is zero by structure.
 *
 * @example
 * floor(-1.5); // -2
 */
export const floor: UnaryOperation = /* @__PURE__ */ unary({
  name: 'floor',
  scalar: Math.floor,
  notation: { latex: '\\left\\lfloor #1 \\right\\rfloor' },
  partials: [undefined],
  domain: [betweenIntegers],
  source: 'locally constant',
});

/**
 * The smallest integer not below `x`. Locally constant: its derivative is zero by structure.
 *
 * @example
 * ceil(1.5); // 2
 */
export const ceil: UnaryOperation = /* @__PURE__ */ unary({
  name: 'ceil',
  scalar: Math.ceil,
  notation: { latex: '\\left\\lceil #1 \\right\\rceil' },
  partials: [undefined],
  domain: [betweenIntegers],
  source: 'locally constant',
});

/**
 * The nearest integer; half-way between two, the greater one, as `Math.round`. Locally constant: its derivative is zero
 * by structure.
 *
 * @example
 * round(tensor([2.5, -2.5])); // [3, -2]
 */
export const round: UnaryOperation = /* @__PURE__ */ unary({
  name: 'round',
  scalar: Math.round,
  notation: { latex: '\\operatorname{round}' },
  partials: [undefined],
  domain: [betweenHalves],
  source: 'locally constant',
});

/**
 * The integer part of `x`. Locally constant: its derivative is zero by structure.
 *
 * @example
 * trunc(-1.5); // -1
 */
export const trunc: UnaryOperation = /* @__PURE__ */ unary({
  name: 'trunc',
  scalar: Math.trunc,
  notation: { latex: '\\operatorname{trunc}' },
  partials: [undefined],
  domain: [betweenIntegers],
  source: 'locally constant',
});

/**
 * `x - y * floor(x / y)`: the remainder of a division, with the sign of the divisor. JavaScript's `%` has the sign of the
 * dividend instead; the two agree when both numbers have the same sign.
 *
 * @example
 * mod(-1, 3); // 2
 */
export const mod: BinaryOperation = /* @__PURE__ */ binary({
  name: 'mod',
  scalar: (x, y) => {
    const remainder = x % y;
    if (remainder === 0) return y < 0 ? -0 : 0;
    return remainder < 0 === y < 0 ? remainder : remainder + y;
  },
  body: `const remainder = x % y;
if (remainder === 0) return y < 0 ? -0 : 0;
return remainder < 0 === y < 0 ? remainder : remainder + y;`,
  notation: { latex: ['#(1) \\bmod #(2)', 'product'] },
  // The rounding finds the integer floor(x / y), which x / y itself may miss by its rounding error.
  partials: [(_x, _y, remainder) => oneIfDefined(remainder), (x, y, remainder) => round(div(sub(remainder, x), y))],
  domain: [interval(-4, 4, [-3, 0, 3]), interval(2.98, 3.02)],
  source: 'linear between its jumps',
});
