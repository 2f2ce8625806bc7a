import { applyCheckpoint, optionsOf, type Mask, type Value } from '@wengert/primitives';
import { runScheduled, type Step } from './binomial-schedule.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { stepWhere, verdictOf, type Verdict } from './loop-condition.js';
import { LoopState, snapshotsOf, type LoopOptions } from './loop-state.js';
import type { AnyFunction } from './types.js';

/**
 * Repeats `body` as long as `condition` holds, and returns the final carry. Differentiable in both modes; the number of
 * steps counts as constant.
 *
 * Cost: reverse mode keeps every step, unless `checkpoints` bounds the number of states that it keeps. The loop then runs
 * once without keeping anything, to count its steps, and after that as {@link scan} does.
 *
 * Under `vmap`, a condition on mapped values is a mask, such as {@link less} gives. The loop then goes on as long as it
 * holds in some entry of the batch, and the other entries keep their state. Such a loop is not compiled, as it has to ask at
 * every step: `compile` calls the function itself.
 *
 * @param condition - `(carry) -> boolean`, usually a comparison such as `lt`; or a scalar mask.
 * @param body - `(carry) -> carry`, of the same structure and shapes. It may use traced values that it closes over.
 * @param carry - The state before the first step.
 * @throws {@link TreeError} when the state changes its structure.
 * @throws {@link ShapeError} when the state changes its shape.
 * @throws {@link DomainError} when the condition is neither a boolean nor a scalar mask.
 *
 * @example
 * whileLoop((x: Scalar) => lt(x, 100), (x: Scalar) => mul(x, 2), 3); // 192
 */
export function whileLoop<Carry>(
  condition: (carry: Carry) => Mask,
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
  checkFunction('whileLoop', body, 'body');
  const state = new LoopState('whileLoop', carry);
  const verdictAt = (leaves: readonly Value[]): Verdict =>
    verdictOf('whileLoop', call(condition, [state.tree(leaves)]));
  const stepped = (verdict: Verdict, leaves: readonly Value[]): readonly Value[] =>
    stepWhere(verdict, state.leaves(call(body, [state.tree(leaves)])), leaves);
  const runAll = (start: readonly Value[]): { readonly carry: readonly Value[]; readonly steps: number } => {
    let carry = start;
    for (let steps = 0; ; steps++) {
      const verdict = verdictAt(carry);
      if (verdict === false) return { carry, steps };
      carry = stepped(verdict, carry);
    }
  };
  const snapshots = snapshotsOf('whileLoop', optionsOf('whileLoop', options, ['checkpoints']));
  const { leaves } = state.initial;
  if (snapshots === undefined) return state.tree(runAll(leaves).carry);
  let count = 0;
  applyCheckpoint((start) => {
    count = runAll(start).steps;
    return [];
  }, leaves);
  const step: Step = (current) => ({ carry: stepped(verdictAt(current), current), output: [] });
  return state.tree(runScheduled(step, leaves, 0, count, snapshots).carry);
}
