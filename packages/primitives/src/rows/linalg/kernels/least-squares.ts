import { dataOf, fromData, matmul } from '@wengert/tensor';
import { householder } from './qr.js';
import { singularValues } from './spectral.js';
import { solveTriangle } from './triangles.js';

/** Writes the Moore-Penrose inverse (n x m) of an m x n matrix to `out`. */
export function pseudoInverse(a: Float64Array, m: number, n: number, out: Float64Array): void {
  const k = Math.min(m, n);
  const packed = new Float64Array(k * (m + 1 + n));
  singularValues(a, m, n, packed);
  const s = packed.subarray(m * k, (m + 1) * k);
  const vt = packed.subarray((m + 1) * k);
  const smallest = Math.max(m, n) * Number.EPSILON * (s[0] ?? 0);
  for (let l = 0; l < k; l++) {
    // NaN is no small number, and stays.
    if (s[l]! <= smallest) continue;
    for (let i = 0; i < n; i++) {
      const factor = vt[l * n + i]! / s[l]!;
      for (let j = 0; j < m; j++) out[i * m + j]! += factor * packed[j * k + l]!;
    }
  }
}

/** For a matrix, what solves its least-squares problems for `k` right-hand sides. */
export type LeastSquares = (b: Float64Array, k: number, out: Float64Array) => void;

/**
 * The least-squares problems of an m x n matrix: by its QR decomposition, or that of its transpose, where the rank is
 * full, and else by the Moore-Penrose inverse.
 *
 * @see Golub and Van Loan, Matrix Computations (4th ed. 2013), sections 5.3.3 and 5.6.2.
 */
export function leastSquares(a: Float64Array, m: number, n: number): LeastSquares {
  const tall = m >= n;
  const [long, short] = tall ? [m, n] : [n, m];
  const q = new Float64Array(long * short);
  const r = new Float64Array(short * short);
  householder(tall ? a : transpose(a, m, n), long, short, q, r);
  if (!hasFullRank(r, short, long)) {
    const inverse = new Float64Array(n * m);
    pseudoInverse(a, m, n, inverse);
    return (b, k, out) => out.set(multiply(inverse, n, m, b, k));
  }
  const triangle = { lower: false, transposed: !tall, unit: false };
  if (tall) {
    const projection = transpose(q, m, n);
    return (b, k, out) => {
      out.set(multiply(projection, n, m, b, k));
      solveTriangle(r, n, triangle, out, k);
    };
  }
  return (b, k, out) => {
    const coordinates = b.slice();
    solveTriangle(r, m, triangle, coordinates, k);
    out.set(multiply(q, n, m, coordinates, k));
  };
}

function hasFullRank(r: Float64Array, n: number, size: number): boolean {
  let [smallest, greatest] = [Infinity, 0];
  for (let i = 0; i < n; i++) {
    smallest = Math.min(smallest, r[i * (n + 1)]!);
    greatest = Math.max(greatest, r[i * (n + 1)]!);
  }
  return n === 0 || !(smallest <= 4 * size * Number.EPSILON * greatest);
}

function multiply(x: Float64Array, m: number, k: number, y: Float64Array, n: number): Float64Array {
  return dataOf(matmul('lstsq', fromData(x, [m, k]), fromData(y, [k, n])));
}

function transpose(x: Float64Array, m: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = x[i * n + j]!;
  return out;
}
