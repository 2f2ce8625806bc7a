import {
  refuseConversion,
  refuseJson,
  traceKey,
  TracedTensor,
  type Trace,
  type TracedValue,
  type Value,
} from '@wengert/primitives';
import type { Plain, Shape, Tensor } from '@wengert/tensor';

/** A scalar, and the number of the set of inputs that it depends on. */
export interface DependentScalar extends TracedValue {
  readonly primal: Value;
  readonly sets: number;
}

/** The class of {@link DependentScalar}. */
export const DependentScalar: new (trace: Trace, primal: Value, sets: number) => DependentScalar =
  class implements TracedValue {
    declare readonly [traceKey]: Trace;
    declare readonly primal: Value;
    declare readonly sets: number;

    constructor(trace: Trace, primal: Value, sets: number) {
      this[traceKey] = trace;
      this.primal = primal;
      this.sets = sets;
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

/** A tensor, and for each of its elements the number of the set of inputs that it depends on. */
export class DependentTensor extends TracedTensor {
  declare readonly primal: Tensor;
  declare readonly sets: Plain;

  constructor(trace: Trace, primal: Tensor, sets: Plain) {
    super(trace);
    this.primal = primal;
    this.sets = sets;
  }

  override get shape(): Shape {
    return this.primal.shape;
  }
}

/** A value that depends on inputs. */
export type Dependent = DependentScalar | DependentTensor;
