import type { Maker, Trace } from './primitive.js';
import { inspectTraced, refuseConversion, refuseJson, type TracedValue } from './traced-value.js';
import { traceKey, type Value } from './value.js';

/** A scalar with its tangent: the dual number `primal + tangent * ε`, with `ε² = 0`. */
export interface DualScalar extends TracedValue {
  readonly primal: Value;
  readonly tangent: Value;
}

/** The class of {@link DualScalar}. */
export const DualScalar: new (trace: Trace, primal: Value, tangent: Value, madeBy: Maker | undefined) => DualScalar =
  class implements TracedValue {
    declare readonly [traceKey]: Trace;
    declare readonly primal: Value;
    declare readonly tangent: Value;
    declare readonly madeBy: Maker | undefined;

    constructor(trace: Trace, primal: Value, tangent: Value, madeBy: Maker | undefined) {
      this[traceKey] = trace;
      this.primal = primal;
      this.tangent = tangent;
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
