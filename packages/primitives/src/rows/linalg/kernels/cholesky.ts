/**
 * Writes the lower triangle `L` with `L Lᵀ = a` to `out`, reading the lower triangle of `a`. NaN stays NaN.
 *
 * @returns whether `a` is positive definite.
 *
 * @see Golub and Van Loan, Matrix Computations (4th ed. 2013), section 4.2.
 */
export function choleskyFactor(a: Float64Array, n: number, out: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      out[i * n + j] = (a[i * n + j]! - rowProduct(out, i * n, j * n, j)) / out[j * n + j]!;
    }
    const square = a[i * n + i]! - rowProduct(out, i * n, i * n, i);
    if (square <= 0) return false;
    out[i * n + i] = Math.sqrt(square);
  }
  return true;
}

/** The sum of the products of the first `count` elements of two rows; four sums run side by side. */
function rowProduct(x: Float64Array, one: number, other: number, count: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s0 += x[one + k]! * x[other + k]!;
    s1 += x[one + k + 1]! * x[other + k + 1]!;
    s2 += x[one + k + 2]! * x[other + k + 2]!;
    s3 += x[one + k + 3]! * x[other + k + 3]!;
  }
  for (; k < count; k++) s0 += x[one + k]! * x[other + k]!;
  return s0 + s1 + (s2 + s3);
}

/**
 * Writes the cotangent of the matrix, which is symmetric, to `out`, given its factor and the lower triangle of the
 * cotangent of that: the steps of the factorisation in reverse order.
 *
 * @see Murray, Differentiation of the Cholesky decomposition (2016), section 3.1; Smith, Differentiation of the Cholesky
 * algorithm, J. Comput. Graph. Stat. 4 (1995).
 */
export function choleskyAdjoint(l: Float64Array, cotangent: Float64Array, n: number, out: Float64Array): void {
  const rest = cotangent.slice();
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const diagonal = rest[row + i]! / l[row + i]!;
    out[row + i] = diagonal / 2;
    for (let k = 0; k < i; k++) rest[row + k]! -= diagonal * l[row + k]!;
    for (let j = i - 1; j >= 0; j--) {
      const other = j * n;
      const pulled = rest[row + j]! / l[other + j]!;
      rest[other + j]! -= pulled * l[row + j]!;
      for (let k = 0; k < j; k++) {
        rest[row + k]! -= pulled * l[other + k]!;
        rest[other + k]! -= pulled * l[row + k]!;
      }
      out[row + j] = pulled / 2;
      out[other + i] = pulled / 2;
    }
  }
}
