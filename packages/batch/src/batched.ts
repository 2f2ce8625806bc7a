import { TracedTensor, TracedValue, type Maker, type Trace } from '@wengert/primitives';
import type { Shape, Tensor } from '@wengert/tensor';

/** One scalar for each entry of the batch: a tensor with the batch axis alone. */
export class BatchedScalar extends TracedValue {
  declare readonly batch: Tensor;

  constructor(trace: Trace, batch: Tensor, madeBy?: Maker) {
    super(trace, madeBy);
    this.batch = batch;
  }
}

/** One tensor for each entry of the batch: a tensor with the batch axis in front. */
export class BatchedTensor extends TracedTensor {
  declare readonly batch: Tensor;

  constructor(trace: Trace, batch: Tensor, madeBy?: Maker) {
    super(trace, madeBy);
    this.batch = batch;
  }

  override get shape(): Shape {
    return this.batch.shape.slice(1);
  }
}

/** A value that stands for one value in each entry of the batch. */
export type Batched = BatchedScalar | BatchedTensor;
