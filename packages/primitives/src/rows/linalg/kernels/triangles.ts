import { dataOf, fromData, matmul } from '@wengert/tensor';

/** Which part of a square matrix is read, and how. */
export interface Triangle {
  /** The part on and below the diagonal, else that on and above it. */
  readonly lower: boolean;
  /** Whether the matrix is transposed after the triangle has been taken. */
  readonly transposed: boolean;
  /** Whether the diagonal is read as ones. */
  readonly unit: boolean;
}

/** So many rows are solved for at a time, before all of them are taken away from those to come in one matrix product. */
const block = 32;

/**
 * Solves a triangular system in place, for `k` right-hand sides at once: `x`, with `n` rows, becomes the solution.
 * A zero on the diagonal divides as JavaScript does.
 *
 * @see Golub and Van Loan, Matrix Computations (4th ed. 2013), sections 3.1.1 to 3.1.5.
 */
export function solveTriangle(t: Float64Array, n: number, triangle: Triangle, x: Float64Array, k: number): void {
  if (k === 1) {
    solveVector(t, n, triangle, x);
    return;
  }
  // From the top down, or from the bottom up.
  const down = triangle.lower !== triangle.transposed;
  for (let done = 0; done < n; done += block) {
    const size = Math.min(block, n - done);
    const start = down ? done : n - done - size;
    if (done > 0) subtractSolved(t, n, triangle.transposed, start, size, down ? 0 : start + size, done, x, k);
    solveBlock(t, n, triangle, start, size, x, k);
  }
}

/** Takes `T[rows, solved] x[solved]` away from the rows of a block. */
function subtractSolved(
  t: Float64Array,
  n: number,
  transposed: boolean,
  start: number,
  size: number,
  solved: number,
  count: number,
  x: Float64Array,
  k: number,
): void {
  const panel = new Float64Array(size * count);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < count; j++) {
      panel[i * count + j] = transposed ? t[(solved + j) * n + start + i]! : t[(start + i) * n + solved + j]!;
    }
  }
  const known = fromData(x.subarray(solved * k, (solved + count) * k), [count, k]);
  const product = dataOf(matmul('triangularSolve', fromData(panel, [size, count]), known));
  for (let place = 0; place < product.length; place++) x[start * k + place]! -= product[place]!;
}

function solveBlock(
  t: Float64Array,
  n: number,
  { lower, transposed, unit }: Triangle,
  start: number,
  size: number,
  x: Float64Array,
  k: number,
): void {
  const down = lower !== transposed;
  for (let step = 0; step < size; step++) {
    const i = down ? start + step : start + size - 1 - step;
    for (let back = 0; back < step; back++) {
      const j = down ? start + back : start + size - 1 - back;
      const factor = transposed ? t[j * n + i]! : t[i * n + j]!;
      for (let c = 0; c < k; c++) x[i * k + c]! -= factor * x[j * k + c]!;
    }
    if (unit) continue;
    const pivot = t[i * n + i]!;
    for (let c = 0; c < k; c++) x[i * k + c]! /= pivot;
  }
}

/** One right-hand side, with the rows of the matrix read in the order of memory. */
function solveVector(t: Float64Array, n: number, { lower, transposed, unit }: Triangle, x: Float64Array): void {
  const down = lower !== transposed;
  for (let step = 0; step < n; step++) {
    const i = down ? step : n - 1 - step;
    const [from, to] = lower ? [0, i] : [i + 1, n];
    if (transposed) {
      if (!unit) x[i]! /= t[i * n + i]!;
      const known = x[i]!;
      for (let j = from; j < to; j++) x[j]! -= t[i * n + j]! * known;
    } else {
      let rest = x[i]!;
      for (let j = from; j < to; j++) rest -= t[i * n + j]! * x[j]!;
      x[i] = unit ? rest : rest / t[i * n + i]!;
    }
  }
}
