import { shapeOf, type Plain } from '../tensor.js';
import { map1, map2 } from './elementwise.js';
import { reshape } from './layout.js';
import { loops1, loops2 } from './loops.js';
import { maxAlong, sumAlong } from './reduce.js';

/**
 * Squares overflow and vanish long before their roots do. Where a sum of squares leaves the range between `least` and
 * `most`, the numbers are first divided by a power of two near the greatest of them. That is exact, so it makes no
 * difference to the other sums that they are scaled along.
 *
 * Blue, A portable Fortran program to find the Euclidean norm of a vector, ACM TOMS 4 (1978).
 */
const least = 2 ** -960;
const most = 2 ** 1020;

const absolute = /* @__PURE__ */ loops1(Math.abs);
const square = /* @__PURE__ */ loops1((x) => x * x);
const powerNear = /* @__PURE__ */ loops1(powerOfTwoNear);
const divide = /* @__PURE__ */ loops2((x, y) => x / y);
const root = /* @__PURE__ */ loops1(Math.sqrt);
const multiply = /* @__PURE__ */ loops2((x, y) => x * y);

/**
 * The sums of squares over the axes, divided by `count`.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 *
 * @example
 * meanSquareAlong(tensor([3, 4]), [0], false, 2); // 12.5
 */
export function meanSquareAlong(x: Plain, axes: readonly number[], keepDims: boolean, count: number): Plain {
  const { sums, scales } = squaresAlong(x, axes);
  const means = map2('meanSquare', divide, sums, count);
  const scaledBack =
    scales === undefined ? means : map2('meanSquare', multiply, map2('meanSquare', multiply, means, scales), scales);
  return keepDims ? scaledBack : without(axes, scaledBack);
}

/**
 * The square roots of the sums of squares over the axes, divided by `count`: the Euclidean norm when that is 1.
 * They neither overflow nor underflow where the squares would.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 *
 * @example
 * rootMeanSquareAlong(tensor([3e180, 4e180]), [0], false, 1); // 5e+180
 */
export function rootMeanSquareAlong(x: Plain, axes: readonly number[], keepDims: boolean, count: number): Plain {
  const { sums, scales } = squaresAlong(x, axes);
  const roots = map1(root, map2('rootMeanSquare', divide, sums, count));
  const scaledBack = scales === undefined ? roots : map2('rootMeanSquare', multiply, roots, scales);
  return keepDims ? scaledBack : without(axes, scaledBack);
}

/** The sums of the squares of `x / scales`, with the axes kept. */
function squaresAlong(x: Plain, axes: readonly number[]): { sums: Plain; scales: Plain | undefined } {
  const sums = sumAlong(map1(square, x), axes, true);
  if (typeof x !== 'number' && x.data.length === 0) return { sums, scales: undefined };
  if (typeof sums === 'number' ? isSafe(sums) : sums.data.every(isSafe)) return { sums, scales: undefined };
  const scales = map1(powerNear, maxAlong('max', map1(absolute, x), axes, true));
  const scaled = map2('squares', divide, x, scales);
  return { sums: sumAlong(map1(square, scaled), axes, true), scales };
}

function isSafe(sum: number): boolean {
  return sum >= least && sum <= most;
}

/** A power of two whose quotient with `x` is neither large nor small; 1 for 0, infinities and NaN. */
function powerOfTwoNear(x: number): number {
  if (!(x > 0 && x < Infinity)) return 1;
  // Beyond these limits the power or its reciprocal would not be a normal number.
  return 2 ** Math.min(Math.max(Math.floor(Math.log2(x)), -1022), 1022);
}

function without(axes: readonly number[], x: Plain): Plain {
  return reshape(
    x,
    shapeOf(x).filter((_, axis) => !axes.includes(axis)),
  );
}
