import {
  besselj0,
  besselj1,
  beta,
  digamma,
  erf,
  erfc,
  gamma,
  gelu,
  lbeta,
  lgamma,
  normCdf,
  normLogCdf,
  normPdf,
} from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { derivative, limit, outside } from './reasons.js';

/** Special functions at their poles, at infinity and in their tails. */
export function specialFunctions(): readonly Convention[] {
  return [...gammaFunctions(), ...normalFunctions(), ...besselFunctions()];
}

function gammaFunctions(): readonly Convention[] {
  const atGamma = rowsOf('gamma(x)', gamma);
  const atLgamma = rowsOf('lgamma(x)', lgamma);
  const atDigamma = rowsOf('digamma(x)', digamma);
  const bothSides = `${outside}the two sides of the pole have opposite signs.`;
  return [
    atGamma([0], [Infinity, -Infinity, Infinity], `${limit}a pole, from above.`),
    atGamma([-0], [-Infinity, -Infinity, -Infinity], `${limit}a pole, from below.`),
    atGamma([-1], [NaN, NaN, NaN], bothSides),
    atGamma([200], [Infinity, Infinity, Infinity], `${limit}beyond the largest number.`),
    atLgamma([0], [Infinity, -Infinity, Infinity], `${limit}a pole, from above.`),
    atLgamma([-1], [Infinity, NaN], bothSides),
    atLgamma([Infinity], [Infinity, Infinity, 0], `${limit}at infinity.`),
    atDigamma([0], [-Infinity, Infinity, -Infinity], `${limit}a pole, from above.`),
    atDigamma([Infinity], [Infinity, 0, 0], `${limit}at infinity.`),
    rowsOf('beta(x, y)', beta)([0, 1], [Infinity, -Infinity, Infinity], `${limit}as 1 / x.`),
    rowsOf('lbeta(x, y)', lbeta)([0, 1], [Infinity, -Infinity, Infinity], `${limit}as -log(x).`),
  ];
}

function normalFunctions(): readonly Convention[] {
  const level = `${derivative}level, to the last digit.`;
  const atErf = rowsOf('erf(x)', erf);
  const atLogCdf = rowsOf('normLogCdf(x)', normLogCdf);
  const atGelu = rowsOf('gelu(x)', gelu);
  return [
    atErf([0], [0, 2 / Math.sqrt(Math.PI), 0], `${derivative}the greatest slope.`),
    atErf([Infinity], [1, 0, 0], level),
    atErf([-1000], [-1, 0, 0], level),
    rowsOf('erfc(x)', erfc)([Infinity], [0, 0, 0], level),
    rowsOf('normPdf(x)', normPdf)([-Infinity], [0, 0, 0], level),
    rowsOf('normCdf(x)', normCdf)([-Infinity], [0, 0, 0], level),
    atLogCdf([Infinity], [0, 0, 0], level),
    atLogCdf([-Infinity], [-Infinity, Infinity, -1], `${limit}as -square(x) / 2.`),
    atGelu([1000], [1000, 1, 0], `${derivative}a straight line, to the last digit.`),
    atGelu([-1000], [-0, 0, 0], level),
    atGelu([-Infinity], [-0, 0, 0], level),
  ];
}

function besselFunctions(): readonly Convention[] {
  return [
    rowsOf('besselj0(x)', besselj0)([0], [1, 0, -0.5], `${derivative}no quotient by x on the way.`),
    rowsOf('besselj1(x)', besselj1)([0], [0, 0.5, 0], `${derivative}no quotient by x on the way.`),
  ];
}
