import { add, flatten, optionsOf, stack, sub, traceOf, unflatten, type Scalar, type Value } from '@wengert/primitives';
import { DomainError } from '@wengert/tensor';
import { runPlain, runScheduled, type Step } from './binomial-schedule.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { splitArguments } from './leaf-function.js';
import { snapshotsOf, type LoopOptions } from './loop-state.js';
import { matchingLeaves } from './matching-values.js';
import { chooseSteps, type Accuracy, type ChosenStep } from './ode/choose-steps.js';
import { detached } from './ode/detached.js';
import { interpolate, takeStep, type Leaves, type RightHandSide, type TakenStep } from './ode/dormand-prince.js';
import { timePoints, type TimePoints, type Times } from './ode/times.js';
import type { AnyFunction } from './types.js';
import type { BatchOutput } from './vmap.js';

/** Options of {@link odeint}. */
export interface OdeOptions extends LoopOptions {
  /** The error that a step may make in each entry, relative to its size. Default 1e-8. */
  readonly rtol?: number;
  /** The error that a step may make in each entry besides. Default 1e-10. */
  readonly atol?: number;
  /** How many steps to try before giving up. Default 10 000. */
  readonly maxSteps?: number;
}

/**
 * The solution of `y' = f(y, t, params)` with `y(ts[0]) = y0` at the times `ts`, differentiable in `y0`, `params` and `ts`
 * in both modes and to any order. `f` may also use traced values that it closes over.
 *
 * The method is that of Dormand and Prince, of order 5 with steps of its own choice; between steps, its continuous
 * extension of order 4 gives the solution, with an error that may be ten times that at the steps. Derivatives are those of the steps that were taken, whose lengths count as constants.
 *
 * Shapes: every leaf of the result has the times along its first axis, and then the shape of the leaf of `y0`.
 *
 * Cost: six evaluations of `f` for each step. Where something is differentiated, the steps are first chosen on plain
 * values, and then those accepted are taken again, so that no rejected step is recorded. Reverse mode keeps every step,
 * unless `checkpoints` bounds the number of states that it keeps, as for {@link scan}.
 *
 * It is not compiled, as its steps depend on the numbers: `compile` calls the function itself.
 *
 * Under `vmap`, all entries of the batch take the same steps, small enough for each of them; `ts` is shared.
 *
 * @param f - `(y, t, params) => derivative of y`, made of this library's operations.
 * @param y0 - The state at `ts[0]`: a number, a tensor or a tree of those.
 * @param ts - Times that increase or decrease: a tensor of rank 1 or an array.
 * @param params - Any tree, handed to `f`; what is no number and no tensor passes through.
 * @throws {@link DomainError} when `ts` is not as it must be, when `f` is not finite, or when the steps become too many
 * or too small.
 * @throws {@link TreeError} when `f` returns something of another structure than `y0`.
 * @throws {@link ShapeError} when `f` returns other shapes than those of `y0`.
 *
 * @example
 * const decay = (y: Scalar, _t: Scalar, rate: Scalar) => mul(neg(rate), y);
 * odeint(decay, 1, [0, 1], 2).at(1); // 0.135335
 *
 * @see Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed., Springer 1993, sections II.4-II.6.
 */
export function odeint<Y, P>(
  f: (y: Y, t: Scalar, params: P) => Y,
  y0: Y,
  ts: Times,
  params: P,
  options?: OdeOptions,
): BatchOutput<Y>;
export function odeint(f: AnyFunction, y0: unknown, ts: unknown, params: unknown, options: OdeOptions = {}): unknown {
  checkFunction('odeint', f);
  const chosen = optionsOf('odeint', options, ['rtol', 'atol', 'maxSteps', 'checkpoints']);
  const accuracy = accuracyOf(chosen);
  const snapshots = snapshotsOf('odeint', chosen);
  const times = timePoints(ts);
  const state = flatten(y0, 'odeint: y0');
  const parameters = splitArguments([params], () => 'odeint: params');
  const rightHandSide =
    (values: Leaves): RightHandSide =>
    (y, t) => {
      const derivative = call(f, [unflatten(state.structure, y), t, ...parameters.withLeaves(values)]);
      return matchingLeaves(state, derivative, 'odeint: the derivative that f returned', 'y0');
    };
  const plain = plainSolution(rightHandSide(parameters.leaves.map(detached)), state.leaves, times, accuracy);
  const isPlain =
    !plain.traced && [...state.leaves, ...times.scalars, ...parameters.leaves].every((x) => detached(x) === x);
  const results = isPlain
    ? plain.results
    : replay(rightHandSide(parameters.leaves), state.leaves, times, plain.steps, snapshots);
  return unflatten(
    state.structure,
    state.leaves.map((_, i) => stack(results.map((result) => result[i] ?? 0))),
  );
}

