import { sizeOf } from '../shape.js';
import { shapeOf, type Plain } from '../tensor.js';
import { foldInPieces, plainOf, type Accumulation, type Accumulator } from './accumulate.js';
import { map1, map2 } from './elementwise.js';
import { sumFold } from './folds.js';
import { loops1, loops2 } from './loops.js';
import { sumAlong } from './reduce.js';

/** Large enough for the sum of as many scaled numbers as fit in memory not to overflow; exact, being a power of two. */
const headroom = 2 ** 53;

const shrink = /* @__PURE__ */ loops1((x) => x / headroom);
const divide = /* @__PURE__ */ loops2((sum, count) => sum / count);
const chooseFinite = /* @__PURE__ */ loops2((mean, shrunken) => (Number.isFinite(mean) ? mean : shrunken * headroom));

/**
 * Arithmetic means over the axes. They do not overflow where the sum would. The mean of no numbers is NaN.
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 * @param keepDims - Whether the axes stay, with length 1.
 *
 * @example
 * meanAlong(tensor([[1, 2], [3, 4]]), [0], false); // [2, 3]
 */
export function meanAlong(x: Plain, axes: readonly number[], keepDims: boolean): Plain {
  const shape = shapeOf(x);
  const count = sizeOf(axes.map((axis) => shape[axis]!));
  const mean = map2('mean', divide, sumAlong(x, axes, keepDims), count);
  if (count === 0 || isFinite(mean)) return mean;
  const shrunken = map2('mean', divide, sumAlong(map1(shrink, x), axes, keepDims), count);
  return map2('mean', chooseFinite, mean, shrunken);
}

/**
 * What takes means in pieces; `undefined` where that takes long pieces.
 *
 * @example
 * const mean = accumulateMean({ shape: [3], axes: [0], target: [] });
 * mean?.take(0, Float64Array.of(1, 2, 6), 0);
 * mean?.finish(); // 3
 */
export function accumulateMean(accumulation: Accumulation): Accumulator | undefined {
  const { shape, axes, target } = accumulation;
  const sums = foldInPieces(sumFold, accumulation);
  if (sums === undefined) return undefined;
  const count = sizeOf(axes.map((axis) => shape[axis]!));
  /** The means by the first way, while the pieces come once more. */
  let first: Float64Array | undefined;
  const shrunken = new Float64Array(sums.longest);
  return {
    ends: sums.ends,
    take(piece, x, start) {
      if (first === undefined) {
        sums.take(piece, x, start);
        return;
      }
      for (let i = 0; i < shrunken.length; i++) shrunken[i] = x[start + i]! / headroom;
      sums.take(piece, shrunken, 0);
    },
    finish() {
      const means = sums.finish();
      for (let i = 0; i < means.length; i++) means[i] = means[i]! / count;
      if (first === undefined) {
        if (means.every(Number.isFinite)) return plainOf(means, target);
        first = means.slice();
        return undefined;
      }
      for (let i = 0; i < means.length; i++) means[i] = chooseFinite.apply(first[i]!, means[i]!);
      first = undefined;
      return plainOf(means, target);
    },
  };
}

function isFinite(x: Plain): boolean {
  return typeof x === 'number' ? Number.isFinite(x) : x.data.every(Number.isFinite);
}
