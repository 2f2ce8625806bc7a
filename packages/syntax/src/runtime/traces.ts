import { runningTraces, traceOf } from '@wengert/primitives';
import type { TracedScalar, Value } from '@wengert/primitives/operations';
import { isTensor } from '@wengert/tensor';

/** How many traces are running in the process. While there is none, rewritten functions run as they were written. */
export const traces: { readonly running: number } = /* @__PURE__ */ runningTraces();

/** Whether `x` stands in for a number or a tensor while a function is being transformed. */
export function isTraced(x: unknown): x is Value {
  return traceOf(x) !== undefined;
}

/** Whether `x` stands in for a number. */
export function isTracedScalar(x: unknown): x is TracedScalar {
  return traceOf(x) !== undefined && !isTensor(x);
}

/** The other operand of an operator on a traced value: what JavaScript would make a number of becomes one. */
export function operand(x: unknown): Value {
  if (typeof x === 'number' || isTraced(x) || isTensor(x)) return x;
  // Where there is no number in it, such as in a BigInt, JavaScript throws here as it would for the operator.
  return 1 * (x as number);
}
