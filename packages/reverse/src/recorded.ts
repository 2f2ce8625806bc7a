import {
  TracedTensor,
  TracedValue,
  type Maker,
  type RecordedScalar,
  type Trace,
  type Value,
} from '@wengert/primitives';
import type { Shape, Tensor } from '@wengert/tensor';

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
