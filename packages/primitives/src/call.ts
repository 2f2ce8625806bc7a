import { TraceError } from '@wengert/tensor';
import type { Call, Maker, Tangent, Trace, ValueFunction } from './primitive.js';
import { innermostTrace, traceOf } from './trace.js';
import type { Value } from './value.js';

/** Applies a function with derivatives of its own: evaluates it on plain values, else hands it to the innermost trace. */
export function applyCall(call: Call, args: readonly Value[]): readonly Value[] {
  const trace = innermostTrace(call.name, args);
  return trace === undefined ? call.evaluate(args) : trace.applyCall(call, args);
}

/** What comes out of a checkpoint was made by that: reverse mode does not look inside until its backward sweep. */
export const checkpointMaker: Maker = { name: 'checkpoint' };

/** Applies a function so that reverse mode keeps nothing of what happens inside. */
export function applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
  const trace = innermostTrace(checkpointMaker.name, args);
  if (trace === undefined) return f(args);
  const surroundings = suspended;
  if (surroundings === undefined) return trace.applyCheckpoint(f, args);
  return trace.applyCheckpoint((values) => inSurroundings(surroundings, () => f(values)), args);
}

/** Traces that do not record at the moment, from the innermost out. */
interface Suspension {
  readonly runSuspended: <T>(run: () => T) => T;
  readonly outer: Suspension | undefined;
}

// Set only while a function runs synchronously, and restored when it returns or throws.
let suspended: Suspension | undefined;

/**
 * Runs a part of a checkpointed function while a trace does not record. A checkpoint further in, when it runs its own
 * part again later, does so under the same conditions.
 *
 * @param runSuspended - Suspends the trace again.
 */
export function suspendedBy<T>(runSuspended: Suspension['runSuspended'], run: () => T): T {
  const outer = suspended;
  suspended = { runSuspended, outer };
  try {
    return run();
  } finally {
    suspended = outer;
  }
}

function inSurroundings<T>(surroundings: Suspension | undefined, run: () => T): T {
  if (surroundings === suspended || surroundings === undefined) return run();
  return inSurroundings(surroundings.outer, () => surroundings.runSuspended(run));
}

/**
 * Refuses results of a call that belong to the trace that applies it, or to one further in: the function and its rule
 * saw only what lies one level down, so such a result comes from a traced value that they close over, whose derivative
 * would be lost.
 *
 * @throws {@link TraceError} naming the call and what to do.
 */
export function checkOutputLevels(name: string, outputs: readonly Tangent[], trace: Trace): void {
  for (const output of outputs) {
    const found = traceOf(output);
    if (found !== undefined && found.level >= trace.level) {
      throw new TraceError(
        `${name}: the function uses a value that is traced by ${found.transformation} without taking it as an argument, ` +
          'so its rule cannot account for it. Pass the value as an argument.',
      );
    }
  }
}
