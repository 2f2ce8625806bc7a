/** A derivative by finite differences, and how far it may be off. */
export interface Slope {
  readonly slope: number;
  readonly error: number;
  /** The size of the function's values, from which the differences were taken. */
  readonly size: number;
}

/** Steps from coarse to fine. They are powers of two, so that stepping from a short binary fraction is exact. */
const steps: readonly number[] = [2 ** -5, 2 ** -7, 2 ** -9, 2 ** -11];

/**
 * The derivative at 0 of a function from numbers to lists of numbers, by central differences of five points.
 *
 * The truncation error falls with the fourth power of the step, while rounding errors grow with its inverse, so no one
 * step suits all functions: the result is the one of a ladder of steps that agrees best with the step before it, and
 * the disagreement tells the error.
 *
 * @param f - Smooth for arguments from -1/16 to 1/16.
 *
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, table 25.2: the five-point formula.
 */
export function finiteDifference(f: (t: number) => readonly number[]): readonly Slope[] {
  const ladder = steps.map((step) => {
    const [far, near, nearBelow, farBelow] = [f(2 * step), f(step), f(-step), f(-2 * step)];
    return near.map((value, k) => {
      const difference = 8 * (value - (nearBelow[k] ?? NaN)) - ((far[k] ?? NaN) - (farBelow[k] ?? NaN));
      const size = Math.max(Math.abs(value), Math.abs(nearBelow[k] ?? NaN), Math.abs(far[k] ?? NaN));
      return { slope: difference / (12 * step), rounding: (4 * Number.EPSILON * size) / step, size };
    });
  });
  const [coarsest = []] = ladder;
  return coarsest.map((_, k) => {
    let best: Slope = { slope: NaN, error: Infinity, size: NaN };
    for (let rung = 1; rung < ladder.length; rung++) {
      const finer = ladder[rung]?.[k];
      const coarser = ladder[rung - 1]?.[k];
      if (finer === undefined || coarser === undefined) continue;
      const error = Math.abs(finer.slope - coarser.slope) + finer.rounding;
      if (error < best.error) best = { slope: finer.slope, error, size: coarser.size };
    }
    return best;
  });
}
