import {
  belongsTo,
  DualScalar,
  shadowByOwnCode,
  traceKey,
  worthOwnCode,
  type Elementwise,
  type RowCode,
  type Tangent,
  type Trace,
  type Value,
} from '@wengert/primitives';
import { binaryText, unaryText } from './dual-code-text.js';
import type { Dual } from './dual.js';

/** A trace whose scalars are dual numbers. */
interface DualTrace extends Trace {
  /** Applies a row where primals or tangents are no plain numbers. */
  pushUnary(row: Elementwise, x: Value): Value;
  pushBinary(row: Elementwise, x: Value, y: Value): Value;
}

/**
 * One row on dual numbers whose primals and tangents are plain numbers. After a while a method is shadowed by code of its
 * own, in which the compiler knows the row's value and partials; the code that all rows share computes the same.
 */
class DualCode implements RowCode {
  readonly kind: typeof DualScalar = DualScalar;
  private readonly row: Elementwise;
  private used = 0;

  constructor(row: Elementwise) {
    this.row = row;
  }

  /** The row applied to a value of `trace`. */
  unary(trace: DualTrace, x: Value): Value {
    const { row } = this;
    const { primal, tangent } = x as Dual;
    if (typeof primal !== 'number' || typeof tangent !== 'number') return trace.pushUnary(row, x);
    const output = row.scalar(primal);
    const rule = row.partial0;
    if (rule === undefined) return output;
    const partial = rule(primal, output);
    if (typeof partial !== 'number') return trace.pushUnary(row, x);
    if (this.used++ === worthOwnCode) this.makeOwnUnary();
    return new DualScalar(trace, output, partial * tangent, row);
  }

  /** The row applied to values of which at least one belongs to `trace`, and none to a trace further in. */
  binary(trace: DualTrace, x: Value, y: Value): Value {
    const { row } = this;
    const isDualX = belongsTo(x, trace);
    const isDualY = belongsTo(y, trace);
    const primalX = isDualX ? (x as Dual).primal : x;
    const primalY = isDualY ? (y as Dual).primal : y;
    if (typeof primalX !== 'number' || typeof primalY !== 'number') return trace.pushBinary(row, x, y);
    const output = row.scalar(primalX, primalY);
    const ruleX = isDualX ? row.partial0 : undefined;
    const ruleY = isDualY ? row.partial1 : undefined;
    if (ruleX === undefined && ruleY === undefined) return output;
    // Where there is no rule, -0 is added: it changes no number, not even the sign of a zero.
    const termX = ruleX === undefined ? -0 : product(ruleX(primalX, primalY, output), (x as Dual).tangent);
    const termY = ruleY === undefined ? -0 : product(ruleY(primalX, primalY, output), (y as Dual).tangent);
    if (termX === undefined || termY === undefined) return trace.pushBinary(row, x, y);
    if (this.used++ === worthOwnCode) this.makeOwnBinary();
    return new DualScalar(trace, output, termX + termY, row);
  }

  private makeOwnUnary(): void {
    const { row } = this;
    row.recorder.makeOwn();
    const otherwise = (trace: DualTrace, x: Value): Value => DualCode.prototype.unary.call(this, trace, x);
    shadowByOwnCode(this, 'unary', row, unaryText, { otherwise, DualScalar });
  }

  private makeOwnBinary(): void {
    const { row } = this;
    row.recorder.makeOwn();
    const otherwise = (trace: DualTrace, x: Value, y: Value): Value =>
      DualCode.prototype.binary.call(this, trace, x, y);
    shadowByOwnCode(this, 'binary', row, binaryText, { otherwise, DualScalar, traceKey });
  }
}

/** The code of a row on dual numbers, made at the first use. */
export function dualCodeOf(row: Elementwise): RowCode {
  return (row.rowCodes.forward ??= new DualCode(row));
}

/** The product of two plain numbers, `undefined` where one of them is something else. */
function product(partial: Value, tangent: Tangent): number | undefined {
  return typeof partial === 'number' && typeof tangent === 'number' ? partial * tangent : undefined;
}
