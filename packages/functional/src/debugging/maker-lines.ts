import {
  belongsTo,
  isContainer,
  makerOf,
  traceOf,
  type Call,
  type Elementwise,
  type Primitive,
  type Trace,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { lookingAtCalls } from './calls-looked-at.js';
import { presentSite, userLine } from './user-lines.js';

/** Runs a function, and lets every traced value that is made meanwhile remember the line of the user's that made it. */
export function notingLines<T>(run: () => T): T {
  return lookingAtCalls((args) => forEachTrace(args, noteLines), run);
}

const watched = /* @__PURE__ */ new WeakSet<Trace>();

/**
 * Puts itself before the methods of one trace, of this one alone: where nobody looks for leaks, nothing asks whether
 * somebody does.
 */
function noteLines(trace: Trace): void {
  if (watched.has(trace)) return;
  watched.add(trace);
  trace.askAlways?.();
  const noted = (x: Value): Value => withLine(trace, x);
  const original = {
    apply: trace.apply.bind(trace),
    applyUnary: trace.applyUnary.bind(trace),
    applyBinary: trace.applyBinary.bind(trace),
    applyCall: trace.applyCall.bind(trace),
    applyCheckpoint: trace.applyCheckpoint.bind(trace),
  };
  Object.assign(trace, {
    apply: <P>(primitive: Primitive<P>, args: readonly Value[], params: P) =>
      noted(original.apply(primitive, args, params)),
    applyUnary: (primitive: Elementwise, x: Value) => noted(original.applyUnary(primitive, x)),
    applyBinary: (primitive: Elementwise, x: Value, y: Value) => noted(original.applyBinary(primitive, x, y)),
    applyCall: (call: Call, args: readonly Value[]) => original.applyCall(call, args).map(noted),
    applyCheckpoint: (f: ValueFunction, args: readonly Value[]) => original.applyCheckpoint(f, args).map(noted),
  } satisfies Partial<Trace>);
}

function withLine(trace: Trace, x: Value): Value {
  const maker = belongsTo(x, trace) ? makerOf(x) : undefined;
  if (maker === undefined || maker.line !== undefined) return x;
  const site = presentSite(0);
  return Object.assign(x, { madeBy: { name: maker.name, line: () => userLine(site) } });
}

function forEachTrace(x: unknown, visit: (trace: Trace) => void): void {
  const seen = new Set<unknown>();
  const pending = [x];
  while (pending.length > 0) {
    const next = pending.pop();
    const trace = traceOf(next);
    if (trace !== undefined) visit(trace);
    else if (isContainer(next) && !seen.has(next)) {
      seen.add(next);
      for (const key of Object.keys(next)) pending.push(next[key]);
    }
  }
}
