/**
 * The thin QR decomposition of a matrix with at least as many rows as columns, by Householder reflections. The diagonal
 * of `r` is made non-negative, which makes the decomposition unique for full column rank.
 *
 * @param q - Takes the m x n matrix with orthonormal columns.
 * @param r - Takes the n x n upper triangle.
 *
 * @see Golub and Van Loan, Matrix Computations (4th ed. 2013), sections 5.1.6 and 5.2.2.
 */
export function householder(a: Float64Array, m: number, n: number, q: Float64Array, r: Float64Array): void {
  // Column by column, so that reflections read in the order of memory.
  const columns = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) columns[j * m + i] = a[i * n + j]!;
  const weights = new Float64Array(n);
  const diagonal = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const length = norm(columns, j * m + j, m - j);
    if (length === 0) continue;
    const head = columns[j * m + j]!;
    const image = head > 0 ? -length : length;
    diagonal[j] = image;
    // v = x - image e₁, scaled so that its first element is 1.
    weights[j] = (image - head) / image;
    for (let i = j + 1; i < m; i++) columns[j * m + i]! /= head - image;
    columns[j * m + j] = 1;
    for (let c = j + 1; c < n; c++) reflect(columns, j * m + j, weights[j]!, columns, c * m + j, m - j);
  }
  const basis = new Float64Array(m * n);
  for (let c = 0; c < n; c++) {
    basis[c * m + c] = 1;
    for (let j = c; j >= 0; j--) reflect(columns, j * m + j, weights[j]!, basis, c * m + j, m - j);
  }
  for (let j = 0; j < n; j++) {
    const sign = diagonal[j]! < 0 ? -1 : 1;
    r[j * n + j] = sign * diagonal[j]!;
    for (let c = j + 1; c < n; c++) r[j * n + c] = sign * columns[c * m + j]!;
    for (let i = 0; i < m; i++) q[i * n + j] = sign * basis[j * m + i]!;
  }
}

/** Applies `I - weight v vᵀ` to a column. */
function reflect(v: Float64Array, vo: number, weight: number, x: Float64Array, xo: number, count: number): void {
  let product = 0;
  for (let i = 0; i < count; i++) product += v[vo + i]! * x[xo + i]!;
  product *= weight;
  if (product === 0) return;
  for (let i = 0; i < count; i++) x[xo + i]! -= product * v[vo + i]!;
}

/** The Euclidean norm, scaled by the greatest element so that squares neither overflow nor underflow. */
function norm(x: Float64Array, xo: number, count: number): number {
  let greatest = 0;
  for (let i = 0; i < count; i++) greatest = Math.max(greatest, Math.abs(x[xo + i]!));
  if (greatest === 0 || !Number.isFinite(greatest)) return greatest;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (x[xo + i]! / greatest) ** 2;
  return greatest * Math.sqrt(sum);
}
