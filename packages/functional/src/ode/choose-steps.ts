import { DomainError } from '@wengert/tensor';
import { numbersIn } from './detached.js';
import { errorOf, moved, takeStep, type Leaves, type RightHandSide, type TakenStep } from './dormand-prince.js';

/** How exact a solution must be, and how many steps that may take. */
export interface Accuracy {
  readonly rtol: number;
  readonly atol: number;
  readonly maxSteps: number;
}

/** A step that was accepted. */
export interface ChosenStep {
  readonly start: number;
  readonly stop: number;
  readonly h: number;
}

/**
 * Solves y' = f(y, t) from `start` to `stop`, and chooses the steps so that the estimated error of every entry stays
 * below `atol + rtol |y|`.
 *
 * @param accepted - Called with every step that is taken.
 * @throws {@link DomainError} when f is not finite, the steps become too many or too small.
 *
 * @see Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed., Springer 1993, section II.4.
 */
export function chooseSteps(
  f: RightHandSide,
  y0: Leaves,
  start: number,
  stop: number,
  accuracy: Accuracy,
  accepted: (chosen: ChosenStep, taken: TakenStep) => void,
): void {
  const direction = Math.sign(stop - start);
  let [t, y] = [start, y0];
  let slope = f(y, t);
  if (!isFinite(slope)) {
    throw new DomainError(`odeint: f is not finite at the start, t = ${t}. Check y0 and params.`);
  }
  let h = firstStep(f, t, y, slope, direction, Math.abs(stop - start), accuracy);
  let rejected = false;
  for (let attempt = 0; t !== stop; attempt++) {
    if (attempt === accuracy.maxSteps) throw tooManySteps(t, stop, accuracy);
    // A step that would leave a sliver goes to the end.
    const last = (t + 1.01 * h - stop) * direction >= 0;
    if (last) h = stop - t;
    const taken = takeStep(f, t, h, y, slope);
    const next = last ? stop : t + h;
    if (next === t) throw tooSmall(t, taken);
    const error = relativeError(taken, accuracy);
    if (error <= 1) {
      accepted({ start: t, stop: next, h }, taken);
      t = next;
      y = taken.next;
      slope = taken.stages[taken.stages.length - 1] ?? slope;
    }
    // NaN, where a stage left the domain of f, counts as an error without bound.
    const factor = Number.isNaN(error) ? 0.2 : Math.min(5, Math.max(0.2, 0.9 * error ** -0.2));
    h *= rejected ? Math.min(1, factor) : factor;
    rejected = !(error <= 1);
  }
}

/** The first step, after Hairer, Norsett and Wanner, section II.4, algorithm for the starting step size. */
function firstStep(
  f: RightHandSide,
  t: number,
  y: Leaves,
  slope: Leaves,
  direction: number,
  longest: number,
  accuracy: Accuracy,
): number {
  const size = (leaves: Leaves): number => largestRatio(leaves, y, y, accuracy);
  const [ofState, ofSlope] = [size(y), size(slope)];
  const guess = Math.min(longest, ofState < 1e-5 || ofSlope < 1e-5 ? 1e-6 : (0.01 * ofState) / ofSlope);
  const ahead = f(moved(y, direction * guess, [1], [slope]), t + direction * guess);
  const bend = largestRatio(moved(ahead, -1, [1], [slope]), y, y, accuracy) / guess;
  const largest = Math.max(ofSlope, bend);
  const fine = largest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : (0.01 / largest) ** 0.2;
  const chosen = Math.min(100 * guess, Number.isFinite(fine) ? fine : guess, longest);
  return direction * chosen;
}

function relativeError(taken: TakenStep, accuracy: Accuracy): number {
  return isFinite(taken.next) ? largestRatio(errorOf(taken), taken.y, taken.next, accuracy) : NaN;
}

/** The largest entry, each divided by what it may be. */
function largestRatio(leaves: Leaves, before: Leaves, after: Leaves, { rtol, atol }: Accuracy): number {
  let largest = 0;
  leaves.forEach((leaf, i) => {
    const [from, to] = [numbersIn(before[i] ?? 0), numbersIn(after[i] ?? 0)];
    numbersIn(leaf).forEach((entry, j) => {
      // What all entries of a batch share is there once only.
      const size = Math.max(Math.abs(from[j % from.length] ?? 0), Math.abs(to[j % to.length] ?? 0));
      const ratio = Math.abs(entry) / (atol + rtol * size);
      if (ratio > largest || Number.isNaN(ratio)) largest = ratio;
    });
  });
  return largest;
}

function isFinite(leaves: Leaves): boolean {
  return leaves.every((leaf) => numbersIn(leaf).every(Number.isFinite));
}

function tooManySteps(t: number, stop: number, { maxSteps, rtol, atol }: Accuracy): DomainError {
  return new DomainError(
    `odeint: after ${maxSteps} steps the solution is only at t = ${t}, not at ${stop}. Raise maxSteps, or loosen rtol ` +
      `(${rtol}) and atol (${atol}). An equation that is stiff (with rates of very different size) takes too many steps ` +
      'with this method: rescale it, or solve it by implicit steps with root.',
  );
}

function tooSmall(t: number, taken: TakenStep): DomainError {
  const reason = taken.stages.every(isFinite) ? 'the error stays too large' : 'f is not finite';
  return new DomainError(
    `odeint: at t = ${t} the step size has shrunk to nothing, because ${reason} just beyond. The solution may end ` +
      'there, or f may jump: stop before that point, or loosen rtol and atol.',
  );
}
