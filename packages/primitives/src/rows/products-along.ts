import { prodAlong } from '@wengert/tensor';
import type { Primitive } from '../primitive.js';
import { shapeOfValue } from '../value.js';
import { mul } from './arithmetic.js';
import { foldEntries } from './entries-along.js';
import { joinAxes, partAxes } from './joined-axes.js';
import { reducing } from './reducing.js';
import { emptyFolding, foldingExamples, reduction, type Folding, type Reduction } from './reduction.js';
import { productsOfOthers } from './scans.js';

export const prodRow: Primitive<Folding> = /* @__PURE__ */ reducing({
  name: 'prod',
  evaluate: (x, { axes, keepDims }) => prodAlong(x, axes, keepDims),
  weights(x, _output, { axes }) {
    const joined = joinAxes(x, axes);
    const last = shapeOfValue(joined).length - 1;
    return partAxes(productsOfOthers(joined, last), shapeOfValue(x), axes);
  },
  examples: [...foldingExamples(), emptyFolding],
  decompose: (x, folding) => foldEntries(x, folding, (product, factor) => mul(product, factor)),
  source: 'product rule: the derivative along each element is the product of the others',
});

/**
 * The product of the numbers along the axes, in order; 1 of none. The derivative divides by nothing, so it is exact at
 * zeros.
 *
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * prod(tensor([2, 3, 4])); // 24
 * prod(tensor([[1, 2], [3, 4]]), { axis: 1 }); // [2, 12]
 */
export const prod: Reduction = /* @__PURE__ */ reduction('prod', (x, folding) => prodRow.apply([x], folding));
