import { TracedTensor, type DualScalar, type Maker, type Trace, type Value } from '@wengert/primitives';
import type { Shape, Tensor } from '@wengert/tensor';

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
