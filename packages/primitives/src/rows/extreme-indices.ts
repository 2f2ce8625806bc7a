import { argExtreme, normalizeAxis, type Tensor } from '@wengert/tensor';
import { argument, distinct } from '../domain.js';
import { constant } from '../kinds/constant.js';
import type { BinaryOperation } from '../kinds/operations.js';
import { select } from '../kinds/selection.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { zerosOf } from '../zeros.js';
import { shapeOfArgument } from './arguments.js';
import { alongShiftedAxis } from './batching.js';
import { entriesAlong } from './entries-along.js';
import { checkNonempty } from './extremes-along.js';
import { equal, greaterEqual, lessEqual } from './masks.js';
import { ravel } from './reshaping.js';

interface AlongAxis {
  readonly axis: number;
}

// @__NO_SIDE_EFFECTS__
function argExtremeRow(name: string, which: 'max' | 'min', keeps: BinaryOperation): Primitive<AlongAxis> {
  return constant({
    name,
    arity: 1,
    evaluate: ([x = 0], { axis }) => argExtreme(name, x, axis, which),
    batch: alongShiftedAxis,
    examples: [
      { args: [argument([3], distinct)], params: { axis: 0 } },
      { args: [argument([2, 3], distinct)], params: { axis: 1 } },
      { args: [argument([3, 2], distinct)], params: { axis: 0 } },
      { args: [argument([2, 0], distinct)], params: { axis: 0 } },
    ],
    source: 'locally constant',
    decompose([x = 0], { axis }) {
      const [first = 0, ...others] = entriesAlong(x, [axis]);
      let index: Value = zerosOf(shapeOfValue(first));
      let extreme = first;
      others.forEach((entry, i) => {
        // Nothing is more extreme than a NaN, so the first one stays.
        const stays = select(equal(extreme, extreme), keeps(entry, extreme), 1);
        index = select(stays, index, i + 1);
        extreme = select(stays, extreme, entry);
      });
      return index;
    },
  });
}

export const argmaxRow: Primitive<AlongAxis> = /* @__PURE__ */ argExtremeRow('argmax', 'max', lessEqual);
export const argminRow: Primitive<AlongAxis> = /* @__PURE__ */ argExtremeRow('argmin', 'min', greaterEqual);

/**
 * The index of the greatest number along an axis, or in the flattened array: of the first one, if several are equal, and
 * of the first NaN, if there is one. Not differentiable: the result is a plain number or tensor.
 *
 * @throws {@link DomainError} when there are no numbers.
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * argmax(tensor([[1, 5], [7, 3]])); // 2
 * argmax(tensor([[1, 5], [7, 3]]), 1); // [1, 0]
 */
export function argmax(x: Value): number;
export function argmax(x: Value, axis: number | undefined): number | Tensor;
export function argmax(x: Value, axis?: number): number | Tensor {
  return indexOf(argmaxRow, x, axis);
}

/**
 * The index of the least number along an axis, or in the flattened array: of the first one, if several are equal, and of
 * the first NaN, if there is one. Not differentiable: the result is a plain number or tensor.
 *
 * @throws {@link DomainError} when there are no numbers.
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * argmin(tensor([[1, 5], [7, 3]])); // 0
 * argmin(tensor([[1, 5], [7, 3]]), 1); // [0, 1]
 */
export function argmin(x: Value): number;
export function argmin(x: Value, axis: number | undefined): number | Tensor;
export function argmin(x: Value, axis?: number): number | Tensor {
  return indexOf(argminRow, x, axis);
}

function indexOf(row: Primitive<AlongAxis>, x: Value, axis: number | undefined): number | Tensor {
  const shape = shapeOfArgument(row.name, x);
  const along = axis === undefined ? 0 : normalizeAxis(row.name, axis, shape.length);
  checkNonempty(row.name, shape, axis === undefined ? shape.map((_, k) => k) : [along]);
  return row.apply([axis === undefined ? ravel(x) : x], { axis: along }) as number | Tensor;
}
