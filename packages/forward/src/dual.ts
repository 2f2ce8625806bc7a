import { TracedTensor, TracedValue, type Trace, type Value } from '@wengert/primitives';
import type { Shape, Tensor } from '@wengert/tensor';

/** A scalar with its tangent: the dual number `primal + tangent * ε`, with `ε² = 0`. */
export class DualScalar extends TracedValue {
  declare readonly primal: Value;
  declare readonly tangent: Value;

  constructor(trace: Trace, primal: Value, tangent: Value) {
    super(trace);
    this.primal = primal;
    this.tangent = tangent;
  }
}

/** A tensor with its tangent, of the same shape. */
export class DualTensor extends TracedTensor {
  declare readonly primal: Tensor;
  declare readonly tangent: Value;

  constructor(trace: Trace, primal: Tensor, tangent: Value) {
    super(trace);
    this.primal = primal;
    this.tangent = tangent;
  }

  override get shape(): Shape {
    return this.primal.shape;
  }
}

/** A value with its tangent. */
export type Dual = DualScalar | DualTensor;
