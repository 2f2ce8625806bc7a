import { nonzero, reals } from '../domain.js';
import { addRow, mulRow, negRow } from '../kinds/elementwise.js';
import {
  binary,
  unary,
  unaryOperation,
  variadicOperation,
  type BinaryOperation,
  type UnaryOperation,
  type VariadicOperation,
} from '../kinds/operations.js';
import { absoluteValue, signFunction } from './magnitude-notation.js';

/**
 * `x + y`, and so on for further arguments.
 *
 * @example
 * add(1, 2, 3); // 6
 */
export const add: VariadicOperation = /* @__PURE__ */ variadicOperation(addRow);

/**
 * `x * y`, and so on for further arguments.
 *
 * @example
 * mul(2, tensor([1, 2])); // [2, 4]
 */
export const mul: VariadicOperation = /* @__PURE__ */ variadicOperation(mulRow);

/**
 * `-x`
 *
 * @example
 * neg(2); // -2
 */
export const neg: UnaryOperation = /* @__PURE__ */ unaryOperation(negRow);

/**
 * `x - y`
 *
 * @example
 * sub(3, 1); // 2
 */
export const sub: BinaryOperation = /* @__PURE__ */ binary({
  name: 'sub',
  scalar: (x, y) => x - y,
  code: 'x - y',
  notation: ['-', 'x', 'y'],
  partials: [() => 1, () => -1],
  neutral: [undefined, 0],
  domain: [reals, reals],
  source: 'linear',
});

/**
 * `x / y`, with JavaScript's Infinity and NaN for a `y` of 0.
 *
 * @example
 * div(1, 4); // 0.25
 */
export const div: BinaryOperation = /* @__PURE__ */ binary({
  name: 'div',
  scalar: (x, y) => x / y,
  code: 'x / y',
  notation: ['/', 'x', 'y'],
  partials: [(_x, y) => div(1, y), (_x, y, quotient) => neg(div(quotient, y))],
  neutral: [undefined, 1],
  domain: [reals, nonzero],
  source: 'quotient rule',
  advice:
    'Where the divisor can be 0, name the limit yourself: where(equal(y, 0), limit, div(x, y)) takes nothing from the side not chosen.',
});

/**
 * `x * x`
 *
 * @example
 * square(3); // 9
 */
export const square: UnaryOperation = /* @__PURE__ */ unary({
  name: 'square',
  scalar: (x) => x * x,
  code: 'x * x',
  notation: ['^', 'x', 2],
  partials: [(x) => mul(2, x)],
  domain: [reals],
  source: 'power rule',
});

/**
 * `1 / x`, with JavaScript's Infinity for a zero.
 *
 * @example
 * reciprocal(4); // 0.25
 */
export const reciprocal: UnaryOperation = /* @__PURE__ */ unary({
  name: 'reciprocal',
  scalar: (x) => 1 / x,
  code: '1 / x',
  notation: ['/', 1, 'x'],
  partials: [(_x, inverse) => neg(square(inverse))],
  domain: [nonzero],
  source: 'power rule',
  advice:
    'Where x can be 0, name the limit yourself: where(equal(x, 0), limit, reciprocal(x)) takes nothing from the side not chosen.',
});

/**
 * The magnitude of `x`. Its derivative is `sign(x)`: 0 at 0, the subgradient of least norm.
 *
 * @example
 * abs(-3); // 3
 */
export const abs: UnaryOperation = /* @__PURE__ */ unary({
  name: 'abs',
  scalar: Math.abs,
  notation: absoluteValue,
  partials: [(x) => sign(x)],
  domain: [nonzero],
  source: 'DLMF 1.9.7 on the real line; at 0 the subgradient of least norm',
});

/**
 * 1, -1, or 0 for a zero. Locally constant: its derivative is zero by structure.
 *
 * @example
 * sign(-3); // -1
 */
export const sign: UnaryOperation = /* @__PURE__ */ unary({
  name: 'sign',
  scalar: Math.sign,
  notation: signFunction,
  partials: [undefined],
  domain: [nonzero],
  source: 'locally constant',
});
