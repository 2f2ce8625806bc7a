import { isDense } from '@wengert/tensor';
import { bind, notAValue } from '../bind.js';
import type { Elementwise } from '../primitive.js';
import { checkLive, traceOf } from '../trace.js';
import type { Value } from '../value.js';

/** Applies a unary row to anything but a number: hands it to the trace of its argument, if there is one. */
export function dispatchUnary(row: Elementwise, x: Value): Value {
  const trace = traceOf(x);
  if (trace !== undefined) {
    if (!trace.live) checkLive(row.name, trace, x);
    return trace.applyUnary(row, x);
  }
  if (isDense(x)) return row.evaluate([x], undefined);
  throw notAValue(row.name, 0, x);
}

/** Applies a binary row to arguments that are not both numbers: hands it to the innermost trace, if there is one. */
export function dispatchBinary(row: Elementwise, x: Value, y: Value): Value {
  const traceOfX = traceOf(x);
  const traceOfY = traceOf(y);
  const trace =
    traceOfX === undefined || (traceOfY !== undefined && traceOfY.level > traceOfX.level) ? traceOfY : traceOfX;
  if (trace === undefined) return bind(row, [x, y], undefined);
  if (!trace.live) checkLive(row.name, trace, trace === traceOfX ? x : y);
  return trace.applyBinary(row, x, y);
}
