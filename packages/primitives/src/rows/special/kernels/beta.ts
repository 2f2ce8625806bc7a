import { gamma, stirlingRemainder } from './gamma.js';
import { logBetaNearOne } from './log-beta-near-one.js';
import { logGamma } from './log-gamma.js';
import { polygamma } from './polygamma.js';

/** The largest number whose gamma function does not overflow, less some room. */
const gammaLimit = 170;

/** The beta function, Γ(a) Γ(b) / Γ(a + b). */
export function beta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (small === 0 && large < Infinity) return 1 / small;
  if (small < 0 && (small < -gammaLimit || large > gammaLimit)) return byRecurrence(small, large);
  if (!(small > 0) || small + large < gammaLimit) return betaOfGammas(small, large);
  if (large === Infinity) return 0;
  const total = small + large;
  if (small < 10) return gamma(small) * total ** -small * Math.exp(logGammaDrop(small, large));
  const power = (small / total) ** (small - 0.5);
  return (
    power * Math.exp(large * Math.log1p(-small / total) + remainders(small, large)) * Math.sqrt((2 * Math.PI) / large)
  );
}

/** So many steps of the recurrence are few enough. */
const mostSteps = 1e6;

/** Where gamma overflows or underflows: `B(a, b) = B(a + 1, b) (a + b) / a`, up to where the first argument is positive. */
function byRecurrence(negative: number, other: number): number {
  if (Number.isInteger(negative) || !(negative > -mostSteps && other < Infinity)) return NaN;
  let ratio = 1;
  let a = negative;
  for (; a < 0; a++) ratio *= (a + other) / a;
  return beta(a, other) * ratio;
}

/** Γ(1 + a) Γ(1 + b) / Γ(1 + a + b), for finite arguments. */
export function betaWithoutPoles(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  // Beta of such an argument may overflow, but the logarithm of the result is in proportion to it.
  if (Math.abs(small) < 1e-290) return 1;
  const total = small + large;
  return total === 0 ? gamma(1 + small) * gamma(1 + large) : beta(a, b) * small * (large / total);
}

/** The logarithm of the absolute value of the beta function. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (small === 0 && large < Infinity) return Infinity;
  if (!(small > 0)) return logGamma(small) + logGamma(large) - logGamma(small + large);
  if (large === Infinity) return -Infinity;
  const total = small + large;
  const byStirling = total < gammaLimit ? small < 3 && large >= 10 : small < 10;
  if (byStirling) return logGamma(small) - small * Math.log(total) + logGammaDrop(small, large);
  if (total < gammaLimit) {
    const value = betaOfGammas(small, large);
    if (value === Infinity) return logGamma(small);
    const logarithm = Math.log(value);
    return Math.abs(logarithm) < 1 ? logBetaNearOne(small, large) : logarithm;
  }
  return (
    (small - 0.5) * Math.log(small / total) +
    large * Math.log1p(-small / total) +
    0.5 * Math.log((2 * Math.PI) / large) +
    remainders(small, large)
  );
}

/** By the definition; gamma at a sum that was rounded is corrected to first order for what rounding took. */
function betaOfGammas(small: number, large: number): number {
  const total = small + large;
  // The reciprocal of gamma is 0 at a pole.
  if (total <= 0 && Number.isInteger(total) && !Number.isInteger(small)) return 0;
  const lost = small - (total - large);
  const ratio = gamma(large) / gamma(total);
  return (lost === 0 ? ratio : ratio * (1 - lost * polygamma(0, total))) * gamma(small);
}

/** `log(Γ(large) / Γ(small + large)) + small * log(small + large)` by Stirling's formula, for a large `large`. */
function logGammaDrop(small: number, large: number): number {
  const total = small + large;
  return small + (large - 0.5) * Math.log1p(-small / total) + stirlingRemainder(large) - stirlingRemainder(total);
}

function remainders(small: number, large: number): number {
  return stirlingRemainder(small) + stirlingRemainder(large) - stirlingRemainder(small + large);
}
