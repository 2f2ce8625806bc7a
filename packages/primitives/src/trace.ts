import { TraceError } from '@wengert/tensor';
import type { Maker, Trace, Traced } from './primitive.js';
import { traceKey } from './value.js';

/** The trace that `x` belongs to, or `undefined` for plain values. */
export function traceOf(x: unknown): Trace | undefined {
  return typeof x === 'object' && x !== null ? (x as Partial<Traced>)[traceKey] : undefined;
}

/** What made `x`, for error messages; `undefined` where that is not known. */
export function makerOf(x: unknown): Maker | undefined {
  return typeof x === 'object' && x !== null ? (x as Partial<Traced>).madeBy : undefined;
}

/** Whether `x` belongs to `trace`. */
export function belongsTo(x: unknown, trace: Trace): x is Traced {
  return typeof x === 'object' && x !== null && (x as Partial<Traced>)[traceKey] === trace;
}

/** The levels that were given out, in the whole process. */
interface Levels {
  next: number;
  running: number;
}

const levelsKey = /* @__PURE__ */ Symbol.for('wengert.level');

/** Shared by all copies of the library in the process, as their values may meet. */
function levels(): Levels {
  const holder = globalThis as { [levelsKey]?: Levels | undefined };
  return (holder[levelsKey] ??= { next: 1, running: 0 });
}

/**
 * A level above all that were given out before, for a trace that begins; {@link endLevel} must follow. Code that asks
 * {@link runningTraces} takes a quicker way while there is none.
 */
export function freshLevel(): number {
  const counter = levels();
  counter.running++;
  return counter.next++;
}

/** Ends a trace: from now on operations refuse its values. */
export function endLevel(trace: { live: boolean }): void {
  if (!trace.live) return;
  trace.live = false;
  levels().running--;
}

/**
 * Runs part of a function again on values of a trace whose call may have finished: a pull that was put off, or what a
 * checkpoint left out.
 */
export function whileLive<T>(trace: { live: boolean }, run: () => T): T {
  if (trace.live) return run();
  trace.live = true;
  levels().running++;
  try {
    return run();
  } finally {
    endLevel(trace);
  }
}

/** How many traces are live. Where that is 0, no value is traced, but for those that outlived their call. */
export function runningTraces(): { readonly running: number } {
  return levels();
}

/**
 * Refuses an operation on a value whose transformation has ended.
 *
 * @throws {@link TraceError} when its trace is no longer live, saying what made the value.
 */
export function checkLive(operation: string, x: Traced): void {
  const trace = x[traceKey];
  if (!trace.live) {
    throw new TraceError(
      `${operation}: this value belongs to a ${trace.transformation} call that has finished. ` +
        `Return it from the function instead of storing it outside.${origin(x)}`,
    );
  }
}

/** A sentence for what the function made; nothing for what it was called with. */
function origin({ madeBy }: Traced): string {
  if (madeBy === undefined) return '';
  const line = madeBy.line?.();
  return line === undefined
    ? ` It was made by ${madeBy.name}; debugLeaks tells where.`
    : ` It was made by ${madeBy.name} at ${line}.`;
}

/** The innermost trace among the arguments, checked to be live; `undefined` when all are plain. */
export function innermostTrace(operation: string, args: readonly unknown[]): Trace | undefined {
  let innermost: Trace | undefined;
  let holder: unknown;
  for (let i = 0; i < args.length; i++) {
    const trace = traceOf(args[i]);
    if (trace !== undefined && (innermost === undefined || trace.level > innermost.level)) {
      innermost = trace;
      holder = args[i];
    }
  }
  if (innermost?.live === false) checkLive(operation, holder as Traced);
  return innermost;
}
