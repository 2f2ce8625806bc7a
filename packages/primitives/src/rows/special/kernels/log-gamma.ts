import stdlibGammaln from '@stdlib/math-base-special-gammaln';

/** The logarithm of the absolute value of the gamma function; infinite at its poles. */
export function logGamma(x: number): number {
  if (x === -Infinity) return Infinity;
  // Two short intervals on which the package applies a polynomial outside of its range.
  if (x > 1.19 && x < 1.24) return logGammaAboveOne(x - 1);
  if (x > 0.19 && x < 0.24) return logGammaAboveOne(x) - Math.log(x);
  return stdlibGammaln(x);
}

/** `γ - 1` with Euler's constant, and then `ζ(k) - 1` from k = 2 on: DLMF 5.2.3 and 25.6. */
const coefficients: readonly number[] = [
  -0.4227843350984671393935, 0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516,
  0.036927755143369926331, 0.017343061984449139715, 0.0083492773819228268398, 0.0040773561979443393787,
  0.0020083928260822144179, 0.00099457512781808533715, 0.0004941886041194645587, 0.00024608655330804829864,
  0.00012271334757848914675, 0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733,
  7.6371976378997622736e-6, 3.8172932649998398565e-6, 1.9082127165539389257e-6,
];

/** `log Γ(1 + z)` for small `z`: DLMF 5.7.3. */
function logGammaAboveOne(z: number): number {
  let sum = 0;
  for (let k = coefficients.length; k >= 1; k--) sum = coefficients[k - 1]! / k - sum * z;
  return -sum * z - Math.log1p(z);
}