/** A step, and the times inside it at which the solution is wanted. */
interface PlannedStep extends ChosenStep {
  readonly outputs: readonly number[];
}

/** Chooses the steps where nothing is differentiated. */
function plainSolution(
  f: RightHandSide,
  y0: Leaves,
  { numbers }: TimePoints,
  accuracy: Accuracy,
): { readonly steps: readonly PlannedStep[]; readonly results: readonly Leaves[]; readonly traced: boolean } {
  let traced = false;
  const steps: PlannedStep[] = [];
  const start = y0.map(detached);
  const results: Leaves[] = [start];
  const [first = 0, last = first] = [numbers[0], numbers[numbers.length - 1]];
  const underived: RightHandSide = (y, t) =>
    f(y, t).map((slope) => {
      const under = detached(slope);
      traced ||= under !== slope;
      return under;
    });
  if (last === first) return { steps, results, traced };
  chooseSteps(underived, start, first, last, accuracy, (chosen, taken) => {
    const outputs: number[] = [];
    for (let i = results.length; i < numbers.length; i++) {
      const t = numbers[i] ?? last;
      if ((t - chosen.stop) * Math.sign(chosen.h) > 0) break;
      outputs.push(i);
      results.push(inside(taken, t, chosen));
    }
    steps.push({ ...chosen, outputs });
  });
  return { steps, results, traced };
}

/** Takes the chosen steps again, with everything that is traced. */
function replay(
  f: RightHandSide,
  y0: Leaves,
  { scalars, numbers }: TimePoints,
  steps: readonly PlannedStep[],
  snapshots: number | undefined,
): readonly Leaves[] {
  const [t0 = 0, first = 0] = [scalars[0], numbers[0]];
  const timeAt = (t: number): Value => (traceOf(t0) === undefined ? t : add(t0, t - first));
  /** How much later than `timeAt` says an output is wanted: 0, with the derivative by the times. */
  const delay = (i: number): Value => {
    const at = scalars[i] ?? 0;
    return traceOf(at) === undefined && traceOf(t0) === undefined ? 0 : sub(sub(at, t0), (numbers[i] ?? 0) - first);
  };
  const step: Step = (carry, index) => {
    const planned = steps[index];
    if (planned === undefined) return { carry, output: [] };
    const t = timeAt(planned.start);
    const taken = takeStep(f, t, planned.h, carry.slice(0, y0.length), carry.slice(y0.length));
    const output = planned.outputs.flatMap((i) => {
      const at = numbers[i] ?? planned.stop;
      return shifted(f, inside(taken, at, planned), timeAt(at), delay(i));
    });
    return { carry: [...taken.next, ...(taken.stages[taken.stages.length - 1] ?? [])], output };
  };
  const carry = steps.length === 0 ? y0 : [...y0, ...f(y0, timeAt(first))];
  const { outputs } =
    snapshots === undefined
      ? runPlain(step, carry, 0, steps.length)
      : runScheduled(step, carry, 0, steps.length, snapshots);
  const leaves = outputs.flat();
  return scalars.map((_, i) => (i === 0 ? y0 : leaves.slice((i - 1) * y0.length, i * y0.length)));
}

/** The solution at a time inside a step. */
function inside(taken: TakenStep, t: number, { start, stop, h }: ChosenStep): Leaves {
  return t === stop ? taken.next : interpolate(taken, (t - start) / h);
}

/**
 * The solution a little later. Where the delay is traced, its value is 0 and only its derivatives count: those of a step
 * of this length are exact to order 5, while a continuous extension loses an order with each.
 */
function shifted(f: RightHandSide, y: Leaves, t: Value, delay: Value): Leaves {
  return traceOf(delay) === undefined ? y : takeStep(f, t, delay, y, f(y, t)).next;
}

function accuracyOf({ rtol = 1e-8, atol = 1e-10, maxSteps = 10_000 }: OdeOptions): Accuracy {
  if (!(rtol >= 0 && atol >= 0 && rtol + atol > 0)) {
    throw new DomainError(`odeint: rtol and atol must not be negative, nor both 0, but are ${rtol} and ${atol}.`);
  }
  if (!Number.isInteger(maxSteps) || maxSteps < 1) {
    throw new DomainError(`odeint: maxSteps must be a positive integer, but is ${maxSteps}.`);
  }
  return { rtol, atol, maxSteps };
}
