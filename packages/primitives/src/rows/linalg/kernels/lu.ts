import { solveTriangle } from './triangles.js';

/** A square matrix with its rows reordered, as a lower triangle with a unit diagonal times an upper one. */
export interface Factorization {
  readonly n: number;
  /** Both triangles in one matrix. */
  readonly lu: Float64Array;
  /** For each row of the factors, the row of the matrix that it stands for. */
  readonly rows: Int32Array;
  /** The sign of the reordering: 1 or -1. */
  readonly sign: number;
  /** Whether a pivot is exactly 0. */
  readonly singular: boolean;
}

/**
 * Gaussian elimination with partial pivoting.
 *
 * @see Golub and Van Loan, Matrix Computations (4th ed. 2013), algorithm 3.4.1.
 */
export function factorize(a: Float64Array, n: number): Factorization {
  const lu = a.slice();
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    const p = pivotRow(lu, n, k);
    if (p !== k) {
      exchangeRows(lu, n, k, p);
      const row = rows[k]!;
      rows[k] = rows[p]!;
      rows[p] = row;
      sign = -sign;
    }
    const pivot = lu[k * n + k]!;
    if (pivot === 0) {
      singular = true;
      continue;
    }
    for (let i = k + 1; i < n; i++) {
      const factor = lu[i * n + k]! / pivot;
      lu[i * n + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) lu[i * n + j]! -= factor * lu[k * n + j]!;
    }
  }
  return { n, lu, rows, sign, singular };
}

function pivotRow(lu: Float64Array, n: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < n; i++) if (Math.abs(lu[i * n + k]!) > Math.abs(lu[best * n + k]!)) best = i;
  return best;
}

function exchangeRows(x: Float64Array, n: number, one: number, other: number): void {
  const row = x.slice(one * n, (one + 1) * n);
  x.copyWithin(one * n, other * n, (other + 1) * n);
  x.set(row, other * n);
}

/** Writes the solution for `k` right-hand sides to `out`; of the transposed system if so flagged. */
export function solveFactorized(
  { n, lu, rows }: Factorization,
  transposed: boolean,
  b: Float64Array,
  k: number,
  out: Float64Array,
): void {
  const upper = { lower: false, transposed, unit: false };
  const lower = { lower: true, transposed, unit: true };
  if (!transposed) {
    for (let i = 0; i < n; i++) out.set(b.subarray(rows[i]! * k, (rows[i]! + 1) * k), i * k);
    solveTriangle(lu, n, lower, out, k);
    solveTriangle(lu, n, upper, out, k);
    return;
  }
  const x = b.slice();
  solveTriangle(lu, n, upper, x, k);
  solveTriangle(lu, n, lower, x, k);
  for (let i = 0; i < n; i++) out.set(x.subarray(i * k, (i + 1) * k), rows[i]! * k);
}

/** The inverse, in row-major order. */
export function invertFactorized(factorization: Factorization): Float64Array {
  const { n } = factorization;
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  const out = new Float64Array(n * n);
  solveFactorized(factorization, false, identity, n, out);
  return out;
}

/** The pivots: their product, with the sign of the reordering, is the determinant. */
export function pivotsOf({ n, lu }: Factorization): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => lu[i * n + i]!);
}
