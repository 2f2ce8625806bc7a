import { adviceAbout, applyCheckpoint, describeValue } from '@wengert/primitives';
import { DomainError } from '@wengert/tensor';
import { runScheduled, type Step } from './binomial-schedule.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { LoopState, snapshotsOf, type LoopOptions } from './loop-state.js';
import type { AnyFunction } from './types.js';

/**
 * Repeats `body` as long as `condition` holds, and returns the final carry. Differentiable in both modes; the number of
 * steps counts as constant.
 *
 * Cost: reverse mode keeps every step, unless `checkpoints` bounds the number of states that it keeps. The loop then runs
 * once without keeping anything, to count its steps, and after that as {@link scan} does.
 *
 * @param condition - `(carry) -> boolean`, usually a comparison such as `lt`.
 * @param body - `(carry) -> carry`, of the same structure and shapes. It may use traced values that it closes over.
 * @param carry - The state before the first step.
 * @throws {@link TreeError} when the state changes its structure.
 * @throws {@link ShapeError} when the state changes its shape.
 * @throws {@link DomainError} when the condition is not a boolean.
 *
 * @example
 * whileLoop((x: Scalar) => lt(x, 100), (x: Scalar) => mul(x, 2), 3); // 192
 */
export function whileLoop<Carry>(
  condition: (carry: Carry) => boolean,
  body: (carry: Carry) => Carry,
  carry: Carry,
  options?: LoopOptions,
): Carry;
export function whileLoop(
  condition: AnyFunction,
  body: AnyFunction,
  carry: unknown,
  options: LoopOptions = {},
): unknown {
  checkFunction('whileLoop', condition);
  checkFunction('whileLoop', body);
  const state = new LoopState('whileLoop', carry);
  const step: Step = (leaves) => ({ carry: state.leaves(call(body, [state.tree(leaves)])), output: [] });
  const goesOn = (leaves: Parameters<Step>[0]): boolean => {
    const answer = call(condition, [state.tree(leaves)]);
    if (typeof answer === 'boolean') return answer;
    throw new DomainError(
      `whileLoop: condition must return a boolean, but returned ${describeValue(answer)}. Compare with lt, le, gt, ge, eq ` +
        `or ne.${adviceAbout(answer)}`,
    );
  };
  const snapshots = snapshotsOf('whileLoop', options);
  const { leaves } = state.initial;
  if (snapshots === undefined) {
    let current = leaves;
    for (let index = 0; goesOn(current); index++) current = step(current, index).carry;
    return state.tree(current);
  }
  let count = 0;
  applyCheckpoint((start) => {
    count = 0;
    for (let current = start; goesOn(current); count++) current = step(current, count).carry;
    return [];
  }, leaves);
  return state.tree(runScheduled(step, leaves, 0, count, snapshots).carry);
}
