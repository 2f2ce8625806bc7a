import { adviceAbout, describeValue, isValue, shapeOfValue, where, type Value } from '@wengert/primitives';
import { DomainError } from '@wengert/tensor';
import { numbersIn } from './ode/detached.js';

/** Whether a loop goes on: `true` or `false` for all, or a mask where the entries of a batch differ. */
export type Verdict = boolean | Value;

/**
 * What the condition of a loop has answered: a boolean, or a scalar mask of 0 or 1, which under `vmap` may be another one
 * in each entry of the batch.
 *
 * @throws {@link DomainError} for anything else.
 */
export function verdictOf(operation: string, answer: unknown): Verdict {
  if (typeof answer === 'boolean') return answer;
  if (isValue(answer) && shapeOfValue(answer).length === 0) {
    const numbers = numbersIn(answer);
    if (numbers.every((x) => x === 0 || x === 1)) {
      return numbers.every((x) => x === numbers[0]) ? numbers[0] === 1 : answer;
    }
  }
  throw new DomainError(
    `${operation}: condition must return a boolean, but returned ${describeValue(answer)}. Compare with lt, le, gt, ge, eq ` +
      `or ne; under vmap with less, lessEqual, greater, greaterEqual, equal or notEqual.${adviceAbout(answer)}`,
  );
}

/** The state after a step that not every entry of the batch takes; the others keep theirs. */
export function stepWhere(verdict: Verdict, next: readonly Value[], current: readonly Value[]): readonly Value[] {
  return typeof verdict === 'boolean' ? next : next.map((x, i) => where(verdict, x, current[i] ?? 0));
}
