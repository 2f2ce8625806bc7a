import {
  refuseConversion,
  refuseJson,
  traceKey,
  TracedTensor,
  type Maker,
  type Trace,
  type TracedValue,
  type Value,
} from '@wengert/primitives';
import type { Shape, Tensor } from '@wengert/tensor';

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
  };

/** A tensor with its tangent, of the same shape. */
export class DualTensor extends TracedTensor {
  declare readonly primal: Tensor;
  declare readonly tangent: Value;

  constructor(trace: Trace, primal: Tensor, tangent: Value, madeBy?: Maker) {
    super(trace, madeBy);
    this.primal = primal;
    this.tangent = tangent;
  }

  override get shape(): Shape {
    return this.primal.shape;
  }
}

/** A value with its tangent. */
export type Dual = DualScalar | DualTensor;
