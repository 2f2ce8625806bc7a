import type { Maker, RecordingTrace } from './primitive.js';
import { inspectTraced, refuseConversion, refuseJson, type TracedValue } from './traced-value.js';
import { traceKey } from './value.js';

/** A scalar whose value is a plain number, which stands on the tape of its trace: the object itself is only a slot. */
export interface RecordedScalar extends TracedValue {
  readonly [traceKey]: RecordingTrace;
  readonly slot: number;
}

/**
 * The class of {@link RecordedScalar}. One is made for each operation, so it has no base class and no more than it needs:
 * value and derivative are on the tape.
 */
export const RecordedScalar: new (trace: RecordingTrace, slot: number, madeBy: Maker | undefined) => RecordedScalar =
  class implements RecordedScalar {
    declare readonly [traceKey]: RecordingTrace;
    declare readonly slot: number;
    declare readonly madeBy: Maker | undefined;

    constructor(trace: RecordingTrace, slot: number, madeBy: Maker | undefined) {
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
