import { TraceError } from '@wengert/tensor';
import type { Call, Maker, Tangent, Trace, ValueFunction } from './primitive.js';
import { innermostLive, innermostTrace, traceOf } from './trace.js';
import type { Value } from './value.js';

/** Applies a function with derivatives of its own: evaluates it on plain values, else hands it to the innermost trace. */
export function applyCall(call: Call, args: readonly Value[]): readonly Value[] {
  const trace = innermostTrace(call.name, args);
  return trace === undefined ? call.evaluate(args) : trace.applyCall(call, args);
}

/** What comes out of a checkpoint was made by that: reverse mode does not look inside until its backward sweep. */
export const checkpointMaker: Maker = { name: 'checkpoint' };

/**
 * Applies a function so that reverse mode keeps nothing of what happens inside. The function may close over values of
 * any transformation that runs at the moment, so each of these is asked, the innermost first, whatever the arguments
 * are; it finds out whether the results depend on its values.
 *
 * @param below - Only transformations of lower levels are asked: one that is being asked passes its own.
 */
export function applyCheckpoint(f: ValueFunction, args: readonly Value[], below: number = Infinity): readonly Value[] {
  const ofArguments = innermostTrace(checkpointMaker.name, args);
  const running = innermostLive(below);
  const trace = (running?.level ?? 0) > (ofArguments?.level ?? 0) ? running : ofArguments;
  return trace === undefined ? f(args) : trace.applyCheckpoint(f, args);
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
