import { applyCheckpoint, type Value } from '@wengert/primitives';

/** One step of a loop: from the carried values to the next, and what the step puts out. */
export type Step = (carry: readonly Value[], index: number) => StepResult;

/** The values to carry on, and the output of the step. */
interface StepResult {
  readonly carry: readonly Value[];
  readonly output: readonly Value[];
}

/** The state after a range of steps, and the outputs of all of them. */
export interface RangeResult {
  readonly carry: readonly Value[];
  readonly outputs: readonly (readonly Value[])[];
}

/**
 * Runs the steps from `start` to `stop`, so that a backward sweep has never more than `snapshots` carried states and one
 * step at hand. The range is cut in two: the left part is checkpointed whole, which keeps a snapshot at its start; the
 * right part goes on with one snapshot less. Cut by binomial numbers, no step runs more often than `r` times in the
 * backward sweep, for the smallest `r` with `C(snapshots + r, r) >= stop - start`.
 *
 * @see Griewank and Walther, Algorithm 799: revolve, ACM Transactions on Mathematical Software 26 (2000).
 */
export function runScheduled(
  step: Step,
  carry: readonly Value[],
  start: number,
  stop: number,
  snapshots: number,
): RangeResult {
  const outputs: (readonly Value[])[] = [];
  let state = carry;
  let from = start;
  for (let left = snapshots; stop - from > 1; left = Math.max(0, left - 1)) {
    const cut = from + leftPart(stop - from, left);
    const part = runCheckpointed(step, state, from, cut, left);
    state = part.carry;
    for (const output of part.outputs) outputs.push(output);
    from = cut;
  }
  return from === stop ? { carry: state, outputs } : runPlain(step, state, from, stop, outputs);
}

/** Runs the steps one after the other, and leaves it to the mode what is kept. */
export function runPlain(
  step: Step,
  carry: readonly Value[],
  start: number,
  stop: number,
  outputs: (readonly Value[])[] = [],
): RangeResult {
  let state = carry;
  for (let index = start; index < stop; index++) {
    const result = step(state, index);
    state = result.carry;
    if (result.output.length > 0) outputs.push(result.output);
  }
  return { carry: state, outputs };
}

function runCheckpointed(
  step: Step,
  carry: readonly Value[],
  start: number,
  stop: number,
  snapshots: number,
): RangeResult {
  let widths: readonly number[] = [];
  const values = applyCheckpoint((state) => {
    const result = runScheduled(step, state, start, stop, snapshots);
    widths = result.outputs.map((output) => output.length);
    return [...result.carry, ...result.outputs.flat()];
  }, carry);
  let next = carry.length;
  return {
    carry: values.slice(0, next),
    outputs: widths.map((width) => values.slice(next, (next += width))),
  };
}

/** How many of `steps` come before the cut. */
function leftPart(steps: number, snapshots: number): number {
  if (snapshots === 0) return steps - 1;
  let repetitions = 1;
  while (binomial(snapshots + repetitions, repetitions) < steps) repetitions++;
  return Math.min(steps - 1, Math.max(1, Math.floor(binomial(snapshots + repetitions - 1, repetitions - 1))));
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = Math.round((result * (n - k + i)) / i);
  return result;
}
