import {
  inspectTraced,
  refuseConversion,
  refuseJson,
  traceKey,
  type Maker,
  type Trace,
  type TracedValue,
} from '@wengert/primitives';

/** A scalar whose primal is a dual number, which stands on the tape of its trace: the object itself is only a slot. */
export interface RecordedDual extends TracedValue {
  readonly slot: number;
}

/** The class of {@link RecordedDual}. As one is made for each operation, it has no base class. */
export const RecordedDual: new (trace: Trace, slot: number, madeBy: Maker | undefined) => RecordedDual =
  class implements RecordedDual {
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

    toString(): never {
      return refuseConversion(this, 'string');
    }

    toJSON(): never {
      return refuseJson(this);
    }

    [Symbol.for('nodejs.util.inspect.custom')](): string {
      return inspectTraced(this);
    }
  };
