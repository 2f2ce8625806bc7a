import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { overLeadingAxes } from '../batching.js';
import { matrixShape } from './shapes.js';

/**
 * The `batch` column of rows that take matrices along leading axes: the batch axis is one more of those. It does not
 * count as an axis of the matrix.
 *
 * @throws {@link ShapeError} when an entry of the batch is no matrix.
 */
export function overMatrices<P>(
  this: Primitive<P>,
  args: readonly Value[],
  batched: readonly boolean[],
  params: P,
): Value {
  args.forEach((x, i) => matrixShape(this.name, shapeOfValue(x).slice(batched[i] === true ? 1 : 0)));
  return overLeadingAxes.call<Primitive<P>, [readonly Value[], readonly boolean[], P], Value>(
    this,
    args,
    batched,
    params,
  );
}
