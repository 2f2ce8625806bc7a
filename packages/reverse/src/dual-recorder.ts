import {
  DualScalar,
  shadowByOwnCode,
  traceKey,
  worthOwnCode,
  type Elementwise,
  type RowCode,
  type Trace,
  type Value,
} from '@wengert/primitives';
import { binaryText, unaryText } from './dual-recorder-text.js';
import type { DualTape, PlainDual } from './dual-tape.js';
import { RecordedDual } from './recorded-dual.js';

/** A trace whose tape holds dual numbers. */
interface DualRecordingTrace extends Trace {
  readonly tape: DualTape;
  /** A dual number of the kind that stands on the tape. */
  dual(primal: number, tangent: number): PlainDual;
  /** The one in a slot. */
  dualIn(slot: number): PlainDual;
  isPlainDual(x: unknown): x is PlainDual;
  /** Applies a row, and records a local map: the way for everything else. */
  mapUnary(row: Elementwise, x: Value): Value;
  mapBinary(row: Elementwise, x: Value, y: Value): Value;
}

/**
 * One row on dual numbers that stand on a tape. After a while a method is shadowed by code of its own, in which the
 * compiler knows the row's value and partials; the code that all rows share computes the same.
 */
class DualRecorder implements RowCode {
  readonly kind: typeof RecordedDual = RecordedDual;
  private readonly row: Elementwise;
  private used = 0;

  constructor(row: Elementwise) {
    this.row = row;
  }

  /** The row applied to a dual of `trace`. */
  unary(trace: DualRecordingTrace, x: Value): Value {
    const recorded = this.record(trace, [x]);
    if (recorded === undefined) return trace.mapUnary(this.row, x);
    // What is locally constant is not recorded.
    if (typeof recorded !== 'number' && this.used++ === worthOwnCode) this.makeOwnUnary();
    return recorded;
  }

  /** The row applied to values of which at least one is a dual of `trace`, and none belongs to a trace further in. */
  binary(trace: DualRecordingTrace, x: Value, y: Value): Value {
    const recorded = this.record(trace, [x, y]);
    if (recorded === undefined) return trace.mapBinary(this.row, x, y);
    if (typeof recorded !== 'number' && this.used++ === worthOwnCode) this.makeOwnBinary();
    return recorded;
  }

  /** Records the operation on duals, perhaps with numbers beside them; `undefined` where there is anything else. */
  private record(trace: DualRecordingTrace, args: readonly Value[]): Value | undefined {
    const { row } = this;
    const duals: (number | PlainDual)[] = [];
    for (const x of args) {
      if (typeof x === 'number') duals.push(x);
      else if (x instanceof RecordedDual && x[traceKey] === trace) duals.push(trace.dualIn(x.slot));
      else return undefined;
    }
    const numbers = duals.map((x) => (typeof x === 'number' ? x : x.primal));
    const output = row.scalar(...numbers);
    let tangent = -0;
    const active = [];
    for (const [i, x] of duals.entries()) {
      const rule = row.partials[i];
      if (rule === undefined || typeof x === 'number') continue;
      const slope = rule(...numbers, output);
      if (typeof slope !== 'number') return undefined;
      tangent += slope * x.tangent;
      active.push({ rule, slot: (args[i] as RecordedDual).slot });
    }
    if (active.length === 0) return output;
    const dual = trace.dual(output, tangent);
    const partials: (number | PlainDual)[] = [];
    for (const { rule } of active) {
      const partial = rule(...duals, dual);
      if (typeof partial !== 'number' && !trace.isPlainDual(partial)) return undefined;
      partials.push(partial);
    }
    const parents = active.map(({ slot }) => slot);
    return new RecordedDual(trace, trace.tape.recordDual(dual, parents, partials), row);
  }

  private makeOwnUnary(): void {
    const { row } = this;
    row.recorder.makeOwn();
    const otherwise = (trace: DualRecordingTrace, x: Value): Value => DualRecorder.prototype.unary.call(this, trace, x);
    const text = unaryText({ takesOutput: takesOutput(row) });
    shadowByOwnCode(this, 'unary', row, text, { otherwise, DualScalar, RecordedDual, traceKey });
  }

  private makeOwnBinary(): void {
    const { row } = this;
    row.recorder.makeOwn();
    const otherwise = (trace: DualRecordingTrace, x: Value, y: Value): Value =>
      DualRecorder.prototype.binary.call(this, trace, x, y);
    const text = binaryText({ takesOutput: takesOutput(row) });
    shadowByOwnCode(this, 'binary', row, text, { otherwise, DualScalar, RecordedDual, traceKey });
  }
}

/** Whether a rule has a parameter for the output. One that takes all arguments as an array has no parameters to count. */
function takesOutput({ arity, partials }: Elementwise): boolean {
  return partials.some((rule) => rule !== undefined && (rule.length === 0 || rule.length > arity));
}

/** The recorder of duals of a row, made at the first use. */
export function dualRecorderOf(row: Elementwise): RowCode {
  return (row.rowCodes.forwardOverReverse ??= new DualRecorder(row));
}
