import {
  DualScalar,
  traceKey,
  type Elementwise,
  type Maker,
  type Tangent,
  type Trace,
  type Value,
} from '@wengert/primitives';
import { isTensor } from '@wengert/tensor';
import { dualRecorderOf } from './dual-recorder.js';
import { dualTapes, type DualTape, type PlainDual } from './dual-tape.js';
import { RecordedDual } from './recorded-dual.js';
import { RecordedNestedScalar, type Recorded } from './recorded.js';
import { ReverseTrace } from './reverse-trace.js';
import { DualAdjoints } from './tape-dual-sweep.js';

/**
 * Reverse mode inside forward mode. Scalars whose primals are dual numbers stand on the tape as those numbers, and so do
 * their partials, which are computed at once; everything else is recorded as in any reverse mode. The results are those
 * of any reverse mode, bit for bit.
 */
export class DualReverseTrace extends ReverseTrace {
  declare tape: DualTape;
  /** Whose dual numbers stand on the tape: the trace of the first one that came. */
  forward: Trace | undefined = undefined;

  /** @param transformation - What the user called, for error messages. */
  constructor(transformation: string) {
    super(transformation, false, true, dualTapes);
  }

  /** Whether operations may take the code of their row without asking this trace. */
  get isDirect(): boolean {
    return this.recording;
  }

  override input(primal: Value): Value {
    return this.handle(this.tape.recordInput(NaN), primal, undefined);
  }

  override applyUnary(primitive: Elementwise, x: Value): Value {
    if (x instanceof RecordedDual && this.recording) return dualRecorderOf(primitive).unary(this, x);
    return super.applyUnary(primitive, x);
  }

  override applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    if ((x instanceof RecordedDual || y instanceof RecordedDual) && this.recording) {
      return dualRecorderOf(primitive).binary(this, x, y);
    }
    return super.applyBinary(primitive, x, y);
  }

  /** As `applyUnary`, with a local map. */
  mapUnary(primitive: Elementwise, x: Value): Value {
    return super.applyUnary(primitive, x);
  }

  /** As `applyBinary`, with a local map. */
  mapBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return super.applyBinary(primitive, x, y);
  }

  /** A dual number of the kind that stands on this tape, when there are some on it. */
  dual(primal: number, tangent: number, madeBy?: Maker): PlainDual {
    return new DualScalar(this.forward ?? this, primal, tangent, madeBy) as PlainDual;
  }

  /** The dual number in a slot. */
  dualIn(slot: number, madeBy?: Maker): PlainDual {
    const { primals, tangents } = this.tape;
    return this.dual(primals[slot] ?? NaN, tangents[slot] ?? NaN, madeBy);
  }

  /** Whether `x` is a dual number of the kind that stands on this tape. */
  isPlainDual(x: unknown): x is PlainDual {
    return (
      x instanceof DualScalar &&
      typeof x.primal === 'number' &&
      typeof x.tangent === 'number' &&
      x[traceKey] === (this.forward ??= x[traceKey])
    );
  }

  override pullback(outputs: readonly Value[], cotangents: readonly Tangent[], inputs: readonly Value[]): Tangent[] {
    const { forward } = this;
    if (forward === undefined) return super.pullback(outputs, cotangents, inputs);
    const adjoints = new DualAdjoints(this.tape, forward);
    return adjoints.pulledBack(this.slotsOf(outputs), cotangents, this.slotsOf(inputs));
  }

  protected override primalOfRecorded(x: Recorded | RecordedDual): Value {
    return x instanceof RecordedDual ? this.dualIn(x.slot, x.madeBy) : super.primalOfRecorded(x);
  }

  protected override handle(slot: number, primal: Value, madeBy: Maker | undefined): Value {
    if (this.isPlainDual(primal)) {
      this.tape.primals[slot] = primal.primal;
      this.tape.tangents[slot] = primal.tangent;
      return new RecordedDual(this, slot, madeBy);
    }
    return isTensor(primal) ? super.handle(slot, primal, madeBy) : new RecordedNestedScalar(this, slot, primal, madeBy);
  }
}
