import { interval, nonzero, type Domain } from '../domain.js';
import { select } from '../kinds/selection.js';
import { binary, type BinaryOperation } from '../kinds/operations.js';
import type { Value } from '../value.js';
import { abs, mul, sub } from './arithmetic.js';
import { log } from './logarithms.js';
import { absoluteValue, signFunction } from './magnitude-notation.js';
import { equal } from './masks.js';

// Each of the two is the derivative of the other, up to a factor; so both are exact at 0, to every order.

const exponents: Domain = /* @__PURE__ */ interval(0.5, 3);

/** `|x| ** p` */
export const absolutePower: BinaryOperation = /* @__PURE__ */ binary({
  name: 'absolutePower',
  scalar: (x, p) => Math.abs(x) ** p,
  code: 'Math.abs(x) ** y',
  notation: ['^', [absoluteValue, 'x'], 'y'],
  partials: [(x, p) => mul(p, signedPower(x, sub(p, 1))), timesLogarithm],
  domain: [nonzero, exponents],
  source: 'power rule',
});

/** `sign(x) * |x| ** p`: an odd function, so it is 0 at 0. */
export const signedPower: BinaryOperation = /* @__PURE__ */ binary({
  name: 'signedPower',
  scalar: (x, p) => (x === 0 ? 0 : Math.sign(x) * Math.abs(x) ** p),
  code: 'x === 0 ? 0 : Math.sign(x) * Math.abs(x) ** y',
  notation: ['*', [signFunction, 'x'], ['^', [absoluteValue, 'x'], 'y']],
  partials: [(x, p) => mul(p, absolutePower(x, sub(p, 1))), timesLogarithm],
  domain: [nonzero, exponents],
  source: 'power rule',
});

function timesLogarithm(x: Value, _p: Value, power: Value): Value {
  return select(equal(x, 0), 0, mul(power, log(abs(x))));
}
