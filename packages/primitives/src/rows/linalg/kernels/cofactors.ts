import { dataOf, fromData, matmulTransposed } from '@wengert/tensor';
import { oneNorm } from './exponential.js';
import { factorize, invertFactorized, pivotsOf } from './lu.js';
import { singularValues } from './spectral.js';

/** Up to this size, determinants and cofactors are sums over permutations: exact for matrices of small integers. */
const largestExpanded = 3;

/** Below this condition number, cofactors are computed from the inverse. */
const wellConditioned = 1e4;

/** The determinant. */
export function determinant(a: Float64Array, n: number): number {
  if (n === 0) return 1;
  if (n > largestExpanded) {
    const factorization = factorize(a, n);
    return factorization.sign * balancedProduct(pivotsOf(factorization)) + 0;
  }
  const firstRow = cofactors(a, [], n).subarray(0, n);
  return firstRow.reduce((total, cofactor, j) => total + cofactor * a[j]!, 0);
}

/**
 * The derivative of order k of the matrix of cofactors in k directions; for k = 0 the cofactors themselves. It is
 * polynomial in the elements, so it exists for singular matrices of any rank.
 *
 * For a general matrix `a = u diag(s) vᵀ`, the cofactors are those of the diagonal matrix, turned: and of that, each
 * derivative is a sum of products of k elements of the directions, times singular values.
 */
export function cofactors(a: Float64Array, directions: readonly Float64Array[], n: number): Float64Array {
  const k = directions.length;
  if (k >= n) return new Float64Array(n * n);
  if (n <= largestExpanded) {
    // The matrix itself takes the rows that no direction takes, in any order.
    const rest = new Array<Float64Array>(n - 1 - k).fill(a);
    const orders = rest.reduce((count, _, i) => count * (i + 1), 1);
    return expansion([...directions, ...rest], n, () => 1).map((element) => element / orders);
  }
  return (k < 2 ? byInverse(a, directions, n) : undefined) ?? bySingularValues(a, directions, n);
}

/**
 * `det(a) a⁻ᵀ`, and its derivative `det(a) (tr(a⁻¹ h) a⁻ᵀ - (a⁻¹ h a⁻¹)ᵀ)`; nothing for ill-conditioned matrices, of
 * which these formulas lose too many digits.
 */
function byInverse(a: Float64Array, [direction]: readonly Float64Array[], n: number): Float64Array | undefined {
  const factorization = factorize(a, n);
  if (factorization.singular) return undefined;
  const inverse = invertFactorized(factorization);
  if (!(oneNorm(a, n) * oneNorm(inverse, n) < wellConditioned)) return undefined;
  const det = factorization.sign * balancedProduct(pivotsOf(factorization));
  const out = new Float64Array(n * n);
  if (direction === undefined) {
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = det * inverse[j * n + i]!;
    return out;
  }
  const relative = product(inverse, direction, n);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += relative[i * n + i]!;
  const change = product(relative, inverse, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) out[i * n + j] = det * (trace * inverse[j * n + i]! - change[j * n + i]!);
  }
  return out;
}

function bySingularValues(a: Float64Array, directions: readonly Float64Array[], n: number): Float64Array {
  const packed = new Float64Array(n * (2 * n + 1));
  singularValues(a, n, n, packed);
  const u = packed.subarray(0, n * n);
  const s = packed.subarray(n * n, n * n + n);
  const vt = packed.subarray(n * n + n);
  const turned = directions.map((direction) => product(product(u, direction, n, true), vt, n, false, true));
  const core = expansion(turned, n, (taken) => balancedProduct(s.filter((_, i) => !taken.includes(i))));
  const orientation = factorize(u, n);
  const otherOrientation = factorize(vt, n);
  const sign = Math.sign(
    pivotsOf(orientation).reduce((x, y) => x * Math.sign(y), orientation.sign) *
      pivotsOf(otherOrientation).reduce((x, y) => x * Math.sign(y), otherOrientation.sign),
  );
  return product(product(u, core, n), vt, n).map((element) => sign * element);
}

/**
 * The sum over all choices of one row for the result and one for each of the matrices, and over all ways to permute
 * these rows among the columns of the same numbers: the sign of the permutation, times the elements chosen, times a
 * weight, to the place in the result.
 *
 * @see Horn and Johnson, Matrix Analysis (2nd ed. 2013), section 0.8.12: derivatives of the determinant and adjugate.
 */
function expansion(
  matrices: readonly Float64Array[],
  n: number,
  weight: (rows: readonly number[]) => number,
): Float64Array {
  const out = new Float64Array(n * n);
  const orders = permutations(matrices.length + 1);
  const rows: number[] = [];

  function choose(): void {
    if (rows.length <= matrices.length) {
      for (let row = 0; row < n; row++) {
        if (rows.includes(row)) continue;
        rows.push(row);
        choose();
        rows.pop();
      }
      return;
    }
    const common = weight(rows);
    if (common === 0) return;
    for (const { order, sign } of orders) {
      let term = sign * common;
      for (let k = 0; k < matrices.length; k++) term *= matrices[k]![rows[k + 1]! * n + rows[order[k + 1]!]!]!;
      out[rows[0]! * n + rows[order[0]!]!]! += term;
    }
  }

  choose();
  return out;
}

/** A permutation and its sign. */
interface Permutation {
  readonly order: readonly number[];
  readonly sign: number;
}

function permutations(length: number): readonly Permutation[] {
  if (length === 0) return [{ order: [], sign: 1 }];
  // The last number goes to each place: it passes those behind it.
  return permutations(length - 1).flatMap(({ order, sign }) =>
    Array.from({ length }, (_, place) => ({
      order: order.toSpliced(place, 0, length - 1),
      sign: (length - 1 - place) % 2 === 0 ? sign : -sign,
    })),
  );
}

/** The product of the numbers, large and small ones in turn, so that it overflows or underflows only as a whole. */
function balancedProduct(numbers: Float64Array): number {
  const sorted = numbers.toSorted((x, y) => Math.abs(x) - Math.abs(y));
  let [low, high] = [0, sorted.length - 1];
  let result = 1;
  while (low <= high) result *= Math.abs(result) > 1 ? sorted[low++]! : sorted[high--]!;
  return result;
}

function product(x: Float64Array, y: Float64Array, n: number, transposeX = false, transposeY = false): Float64Array {
  return dataOf(matmulTransposed('det', fromData(x, [n, n]), fromData(y, [n, n]), transposeX, transposeY));
}
