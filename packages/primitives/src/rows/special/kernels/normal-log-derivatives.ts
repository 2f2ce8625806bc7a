import { millsRatio } from './mills-ratio.js';
import { normalDensity, normalDistribution } from './normal.js';
import { isOrder } from './order.js';

/**
 * The derivative of that order, at least 1, of the logarithm of the normal distribution function. No one formula is
 * precise everywhere; these three are where they are used.
 */
export function logNormalDistributionDerivative(order: number, x: number): number {
  if (!isOrder(order, 1)) return NaN;
  if (order === 1) return x < 0 ? 1 / millsRatio(-x) : normalDensity(0, x) / normalDistribution(x);
  if (Math.abs(x) <= farthest && order <= 6) return derivativeNearZero(order, x);
  return x < -0.5 ? lowerTailDerivative(order, -x) : upperTailDerivative(order, x);
}

/**
 * The Taylor coefficients at 0 of the first derivative, computed from the definition with 100 digits. The series
 * converges up to the zeros of Φ that are nearest, at a distance of 3.4 (DLMF 7.13.2).
 */
const taylorCoefficients: readonly number[] = [
  0.79788456080286535588, -0.63661977236758134308, 0.10900680707249508035, 0.019128447009036476275,
  -0.00018490368594240920787, -0.0012721544486804744175, -0.00036512001287834392635, -0.000012934517756456916188,
  0.000025662013471268372521, 9.3056390789070481885e-6, 8.4800318855233714013e-7, -5.1488941452112019624e-7,
  -2.4090947338855175286e-7, -3.4912720699072189024e-8, 9.2132615282900110583e-9, 6.0359990890266564978e-9,
  1.1962273029209534651e-9, -1.2531094779880882784e-10, -1.4439414472723598103e-10, -3.6858605661052273025e-11,
  2.7548696506130452577e-13, 3.267413979765730883e-12, 1.05513783940018189e-12, 6.6821674200400440784e-14,
  -6.8871497230288439897e-14, -2.8503376633434165802e-14, -3.4774079364725584316e-15, 1.3081798084634392553e-15,
  7.3173908457484084052e-16, 1.2891558128958052301e-16, -2.0490122328969116155e-17, -1.7877759732380305444e-17,
  -4.1383555000689484626e-18, 1.7407105714092942541e-19, 4.1415529186154495515e-19, 1.2177679212947229031e-19,
  4.5239225849267038645e-21, -9.0013109706133824489e-21, -3.3626753746700479021e-21, -3.3477806797722855711e-22,
  1.7924939144021406826e-22, 8.8051995789498793639e-23, 1.3631439141608129266e-23, -3.0868639397210801698e-24,
  -2.1943000612280880919e-24, -4.5864855415471067535e-25, 3.7642931866681407747e-26, 5.1960762127064812276e-26,
  1.3916326296395014307e-26, 1.1775897533583852693e-28, -1.1604921709077608574e-27, -3.9341399610039292626e-28,
  -2.9911748882359965867e-29, 2.4027845593677477422e-29, 1.0513406132063803065e-29, 1.401316277126990387e-30,
  -4.4330186307732749961e-31, -2.6717808087897319279e-31, -5.0032284255716227308e-32, 6.5031391887856612142e-33,
  6.4597804064234204574e-33, 1.5729359996858854152e-33,
];

/** Up to there the series serves for the derivatives up to the sixth; half of its terms will do up to 0.5. */
const farthest = 1.3;

/** By the series: in the middle, where higher derivatives have zeros, the terms of the other two formulas cancel in part. */
function derivativeNearZero(order: number, x: number): number {
  const count = Math.abs(x) <= 0.5 ? taylorCoefficients.length / 2 : taylorCoefficients.length;
  let sum = 0;
  for (let k = count - 1; k >= order - 1; k--) {
    let term = taylorCoefficients[k]!;
    for (let j = 0; j < order - 1; j++) term *= k - j;
    sum = sum * x + term;
  }
  return sum;
}

/**
 * With `t = -x`, log Φ(x) is `-t ** 2 / 2` and the logarithm of Mills' ratio, the integral over `s > 0` of
 * `exp(-t s - s ** 2 / 2)`. The latter generates the cumulants of that density in `s`, which are all positive and come
 * from its moments with little cancellation, however large `t` is; formulas in the density over Φ cancel to nothing.
 */
function lowerTailDerivative(order: number, t: number): number {
  const moments = tailMoments(order, t);
  const cumulants: number[] = [0];
  for (let n = 1; n <= order; n++) {
    let cumulant = moments[n]!;
    let binomial = 1;
    for (let m = 1; m < n; m++) {
      cumulant -= binomial * cumulants[m]! * moments[n - m]!;
      binomial *= (n - m) / m;
    }
    cumulants.push(cumulant);
  }
  const cumulant = cumulants[order]!;
  // The second derivative of -t² / 2 is -1.
  return order === 2 ? cumulant - 1 : cumulant;
}

/**
 * The moments up to `count` of the density proportional to `exp(-t s - s ** 2 / 2)` on `s > 0`. Integration by parts
 * gives `m[k + 1] = k m[k - 1] - t m[k]`, so that the ratio of each to the one before is a continued fraction of positive
 * terms: that of DLMF 7.9.1, in another variable.
 */
function tailMoments(count: number, t: number): number[] {
  // Found by trial for full precision.
  const last = count + Math.ceil(240 / (t * t) + 60 / t + 10);
  // Where the fraction is cut off, the ratios change slowly, so that one stands for the next.
  let ratio = (2 * last) / (t + Math.sqrt(t * t + 4 * last));
  const ratios: number[] = [];
  for (let k = last - 1; k >= 1; k--) {
    ratio = k / (t + ratio);
    if (k <= count) ratios.push(ratio);
  }
  const moments = [1];
  for (let k = 1; k <= count; k++) moments.push(moments[k - 1]! * ratios[count - k]!);
  return moments;
}

/** From the derivatives of both sides of `(log Φ)' Φ = φ`, by the Leibniz rule. */
function upperTailDerivative(order: number, x: number): number {
  const distribution = normalDistribution(x);
  const densities: number[] = [];
  const derivatives: number[] = [];
  for (let n = 0; n < order; n++) {
    let derivative = normalDensity(n, x) / distribution;
    densities.push(derivative);
    let binomial = 1;
    for (let k = 0; k < n; k++) {
      derivative -= binomial * derivatives[k]! * densities[n - k - 1]!;
      binomial *= (n - k) / (k + 1);
    }
    derivatives.push(derivative);
  }
  return derivatives[order - 1]!;
}
