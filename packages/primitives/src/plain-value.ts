import { TraceError, type DenseTensor, type Plain, type Tensor } from '@wengert/tensor';
import { isPlain, notAValue } from './bind.js';
import type { Traced } from './primitive.js';
import { traceOf } from './trace.js';
import type { Scalar, Value } from './value.js';

/**
 * The plain number or tensor under all transformations: for printing, logging and choosing, without a derivative.
 *
 * @throws {@link TraceError} when `x` belongs to a transformation that has finished.
 * @throws {@link WengertError} when `x` is no number and no tensor.
 *
 * @example
 * value(3); // 3
 */
export function value(x: Scalar): number;
export function value(x: Tensor): DenseTensor;
export function value(x: Value): Plain;
export function value(x: Value): Plain {
  let current = x;
  for (let trace = traceOf(current); trace !== undefined; trace = traceOf(current)) {
    const traced = current as Value & Traced;
    trace.refuseValue?.(traced);
    current = trace.lower(traced);
  }
  if (!isPlain(current)) throw notAValue('value', 0, current);
  return current;
}

/**
 * Which way a program goes at a 0/1 value: whether it is not 0, under all transformations. A transformation that evaluates
 * nothing but keeps what the program does is asked, and may have to remember the answer.
 */
export function holds(condition: Value): boolean {
  let current = condition;
  for (let trace = traceOf(current); trace !== undefined; trace = traceOf(current)) {
    const traced = current as Value & Traced;
    if (trace.branch !== undefined) return trace.branch(traced);
    current = trace.lower(traced);
  }
  return current !== 0;
}

/**
 * Whether a transformation further out writes down what is done to `x`, to carry it out later. Under one that has no single
 * value below, such as `vmap`, the answer is no.
 */
export function isWrittenDown(x: Value): boolean {
  let current = x;
  try {
    for (let trace = traceOf(current); trace !== undefined; trace = traceOf(current)) {
      if (trace.unrolls === true) return true;
      current = trace.lower(current as Value & Traced);
    }
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
  }
  return false;
}
