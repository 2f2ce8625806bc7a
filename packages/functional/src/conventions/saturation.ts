import { cosh, exp, expm1, logaddexp, logSigmoid, sigmoid, silu, sin, sinh, softplus, tanh } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { derivative, limit, outside } from './reasons.js';

/** Exponentials where they overflow, and functions made of them where they level out. */
export function saturation(): readonly Convention[] {
  return [...exponentials(), ...sigmoids(), ...logarithmsOfSums()];
}

function exponentials(): readonly Convention[] {
  const atExp = rowsOf('exp(x)', exp);
  const atExpm1 = rowsOf('expm1(x)', expm1);
  const overflow = `${limit}beyond the largest number.`;
  const underflow = `${limit}below the smallest number.`;
  return [
    atExp([1000], [Infinity, Infinity, Infinity], overflow),
    atExp([-1000], [0, 0, 0], underflow),
    atExp([-Infinity], [0, 0, 0], underflow),
    atExpm1([1000], [Infinity, Infinity, Infinity], overflow),
    atExpm1([-1000], [-1, 0, 0], underflow),
    atExpm1([1e-20], [1e-20, 1, 1], `${derivative}no digit is lost to exp(x) - 1.`),
    rowsOf('sinh(x)', sinh)([-1000], [-Infinity, Infinity, -Infinity], overflow),
    rowsOf('cosh(x)', cosh)([-1000], [Infinity, -Infinity, Infinity], overflow),
    rowsOf('sin(x)', sin)([Infinity], [NaN, NaN, NaN], `${outside}no limit at infinity.`),
  ];
}

function sigmoids(): readonly Convention[] {
  const level = `${derivative}level, to the last digit.`;
  const atTanh = rowsOf('tanh(x)', tanh);
  const atSigmoid = rowsOf('sigmoid(x)', sigmoid);
  return [
    atTanh([1000], [1, 0, 0], level),
    atTanh([-1000], [-1, 0, 0], level),
    atTanh([Infinity], [1, 0, 0], level),
    atTanh(
      [-300],
      [-1, 4 * Math.exp(-600), 8 * Math.exp(-600)],
      `${derivative}the slope is representable, and so not 0.`,
    ),
    atSigmoid([1000], [1, 0, 0], level),
    atSigmoid([-1000], [0, 0, 0], level),
    atSigmoid([-Infinity], [0, 0, 0], level),
    atSigmoid(
      [-700],
      [Math.exp(-700), Math.exp(-700), Math.exp(-700)],
      `${derivative}the slope is representable, and so not 0.`,
    ),
  ];
}

function logarithmsOfSums(): readonly Convention[] {
  const atSoftplus = rowsOf('softplus(x)', softplus);
  const atLogSigmoid = rowsOf('logSigmoid(x)', logSigmoid);
  const atLogaddexp = rowsOf('logaddexp(x, y)', logaddexp);
  const atSilu = rowsOf('silu(x)', silu);
  const line = `${derivative}a straight line, to the last digit; exp(x) does not overflow on the way.`;
  const level = `${derivative}level, to the last digit.`;
  return [
    atSoftplus([1000], [1000, 1, 0], line),
    atSoftplus([Infinity], [Infinity, 1, 0], line),
    atSoftplus([-1000], [0, 0, 0], level),
    atSoftplus([0], [Math.LN2, 0.5, 0.25], `${derivative}sigmoid(x).`),
    atLogSigmoid([-1000], [-1000, 1, 0], line),
    atLogSigmoid([1000], [0, 0, 0], level),
    atSilu([1000], [1000, 1, 0], line),
    atSilu([-1000], [-0, 0, 0], level),
    atSilu([Infinity], [Infinity, 1, 0], line),
    atSilu([-Infinity], [-0, 0, 0], level),
    ...[0, 1].flatMap((argument) => [
      atLogaddexp(
        [1000, 1000],
        [1000 + Math.LN2, 0.5, 0.25],
        `${derivative}exp(x) does not overflow on the way.`,
        argument,
      ),
      atLogaddexp(
        [-Infinity, -Infinity],
        [-Infinity, 0.5, 0.25],
        `${limit}where the two keep their distance.`,
        argument,
      ),
      atLogaddexp([Infinity, Infinity], [Infinity, 0.5, 0.25], `${limit}where the two keep their distance.`, argument),
    ]),
    atLogaddexp([0, -Infinity], [0, 1, 0], `${limit}exp(y) is 0.`),
    atLogaddexp([0, -Infinity], [0, 0, 0], `${limit}exp(y) is 0.`, 1),
  ];
}
