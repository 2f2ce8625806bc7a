import { dataOf, fromData, matmul } from '@wengert/tensor';
import { factorize, solveFactorized } from './lu.js';
import { allFinite } from './stacks.js';

/** The coefficients of the [13/13] Padé approximant of the exponential, and the norm up to which it is exact to rounding. */
const coefficients = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
  670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
] as const;
const largestNorm = 5.371920351148152;

/**
 * Writes the exponential of a square matrix to `out`: the matrix is halved until the Padé approximant is exact to
 * rounding, and the result squared as often.
 *
 * @see Higham, The scaling and squaring method for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26
 * (2005), algorithm 2.3.
 */
export function exponential(a: Float64Array, n: number, out: Float64Array): void {
  if (!allFinite(a)) {
    out.fill(NaN);
    return;
  }
  if (n === 1) {
    out[0] = Math.exp(a[0]!);
    return;
  }
  const squarings = Math.max(0, Math.ceil(Math.log2(oneNorm(a, n) / largestNorm)));
  const x = a.map((element) => element * 2 ** -squarings);
  let power = pade(x, n);
  for (let k = 0; k < squarings; k++) power = product(power, power, n);
  out.set(power);
}

function pade(x: Float64Array, n: number): Float64Array {
  const [b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13] = coefficients;
  const x2 = product(x, x, n);
  const x4 = product(x2, x2, n);
  const x6 = product(x4, x2, n);
  const combine = (c6: number, c4: number, c2: number, c0: number): Float64Array =>
    x2.map((element, k) => c6 * x6[k]! + c4 * x4[k]! + c2 * element + (k % (n + 1) === 0 ? c0 : 0));
  const odd = product(x, sum(product(x6, combine(b13, b11, b9, 0), n), combine(b7, b5, b3, b1)), n);
  const even = sum(product(x6, combine(b12, b10, b8, 0), n), combine(b6, b4, b2, b0));
  const result = new Float64Array(n * n);
  const denominator = even.map((element, k) => element - odd[k]!);
  solveFactorized(factorize(denominator, n), false, sum(even, odd), n, result);
  return result;
}

function product(x: Float64Array, y: Float64Array, n: number): Float64Array {
  return dataOf(matmul('expm', fromData(x, [n, n]), fromData(y, [n, n])));
}

function sum(x: Float64Array, y: Float64Array): Float64Array {
  return x.map((element, k) => element + y[k]!);
}

/** The greatest sum of the absolute values of a column. */
export function oneNorm(a: Float64Array, n: number): number {
  let greatest = 0;
  for (let j = 0; j < n; j++) {
    let total = 0;
    for (let i = 0; i < n; i++) total += Math.abs(a[i * n + j]!);
    greatest = Math.max(greatest, total);
  }
  return greatest;
}
