import { accumulateMean, meanAlong } from '@wengert/tensor';
import type { Primitive } from '../primitive.js';
import { shapeOfValue } from '../value.js';
import { reducing, sumOver } from './reducing.js';
import { countAlong, foldingExamples, reduction, type Folding, type Reduction } from './reduction.js';

/**
 * The sum of the numbers along the axes; 0 of none.
 *
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * sum(tensor([[1, 2], [3, 4]])); // 10
 * sum(tensor([[1, 2], [3, 4]]), { axis: 0 }); // [4, 6]
 * sum(tensor([[1, 2], [3, 4]]), { axis: -1, keepDims: true }); // [[3], [7]]
 */
export const sum: Reduction = /* @__PURE__ */ reduction('sum', sumOver);

export const meanRow: Primitive<Folding> = /* @__PURE__ */ reducing({
  name: 'mean',
  evaluate: (x, { axes, keepDims }) => meanAlong(x, axes, keepDims),
  accumulate: accumulateMean,
  weights: (x, _output, { axes }) => 1 / countAlong(shapeOfValue(x), axes),
  linear: true,
  examples: foldingExamples(),
  source: 'linear; its transpose repeats and divides',
});

/**
 * The arithmetic mean of the numbers along the axes; NaN of none. It does not overflow where the sum would.
 *
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * mean(tensor([1, 2, 6])); // 3
 */
export const mean: Reduction = /* @__PURE__ */ reduction('mean', (x, folding) => meanRow.apply([x], folding));
