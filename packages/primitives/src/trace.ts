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

/** What all copies of the library in a process share, as their values may meet. */
interface Levels {
  next: number;
  /**
   * The traces whose calls run at the moment, outermost first, and nothing behind them: an array that is emptied gives its
   * memory back, and would have to grow again at the next call.
   */
  readonly live: (Trace | undefined)[];
  /** How many those are. */
  running: number;
}

const levelsKey = /* @__PURE__ */ Symbol.for('wengert.level');

// Found once: to look a symbol up in the global object takes as long as many an operation.
let shared: Levels | undefined;

function levels(): Levels {
  if (shared !== undefined) return shared;
  const holder = globalThis as { [levelsKey]?: Levels | undefined };
  return (shared = holder[levelsKey] ??= { next: 1, live: [], running: 0 });
}

/** A level above all that were given out before. */
export function freshLevel(): number {
  return levels().next++;
}

/** Says that the call of a trace runs from now on, so that checkpoints in it account for its values. */
export function enterTrace(trace: Trace): void {
  const all = levels();
  const { live, running } = all;
  const isInnermost = running === 0 || (live[running - 1]?.level ?? 0) < trace.level;
  if (isInnermost) live[running] = trace;
  else live.splice(live.findLastIndex((other) => other !== undefined && other.level < trace.level) + 1, 0, trace);
  all.running = running + 1;
}

/** Ends the call of a trace: from now on operations refuse its values. A second time does nothing. */
export function endLevel(trace: Trace & { live: boolean }): void {
  if (!trace.live) return;
  trace.live = false;
  const all = levels();
  const { live } = all;
  const last = all.running - 1;
  if (last >= 0 && live[last] === trace) live[last] = undefined;
  else {
    const index = live.lastIndexOf(trace);
    if (index < 0) return;
    live.splice(index, 1);
  }
  all.running = last;
}

/**
 * Runs part of a function again on values of a trace whose call may have finished: a pull that was put off, or what a
 * checkpoint left out.
 */
export function whileLive<T>(trace: Trace & { live: boolean }, run: () => T): T {
  if (trace.live) return run();
  trace.live = true;
  enterTrace(trace);
  try {
    return run();
  } finally {
    endLevel(trace);
  }
}

/** The innermost trace of a lower level than this whose call runs at the moment. */
export function innermostLive(below: number): Trace | undefined {
  return levels().live.findLast((trace) => trace !== undefined && trace.level < below);
}

/** How many traces are live. Where that is 0, no value is traced, but for those that outlived their call. */
export function runningTraces(): { readonly running: number } {
  return levels();
}

/**
 * Refuses an operation on a value whose transformation has ended.
 *
 * @param x - The value, so that the error can say what made it.
 * @throws {@link TraceError} when `trace` is no longer live.
 */
export function checkLive(operation: string, trace: Trace, x?: unknown): void {
  if (!trace.live) {
    throw new TraceError(
      `${operation}: this value belongs to a ${trace.transformation} call that has finished. ` +
        `Return it from the function instead of storing it outside.${originOf(x)}`,
    );
  }
}

/**
 * Whether `x` belongs to a transformation that has ended. For what no operation looks at: values that are handed to a
 * transformation, and those that its function returns.
 */
export function hasFinished(x: unknown): boolean {
  return traceOf(x)?.live === false;
}

/**
 * As {@link checkLive}, for anything.
 *
 * @param place - Where `x` was found, such as `jvp: tangents[0]`.
 * @throws {@link TraceError} when `x` belongs to a transformation that has ended.
 */
export function checkNotFinished(place: string, x: unknown): void {
  const trace = traceOf(x);
  if (trace !== undefined) checkLive(place, trace, x);
}

/** A sentence for what the function made; nothing for what it was called with. */
function originOf(x: unknown): string {
  const madeBy = makerOf(x);
  if (madeBy === undefined) return '';
  const line = madeBy.line?.();
  return line === undefined
    ? ` It was made by ${madeBy.name}; debugLeaks tells where.`
    : ` It was made by ${madeBy.name} at ${line}.`;
}

/** The innermost trace among the arguments, checked to be live; `undefined` when all are plain. */
export function innermostTrace(operation: string, args: readonly unknown[]): Trace | undefined {
  let innermost: Trace | undefined;
  let belonging: unknown;
  for (let i = 0; i < args.length; i++) {
    const trace = traceOf(args[i]);
    if (trace !== undefined && (innermost === undefined || trace.level > innermost.level)) {
      innermost = trace;
      belonging = args[i];
    }
  }
  if (innermost?.live === false) checkLive(operation, innermost, belonging);
  return innermost;
}
