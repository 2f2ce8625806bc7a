import { TracedTensor, TracedValue, type Maker, type Trace } from '@wengert/primitives';
import type { Shape } from '@wengert/tensor';
import type { Series } from './series.js';

/** A scalar with its Taylor series. */
export class TaylorScalar extends TracedValue {
  declare readonly series: Series;

  constructor(trace: Trace, series: Series, madeBy: Maker | undefined) {
    super(trace, madeBy);
    this.series = series;
  }
}

/** A tensor with its Taylor series, whose coefficients have its shape. */
export class TaylorTensor extends TracedTensor {
  declare readonly series: Series;
  declare readonly shape: Shape;

  constructor(trace: Trace, series: Series, shape: Shape, madeBy: Maker | undefined) {
    super(trace, madeBy);
    this.series = series;
    this.shape = shape;
  }
}

/** A value with its Taylor series. */
export type TaylorValue = TaylorScalar | TaylorTensor;
