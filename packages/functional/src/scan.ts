import {
  adviceAbout,
  describeValue,
  flatten,
  optionsOf,
  shapeOfValue,
  stack,
  take,
  unflatten,
  zerosOf,
  type FlatTree,
  type Value,
} from '@wengert/primitives';
import { DomainError, formatShape, ShapeError, TreeError } from '@wengert/tensor';
import { runPlain, runScheduled, type Step } from './binomial-schedule.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { LoopState, OutputStructure, snapshotsOf, type LoopOptions } from './loop-state.js';
import type { AnyFunction } from './types.js';
import type { BatchArgument, BatchOutput } from './vmap.js';

/** Options of {@link scan}. */
export interface ScanOptions extends LoopOptions {
  /** The number of steps; needed only where there is no `xs` to tell it. */
  readonly length?: number;
}

/**
 * A loop that carries a state over the entries of an array, and collects what each step puts out.
 *
 * Shapes: every leaf of `xs` has the steps along its first axis, and so has every leaf of the outputs. The carried state
 * keeps its structure and shapes.
 *
 * Cost: reverse mode keeps every step, unless `checkpoints` bounds the number of states that it keeps; then a step runs
 * at most `r` times more, for the smallest `r` with `C(checkpoints + r, r)` at least the number of steps.
 *
 * @param step - `(carry, x) -> [carry, y]`; `y` may be `undefined`. It may use traced values that it closes over.
 * @param carry - The state before the first step.
 * @param xs - A tensor or a tree of tensors, of which `x` is an entry; `undefined` with a `length`.
 * @returns `[carry, ys]`, with `ys` `undefined` where the steps put out nothing. Where there are no steps, `step` is still
 * called once, on zeros, to tell the shapes of the outputs.
 * @throws {@link ShapeError} when the first axes differ in length, or the state changes its shape.
 * @throws {@link TreeError} when the state changes its structure, or a step does not return a pair.
 *
 * @example
 * scan((total: Scalar, x: Scalar) => [add(total, x), total], 0, tensor([1, 2, 3]))[0]; // 6
 *
 * @see Griewank and Walther, Algorithm 799: revolve, ACM Transactions on Mathematical Software 26 (2000).
 */
export function scan<Carry, X, Y>(
  step: (carry: Carry, x: X) => readonly [Carry, Y],
  carry: Carry,
  xs: BatchArgument<X>,
  options?: ScanOptions,
): [Carry, BatchOutput<Y>];
export function scan(step: AnyFunction, carry: unknown, xs: unknown, options: ScanOptions = {}): unknown {
  checkFunction('scan', step);
  const chosen = optionsOf('scan', options, ['length', 'checkpoints']);
  const state = new LoopState('scan', carry);
  const outputs = new OutputStructure();
  const entries = xs === undefined || xs === null ? undefined : flatten(xs, 'scan: xs');
  const length = stepCount(entries, chosen.length);
  const one: Step = (leaves, index) => {
    const x =
      entries &&
      unflatten(
        entries.structure,
        entries.leaves.map((leaf) => (length === 0 ? zerosOf(shapeOfValue(leaf).slice(1)) : take(leaf, index, 0))),
      );
    const result = call(step, [state.tree(leaves), x]);
    if (!Array.isArray(result) || result.length !== 2) {
      throw new TreeError(
        `scan: step must return [carry, y], but returned ${describeValue(result)}.${adviceAbout(result)}`,
      );
    }
    return { carry: state.leaves(result[0]), output: outputs.leaves('scan', result[1]) };
  };
  const snapshots = snapshotsOf('scan', chosen);
  const run =
    snapshots === undefined
      ? runPlain(one, state.initial.leaves, 0, length)
      : runScheduled(one, state.initial.leaves, 0, length, snapshots);
  // Without a step there is nothing to stack; what one puts out for zeros tells the shapes.
  const [first = length === 0 ? one(state.initial.leaves, 0).output : []] = run.outputs;
  const stacked = first.map((like, i) =>
    length === 0 ? zerosOf([0, ...shapeOfValue(like)]) : stack(run.outputs.map((output) => output[i] ?? 0)),
  );
  return [state.tree(run.carry), outputs.tree(stacked)];
}

function stepCount(entries: FlatTree | undefined, length: number | undefined): number {
  const lengths = (entries?.leaves ?? []).map((leaf: Value) => {
    const [first] = shapeOfValue(leaf);
    if (first !== undefined) return first;
    throw new ShapeError(
      'scan: xs holds a number, which has no axis to go along. Make a tensor of it with tensor(...).',
    );
  });
  const known = length ?? lengths[0];
  if (known === undefined) {
    throw new DomainError('scan: without xs, the option length must say how many steps there are.');
  }
  if (!Number.isInteger(known) || known < 0) {
    throw new DomainError(`scan: length must be a non-negative integer, but is ${known}.`);
  }
  if (lengths.some((other) => other !== known)) {
    throw new ShapeError(`scan: the first axes differ in length: ${formatShape([known, ...lengths])}.`);
  }
  return known;
}
