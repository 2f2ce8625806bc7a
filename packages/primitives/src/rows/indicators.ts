import { interval, nonzero, reals, type Domain } from '../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../kinds/operations.js';

// What the derivatives of operations that are linear in pieces are made of: 0, 1, and a half at ties. They are locally
// constant themselves. Where an argument is NaN they are NaN, as the operations are.

/** 1, or NaN for NaN. */
export const oneIfDefined: UnaryOperation = /* @__PURE__ */ unary({
  name: 'oneIfDefined',
  scalar: (x) => (x === x ? 1 : NaN),
  code: 'x === x ? 1 : NaN',
  notation: {},
  partials: [undefined],
  domain: [reals],
  source: 'locally constant',
});

/** 1 for positive numbers, 0 for others. */
export const unitStep: UnaryOperation = /* @__PURE__ */ unary({
  name: 'unitStep',
  scalar: (x) => (x > 0 ? 1 : x <= 0 ? 0 : NaN),
  code: 'x > 0 ? 1 : x <= 0 ? 0 : NaN',
  notation: { latex: '\\left[#1 > 0\\right]' },
  partials: [undefined],
  domain: [nonzero],
  source: 'locally constant',
});

/** Together with `awayFromOne`: pairs of numbers that a small step does not bring together. */
export const nearOne: Domain = /* @__PURE__ */ interval(0.98, 1.02);
/** See `nearOne`. */
export const awayFromOne: Domain = /* @__PURE__ */ interval(-4, 4, [1]);

/** 1 where `x` is greater than `y`, 0 where it is less, a half where they are equal. */
export const shareOfGreater: BinaryOperation = /* @__PURE__ */ binary({
  name: 'shareOfGreater',
  scalar: (x, y) => (x > y ? 1 : x < y ? 0 : x === y ? 0.5 : NaN),
  code: 'x > y ? 1 : x < y ? 0 : x === y ? 0.5 : NaN',
  notation: {},
  partials: [undefined, undefined],
  domain: [awayFromOne, nearOne],
  source: 'locally constant',
});
