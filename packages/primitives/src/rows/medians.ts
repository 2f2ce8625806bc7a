import { distinct } from '../domain.js';
import { composite } from '../kinds/composite.js';
import { select } from '../kinds/selection.js';
import type { Row } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { joinAxes } from './joined-axes.js';
import { equal } from './masks.js';
import { foldingExamples, keptShape, reduction, type Folding, type Reduction } from './reduction.js';
import { reshape } from './reshaping.js';
import { slice, type Range } from './slicing.js';
import { sortRow } from './sorting.js';
import { meanRow } from './sums.js';

export const medianRow: Row<Folding> = /* @__PURE__ */ composite({
  name: 'median',
  arity: 1,
  define([x = 0], { axes, keepDims }) {
    const joined = joinAxes(x, axes);
    const axis = shapeOfValue(joined).length - 1;
    const result = middle(sortRow.apply([joined], { axis }), axis);
    return keepDims ? reshape(result, keptShape(shapeOfValue(x), axes)) : result;
  },
  examples: foldingExamples(distinct),
  source: 'by sort',
});

/** The middle of sorted numbers along the last axis: the mean of the middle two when their number is even. */
function middle(sorted: Value, axis: number): Value {
  const shape = shapeOfValue(sorted);
  const length = shape[axis] ?? 0;
  const along = (range: Range): Value => slice(sorted, [...shape.slice(0, axis).map(() => null), range]);
  const median = meanRow.apply([along([Math.max(Math.ceil(length / 2) - 1, 0), Math.floor(length / 2) + 1])], {
    axes: [axis],
    keepDims: false,
  });
  if (length === 0) return median;
  // NaN comes last.
  const last = along(length - 1);
  return select(equal(last, last), median, last);
}

/**
 * The median of the numbers along the axes: the middle one of the sorted numbers, or the mean of the middle two. NaN of
 * no numbers, and if one of them is NaN. The derivative belongs to the middle elements, the first ones among equals.
 *
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * median(tensor([5, 1, 2])); // 2
 * median(tensor([[5, 1], [2, 4]]), { axis: 1 }); // [3, 3]
 */
export const median: Reduction = /* @__PURE__ */ reduction('median', (x, folding) => medianRow.apply([x], folding));
