/** A derivative by finite differences, and how far it may be off. */
export interface Slope {
  readonly slope: number;
  readonly error: number;
  /** The size of the values that the differences were taken from. */
  readonly size: number;
}

/** Steps from coarse to fine, all of them powers of two, so that stepping adds little rounding. */
const steps: readonly number[] = [2 ** -6, 2 ** -9, 2 ** -12, 2 ** -15, 2 ** -18, 2 ** -21];

/** Agreement of two steps that no finer step is likely to improve on. */
const goodEnough = 1e-10;

/**
 * The derivative at 0 of a function from numbers to lists of numbers, by central differences of five points.
 *
 * The truncation error falls with the fourth power of the step, while rounding errors grow with its inverse, so no one
 * step suits all functions: the result is the one of a ladder of steps that agrees best with the step before it, and
 * the disagreement tells the error.
 *
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, table 25.2: the five-point formula.
 */
export function slopesAtZero(f: (t: number) => readonly number[]): readonly Slope[] {
  let before: readonly Slope[] = [];
  let best: readonly Slope[] = [];
  for (const step of steps) {
    const rung = fivePoints(f, step);
    if (best.length === 0) best = rung;
    best = best.map((champion, k) => {
      const finer = rung[k];
      const coarser = before[k];
      if (finer === undefined || coarser === undefined) return champion;
      const error = Math.abs(finer.slope - coarser.slope) + finer.error;
      return error < champion.error ? { ...finer, error } : champion;
    });
    if (before.length === 0) best = best.map((champion) => ({ ...champion, error: Infinity }));
    before = rung;
    if (best.every(({ slope, error, size }) => error <= goodEnough * (Math.abs(slope) + 1e-3 * size))) break;
  }
  return best;
}

/** The five-point formula at one step; its error is that of rounding alone. */
function fivePoints(f: (t: number) => readonly number[], step: number): readonly Slope[] {
  const [farAhead, ahead, behind, farBehind] = [f(2 * step), f(step), f(-step), f(-2 * step)];
  return ahead.map((value, k) => {
    const [far, near, back, farBack] = [farAhead[k] ?? NaN, value, behind[k] ?? NaN, farBehind[k] ?? NaN];
    const size = Math.max(Math.abs(near), Math.abs(back), Math.abs(far), Math.abs(farBack));
    return {
      slope: (8 * (near - back) - (far - farBack)) / (12 * step),
      error: (4 * Number.EPSILON * size) / step,
      size,
    };
  });
}

/** The slopes to the left and to the right of 0, when they differ: the function has a kink or a jump there. */
export function kinkAtZero(f: (t: number) => number): readonly [left: number, right: number] | undefined {
  const step = 2 ** -20;
  const here = f(0);
  const [left, right] = [(here - f(-step)) / step, (f(step) - here) / step];
  return Math.abs(right - left) > 1e-2 * (Math.abs(left) + Math.abs(right)) + 1e-6 ? [left, right] : undefined;
}
