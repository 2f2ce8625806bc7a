import { EVD, Matrix, SVD } from 'ml-matrix';
import { allFinite } from './stacks.js';

/**
 * The eigenvalues of a symmetric matrix, ascending, to the first row of `out`, and below them the matrix whose columns
 * are the eigenvectors. NaN everywhere when an element is not finite.
 */
export function symmetricEigen(a: Float64Array, n: number, out: Float64Array): void {
  if (!allFinite(a)) {
    out.fill(NaN);
    return;
  }
  if (n === 0) return;
  const decomposition = new EVD(matrixOf(a, n, n), { assumeSymmetric: true });
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = decomposition;
  const order = values.map((_, k) => k).sort((i, j) => values[i]! - values[j]!);
  order.forEach((from, to) => {
    out[to] = values[from]!;
    const column = Float64Array.from({ length: n }, (_, i) => vectors.get(i, from));
    const sign = signOf(column);
    for (let i = 0; i < n; i++) out[(i + 1) * n + to] = sign * column[i]!;
  });
}

/**
 * The thin singular value decomposition: `u` (m x k), then the k singular values, descending, then `vt` (k x n), one
 * after the other in `out`. NaN everywhere when an element is not finite.
 */
export function singularValues(a: Float64Array, m: number, n: number, out: Float64Array): void {
  if (!allFinite(a)) {
    out.fill(NaN);
    return;
  }
  const k = Math.min(m, n);
  if (k === 0) return;
  const decomposition = new SVD(matrixOf(a, m, n), { autoTranspose: true });
  const { diagonal, leftSingularVectors: left, rightSingularVectors: right } = decomposition;
  for (let j = 0; j < k; j++) {
    out[m * k + j] = diagonal[j]!;
    const column = Float64Array.from({ length: m }, (_, i) => left.get(i, j));
    const sign = signOf(column);
    for (let i = 0; i < m; i++) out[i * k + j] = sign * column[i]!;
    for (let i = 0; i < n; i++) out[(m + 1) * k + j * n + i] = sign * right.get(i, j);
  }
}

function matrixOf(a: Float64Array, m: number, n: number): Matrix {
  return new Matrix(Array.from({ length: m }, (_, i) => Array.from(a.subarray(i * n, (i + 1) * n))));
}

/**
 * The sign that makes the greatest component of a vector positive: the first of those of nearly the same magnitude, so
 * that the sign does not hang on rounding errors where several are equally great.
 */
function signOf(vector: Float64Array): number {
  let greatest = 0;
  for (const component of vector) greatest = Math.max(greatest, Math.abs(component));
  return (vector.find((component) => Math.abs(component) >= 0.8 * greatest) ?? 1) < 0 ? -1 : 1;
}
