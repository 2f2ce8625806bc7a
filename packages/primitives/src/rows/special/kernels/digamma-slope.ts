import { bernoulliNumbers } from './bernoulli.js';

/** From where on the terms of the sum are summed up by the formula of Euler and Maclaurin with 12 Bernoulli numbers. */
const far = 12;

/** Up to that step, the sum goes so far by terms that the step is at most half of where it stands. */
const shortStep = 20;

/** So many terms one by one are few enough. */
const mostTerms = 1e6;

/**
 * The derivative, `j` times along `a` and `k` times along `h`, of `(ψ(a + h) - ψ(a)) / h`, the slope of a secant of digamma.
 * It is the sum over `z = a, a + 1, …` of `1 / (z (z + h))` (DLMF 5.7.6), whose derivatives have terms of one sign each.
 * NaN for arguments far below 0.
 */
export function digammaSlope(a: number, h: number, j: number, k: number): number {
  const start = Math.max(far, far - h, Math.abs(h) <= shortStep ? 2 * Math.abs(h) : -2 * h);
  const terms = Math.max(0, Math.ceil(start - a));
  if (!(terms <= mostTerms)) return NaN;
  const end = a + terms;
  // The rest, by DLMF 2.10.1, from its small terms to the large.
  let sum = 0;
  for (let m = bernoulliNumbers.length; m >= 1; m--) {
    sum -= (bernoulliNumbers[m - 1]! / factorial(2 * m)) * term(end, h, j + 2 * m - 1, k);
  }
  sum += term(end, h, j, k) / 2;
  sum += j === 0 ? tail(end, h, k) : -term(end, h, j - 1, k);
  for (let n = terms - 1; n >= 0; n--) sum += term(a + n, h, j, k);
  return sum;
}

/** The derivative of `1 / (z (z + h))`, `j` times along `z` and `k` times along `h`. */
function term(z: number, h: number, j: number, k: number): number {
  const ratio = z / (z + h);
  let sum = 0;
  for (let q = j; q >= 0; q--) sum = sum * ratio + risingFactorial(q + 1, k);
  const sign = (j + k) % 2 === 0 ? 1 : -1;
  return (sign * factorial(j) * sum) / (z ** (j + 1) * (z + h) ** (k + 1));
}

/** The derivative, `k` times along `h`, of the integral of `1 / (z (z + h))` from `z` on, which is `log(1 + h / z) / h`. */
function tail(z: number, h: number, k: number): number {
  const u = h / z;
  return (u <= 0.5 ? bySeries(u, k) : byRecurrence(u, k)) / z ** (k + 1);
}

/** The derivative of that order of `log(1 + u) / u`, for small `u`: DLMF 4.6.1. */
function bySeries(u: number, k: number): number {
  let sum = 0;
  for (let m = 60; m >= 0; m--) sum = risingFactorial(m + 1, k) / (m + k + 1) - sum * u;
  return k % 2 === 0 ? sum : -sum;
}

/** The derivative of that order of `log(1 + u) / u`: by the product rule for `u` times that. */
function byRecurrence(u: number, k: number): number {
  let derivative = Math.log1p(u) / u;
  for (let m = 1; m <= k; m++) {
    const ofReciprocal = ((m % 2 === 0 ? -1 : 1) * factorial(m - 1)) / (1 + u) ** m;
    derivative = (ofReciprocal - m * derivative) / u;
  }
  return derivative;
}

function factorial(n: number): number {
  return risingFactorial(1, n);
}

/** `x (x + 1) … (x + n - 1)` */
function risingFactorial(x: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= x + i;
  return product;
}
