import type { Elementwise, RecordingTrace, ScalarRecorder } from '../primitive.js';
import { RecordedScalar } from '../recorded-scalar.js';
import { traceKey, type Value } from '../value.js';
import { dispatchBinary, dispatchUnary } from './dispatch.js';
import { shadowByOwnCode, worthOwnCode } from './own-row-code.js';
import { binaryText, unaryText } from './scalar-recorder-text.js';

/** Stands for the slot of a plain number. */
const noSlot = -1;

/** Stands for the slot of what is neither a number nor on this tape. */
const elsewhere = -2;

/**
 * The recorder of one row. After a while its method is shadowed by code of its own, in which the compiler inlines the
 * row's value and partials and keeps every number out of boxes; the code that all rows share computes the same.
 */
export class RowRecorder implements ScalarRecorder {
  private readonly row: Elementwise;
  private used = 0;

  constructor(row: Elementwise) {
    this.row = row;
  }

  unary(x: Value): Value {
    return x instanceof RecordedScalar ? this.recordUnary(x) : dispatchUnary(this.row, x);
  }

  binary(x: Value, y: Value): Value {
    const recorded = x instanceof RecordedScalar ? x : y instanceof RecordedScalar ? y : undefined;
    return recorded === undefined ? dispatchBinary(this.row, x, y) : this.recordBinary(recorded[traceKey], x, y);
  }

  private recordUnary(x: RecordedScalar): Value {
    const { row } = this;
    const trace = x[traceKey];
    if (!trace.recording) return dispatchUnary(row, x);
    const { tape } = trace;
    const primal = tape.primals[x.slot] ?? NaN;
    const output = row.scalar(primal);
    const rule = row.partial0;
    if (rule === undefined) return output;
    const partial = rule(primal, output);
    if (typeof partial !== 'number') return dispatchUnary(row, x);
    if (this.used++ === worthOwnCode) this.makeOwn();
    return new RecordedScalar(trace, tape.record(output, x.slot, partial, noSlot, 0), row);
  }

  private recordBinary(trace: RecordingTrace, x: Value, y: Value): Value {
    const { row } = this;
    if (!trace.recording) return dispatchBinary(row, x, y);
    const slotX = slotOn(trace, x);
    const slotY = slotOn(trace, y);
    if (slotX === elsewhere || slotY === elsewhere) return dispatchBinary(row, x, y);
    const { tape } = trace;
    const primalX = slotX === noSlot ? (x as number) : (tape.primals[slotX] ?? NaN);
    const primalY = slotY === noSlot ? (y as number) : (tape.primals[slotY] ?? NaN);
    const output = row.scalar(primalX, primalY);
    const ruleX = slotX === noSlot ? undefined : row.partial0;
    const ruleY = slotY === noSlot ? undefined : row.partial1;
    if (ruleX === undefined && ruleY === undefined) return output;
    const partialX = ruleX === undefined ? 0 : ruleX(primalX, primalY, output);
    const partialY = ruleY === undefined ? 0 : ruleY(primalX, primalY, output);
    if (typeof partialX !== 'number' || typeof partialY !== 'number') return dispatchBinary(row, x, y);
    if (this.used++ === worthOwnCode) this.makeOwn();
    const parentY = ruleY === undefined ? noSlot : slotY;
    const slot =
      ruleX === undefined
        ? tape.record(output, parentY, partialY, noSlot, 0)
        : tape.record(output, slotX, partialX, parentY, partialY);
    return new RecordedScalar(trace, slot, row);
  }

  makeOwn(): void {
    this.used = worthOwnCode + 1;
    if (this.row.arity === 1) this.makeOwnUnary();
    else this.makeOwnBinary();
  }

  private makeOwnUnary(): void {
    const { row } = this;
    const dispatch = (x: Value): Value => dispatchUnary(row, x);
    const otherwise = (x: Value): Value => (makesRoom(x) ? this.unary(x) : dispatchUnary(row, x));
    const bindings = { dispatch, otherwise, codes: row.rowCodes, RecordedScalar, traceKey };
    shadowByOwnCode(this, 'unary', row, unaryText, bindings);
  }

  private makeOwnBinary(): void {
    const { row } = this;
    const dispatch = (x: Value, y: Value): Value => dispatchBinary(row, x, y);
    const otherwise = (x: Value, y: Value): Value =>
      makesRoom(x) || makesRoom(y) ? this.binary(x, y) : dispatchBinary(row, x, y);
    const bindings = { dispatch, otherwise, codes: row.rowCodes, RecordedScalar, traceKey };
    shadowByOwnCode(this, 'binary', row, binaryText, bindings);
  }
}

function slotOn(trace: RecordingTrace, x: Value): number {
  if (typeof x === 'number') return noSlot;
  return x instanceof RecordedScalar && x[traceKey] === trace ? x.slot : elsewhere;
}

/** Whether `x` could not be recorded upon only because its tape was full; now there is room. */
function makesRoom(x: Value): boolean {
  if (!(x instanceof RecordedScalar) || !x[traceKey].recording) return false;
  const { tape } = x[traceKey];
  if (tape.count < tape.primals.length) return false;
  tape.grow();
  return true;
}
