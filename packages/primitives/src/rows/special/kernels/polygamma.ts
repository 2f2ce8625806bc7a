import stdlibDigamma from '@stdlib/math-base-special-digamma';
import { bernoulliNumbers } from './bernoulli.js';
import { isOrder } from './order.js';

/**
 * The derivative of that order of the logarithm of the gamma function's derivative: of order 0, digamma. At a pole the
 * limit, where there is one; at 0, the one from the side that the sign of the zero names.
 */
export function polygamma(order: number, x: number): number {
  if (!isOrder(order, 0)) return NaN;
  const odd = order % 2 === 1;
  if (x === 0) return odd ? Infinity : -1 / x;
  if (x < 0) return byReflection(order, x);
  if (order === 0) return stdlibDigamma(x);
  return (odd ? 1 : -1) * tailSum(order, x, inversePower);
}

/** DLMF 5.15.6: the value on the other side is tame, and the cotangent has the poles. */
function byReflection(order: number, x: number): number {
  const odd = order % 2 === 1;
  // Exact, which the fractional part of `1 - x` is not.
  const fraction = x - Math.round(x);
  if (fraction === 0) return odd ? Infinity : NaN;
  return (odd ? -1 : 1) * polygamma(order, 1 - x) - cotangentDerivative(order, fraction);
}

/**
 * `polygamma(order, a) - polygamma(order, a + b)`; for positive arguments without the cancellation that the difference
 * suffers where `b` is small beside `a`.
 */
export function polygammaDifference(order: number, a: number, b: number): number {
  if (!isOrder(order, 0)) return NaN;
  if (!(a >= 0 && b >= 0) || b === Infinity) return polygamma(order, a) - polygamma(order, a + b);
  if (a === Infinity) return 0;
  return (order % 2 === 1 ? 1 : -1) * tailSum(order, a, (power, x) => inversePowerDrop(power, x, b));
}

/** `x ** -power`, and for the power 0 what stands for it in the tail of digamma, up to sign. */
function inversePower(power: number, x: number): number {
  // For the low powers that are mostly asked for, quicker than the operator.
  let product = 1;
  for (let k = 0; k < power; k++) product *= x;
  return 1 / product;
}

/** `x ** -power - (x + b) ** -power`, a sum of positive terms; for the power 0 its limit when divided by the power. */
function inversePowerDrop(power: number, x: number, b: number): number {
  if (power === 0) return Math.log1p(b / x);
  const ratio = x / (x + b);
  let geometric = 0;
  for (let k = 0; k < power; k++) geometric = geometric * ratio + 1;
  return inversePower(power, x) * geometric * (b / (x + b));
}

/**
 * The sum over `k >= 0` of `order! * (x + k) ** -(order + 1)` for `x >= 0`, which is polygamma up to sign: the first
 * terms one by one, and the rest by DLMF 5.15.8 (5.11.2 for the order 0), far enough out for 12 of its terms. Linear in
 * the powers, so it serves for their differences too.
 */
function tailSum(order: number, x: number, power: (power: number, x: number) => number): number {
  const start = 9 + order;
  const terms = x < start ? Math.ceil(start - x) : 0;
  const far = x + terms;
  let factorial = 1;
  for (let k = 2; k < order; k++) factorial *= k;
  // The rest, from its small terms to the large. Each coefficient is (2k + order - 1)! / (2k)! times a Bernoulli number.
  let rest = 0;
  for (let k = bernoulliNumbers.length; k >= 1; k--) {
    let coefficient = bernoulliNumbers[k - 1]! / (order === 0 ? 2 * k : 1);
    for (let j = 1; j < order; j++) coefficient *= 2 * k + j;
    rest += coefficient * power(2 * k + order, far);
  }
  const full = order === 0 ? 1 : factorial * order;
  rest += (full / 2) * power(order + 1, far);
  rest += factorial * power(order, far);
  let first = 0;
  for (let k = terms - 1; k >= 0; k--) first += power(order + 1, x + k);
  return rest + full * first;
}

/**
 * The derivative of that order of `pi * cot(pi * x)` for `-1/2 <= x <= 1/2`. Each is a polynomial in the cotangent c,
 * whose derivative is `-pi (1 + c²)`; the terms of one polynomial all have one sign.
 */
function cotangentDerivative(order: number, x: number): number {
  // Where the cotangent is small, it is the tangent of what is missing to 1/2.
  const cotangent =
    Math.abs(x) > 0.25 ? Math.sign(x) * Math.tan(Math.PI * (0.5 - Math.abs(x))) : 1 / Math.tan(Math.PI * x);
  let polynomial = [0, 1];
  for (let n = 0; n < order; n++) {
    const next = new Array<number>(polynomial.length + 1).fill(0);
    for (let k = 1; k < polynomial.length; k++) {
      const slope = k * polynomial[k]!;
      next[k - 1]! -= slope;
      next[k + 1]! -= slope;
    }
    polynomial = next;
  }
  let value = 0;
  for (let k = polynomial.length - 1; k >= 0; k--) value = value * cotangent + polynomial[k]!;
  return value * Math.PI ** (order + 1);
}
