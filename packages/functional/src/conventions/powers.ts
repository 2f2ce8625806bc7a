import { cbrt, div, mul, pow, reciprocal, rsqrt, sqrt, square } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { composed, derivative, limit, outside } from './reasons.js';

/** Powers and roots, quotients among them. */
export function powers(): readonly Convention[] {
  return [...powAlongTheBase(), ...powAlongTheExponent(), ...roots(), ...quotients()];
}

function powAlongTheBase(): readonly Convention[] {
  const at = rowsOf('pow(x, y)', pow);
  const integer = `${derivative}an integer power of a negative number.`;
  return [
    at([0, 0], [1, 0, 0], `${derivative}pow(x, 0) is 1 everywhere.`),
    at([-0, 0], [1, 0, 0], `${derivative}pow(x, 0) is 1 everywhere.`),
    at([0, 0.5], [0, Infinity, -Infinity], `${limit}as sqrt(x).`),
    at([0, 1], [0, 1, 0], `${derivative}pow(x, 1) is x.`),
    at([-0, 1], [-0, 1, 0], `${derivative}pow(x, 1) is x.`),
    at([0, 1.5], [0, 0, Infinity], `${limit}the second derivative grows like rsqrt(x).`),
    at([0, 2], [0, 0, 2], `${derivative}square(x).`),
    at([0, 3], [0, 0, 0], `${derivative}a cubic is flat there.`),
    at([0, -1], [Infinity, -Infinity, Infinity], `${limit}as 1 / x, from above.`),
    at([-0, -1], [-Infinity, -Infinity, -Infinity], `${limit}as 1 / x, from below.`),
    at([0, -0.5], [Infinity, -Infinity, Infinity], `${limit}as 1 / sqrt(x).`),
    at([-2, 2], [4, -4, 2], integer),
    at([-2, 3], [-8, 12, -12], integer),
    at([-2, -1], [-0.5, -0.25, -0.25], integer),
    at([-2, 1], [-2, 1, 0], integer),
    at([-2, 0], [1, 0, 0], integer),
    at([-2, 0.5], [NaN, NaN, NaN], `${outside}no real root of a negative number.`),
    at([Infinity, 2], [Infinity, Infinity, 2], `${limit}at infinity.`),
    at([Infinity, -1], [0, 0, 0], `${limit}at infinity.`),
    at([Infinity, 0], [1, 0, 0], `${derivative}pow(x, 0) is 1 everywhere.`),
  ];
}

function powAlongTheExponent(): readonly Convention[] {
  const at = rowsOf('pow(x, y)', pow);
  const constantAlong = `${limit}pow(0, y) is 0 for every positive y.`;
  const isolated = `${outside}real powers of a negative number are defined at isolated y only.`;
  return [
    at([0, 0], [1, 0, 0], `${limit}from the right, where pow(0, y) is 0.`, 1),
    at([0, 0.5], [0, 0, 0], constantAlong, 1),
    at([0, 1], [0, 0, 0], constantAlong, 1),
    at([0, 2], [0, 0, 0], constantAlong, 1),
    at([0, -1], [Infinity, -Infinity, Infinity], `${limit}pow(x, y) log(x), from above.`, 1),
    at([1, 3], [1, 0, 0], `${derivative}pow(1, y) is 1 everywhere.`, 1),
    at([2, 0], [1, Math.LN2, Math.LN2 ** 2], `${derivative}log(x).`, 1),
    at([-2, 2], [4, NaN, NaN], isolated, 1),
    at([-1, 0], [1, NaN, NaN], isolated, 1),
    at([-2, 0.5], [NaN, NaN, NaN], isolated, 1),
  ];
}

function roots(): readonly Convention[] {
  const atSqrt = rowsOf('sqrt(x)', sqrt);
  const atRsqrt = rowsOf('rsqrt(x)', rsqrt);
  const atCbrt = rowsOf('cbrt(x)', cbrt);
  const negative = `${outside}no real root of a negative number.`;
  return [
    atSqrt([0], [0, Infinity, -Infinity], `${limit}the tangent is vertical.`),
    atSqrt([-0], [-0, Infinity, -Infinity], `${limit}from above; there is nothing below.`),
    atSqrt([-1], [NaN, NaN, NaN], negative),
    atSqrt([Infinity], [Infinity, 0, 0], `${limit}at infinity.`),
    atRsqrt([0], [Infinity, -Infinity, Infinity], `${limit}a pole.`),
    atRsqrt([-0], [Infinity, -Infinity, Infinity], `${limit}from above; there is nothing below.`),
    atRsqrt([-1], [NaN, NaN, NaN], negative),
    atCbrt([0], [0, Infinity, -Infinity], `${limit}the tangent is vertical; the curvature is that from above.`),
    atCbrt([-0], [-0, Infinity, Infinity], `${limit}the tangent is vertical; the curvature is that from below.`),
    atCbrt([-1], [-1, 1 / 3, 2 / 9], `${derivative}defined for negative numbers too.`),
    rowsOf('mul(x, sqrt(x))', (x) => mul(x, sqrt(x)))(
      [0],
      [0, NaN, NaN],
      `${composed}the product rule multiplies 0 by Infinity; write pow(x, 1.5).`,
    ),
  ];
}

function quotients(): readonly Convention[] {
  const atReciprocal = rowsOf('reciprocal(x)', reciprocal);
  const atDiv = rowsOf('div(x, y)', (x, y) => div(x, y));
  return [
    atReciprocal([0], [Infinity, -Infinity, Infinity], `${limit}a pole, from above.`),
    atReciprocal([-0], [-Infinity, -Infinity, -Infinity], `${limit}a pole, from below.`),
    atReciprocal([Infinity], [0, 0, 0], `${limit}at infinity.`),
    atDiv([1, 0], [Infinity, -Infinity, Infinity], `${limit}a pole, from above.`, 1),
    atDiv([1, -0], [-Infinity, -Infinity, -Infinity], `${limit}a pole, from below.`, 1),
    atDiv([0, 0], [NaN, NaN, NaN], `${outside}0 / 0 is no number.`, 1),
    atDiv([1, Infinity], [0, 0, 0], `${limit}at infinity.`, 1),
    rowsOf('square(x)', square)([0], [0, 0, 2], `${derivative}a parabola.`),
    rowsOf('div(x, x)', (x) => div(x, x))([0], [NaN, NaN, NaN], `${composed}0 / 0 is no number.`),
  ];
}
