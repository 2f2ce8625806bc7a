import { TraceError } from '@wengert/tensor';
import type { Trace, Traced } from './primitive.js';
import { traceKey } from './value.js';

/** The trace that `x` belongs to, or `undefined` for plain values. */
export function traceOf(x: unknown): Trace | undefined {
  return typeof x === 'object' && x !== null ? (x as Partial<Traced>)[traceKey] : undefined;
}

/** Whether `x` belongs to `trace`. */
export function belongsTo(x: unknown, trace: Trace): x is Traced {
  return typeof x === 'object' && x !== null && (x as Partial<Traced>)[traceKey] === trace;
}

interface LevelCounter {
  next: number;
}

const counterKey = /* @__PURE__ */ Symbol.for('wengert.level');

/**
 * A level above all that were given out before. The counter is shared by all copies of the library in the process, as
 * their values may meet.
 */
export function freshLevel(): number {
  const holder = globalThis as { [counterKey]?: LevelCounter | undefined };
  const counter = (holder[counterKey] ??= { next: 1 });
  return counter.next++;
}

/**
 * Refuses an operation on a value whose transformation has ended.
 *
 * @throws {@link TraceError} when `trace` is no longer live.
 */
export function checkLive(operation: string, trace: Trace): void {
  if (!trace.live) {
    throw new TraceError(
      `${operation}: this value belongs to a ${trace.transformation} call that has finished. ` +
        'Return it from the function instead of storing it outside.',
    );
  }
}

/** The innermost trace among the arguments, checked to be live; `undefined` when all are plain. */
export function innermostTrace(operation: string, args: readonly unknown[]): Trace | undefined {
  let innermost: Trace | undefined;
  for (let i = 0; i < args.length; i++) {
    const trace = traceOf(args[i]);
    if (trace !== undefined && (innermost === undefined || trace.level > innermost.level)) innermost = trace;
  }
  if (innermost !== undefined) checkLive(operation, innermost);
  return innermost;
}
