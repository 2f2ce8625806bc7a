import {
  refuseConversion,
  refuseJson,
  traceKey,
  TracedTensor,
  TracedValue,
  type Maker,
  type Trace,
  type Value,
} from '@wengert/primitives';
import type { Shape, Tensor } from '@wengert/tensor';

/** A scalar whose primal is a plain number, which stands on the tape: the value itself is only a slot. */
export interface RecordedScalar extends TracedValue {
  readonly slot: number;
}

/** The class of {@link RecordedScalar}. */
export const RecordedScalar: new (trace: Trace, slot: number, madeBy: Maker | undefined) => RecordedScalar =
  class implements TracedValue {
    declare readonly [traceKey]: Trace;
    declare readonly slot: number;
    declare readonly madeBy: Maker | undefined;

    constructor(trace: Trace, slot: number, madeBy: Maker | undefined) {
      this[traceKey] = trace;
      this.slot = slot;
      this.madeBy = madeBy;
    }

    [Symbol.toPrimitive](hint: string): never {
      return refuseConversion(this, hint);
    }

    toJSON(): never {
      return refuseJson(this);
    }
  };

/** A scalar whose primal is traced by a transformation further out. */
export class RecordedNestedScalar extends TracedValue {
  declare readonly slot: number;
  declare readonly primal: Value;

  constructor(trace: Trace, slot: number, primal: Value, madeBy: Maker | undefined) {
    super(trace, madeBy);
    this.slot = slot;
    this.primal = primal;
  }
}

/** A tensor, plain or traced further out. */
export class RecordedTensor extends TracedTensor {
  declare readonly slot: number;
  declare readonly primal: Tensor;

  constructor(trace: Trace, slot: number, primal: Tensor, madeBy: Maker | undefined) {
    super(trace, madeBy);
    this.slot = slot;
    this.primal = primal;
  }

  override get shape(): Shape {
    return this.primal.shape;
  }
}

/** A value that reverse mode has recorded. */
export type Recorded = RecordedScalar | RecordedNestedScalar | RecordedTensor;
