import type { Tensor } from '@wengert/tensor';
import { isValue, notAValue } from '../bind.js';
import { select } from '../kinds/selection.js';
import type { Mask, Scalar, Value } from '../value.js';

/**
 * `x` where the mask is set and `y` where it is not, element by element; all three broadcast. A mask is a boolean, or 0/1
 * values such as {@link less} returns; any number but 0 counts as set.
 *
 * The derivative follows only the side taken, for each element by itself: what the other side would contribute is zero
 * by structure, even where it is infinite or NaN.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 *
 * @example
 * where(tensor([1, 0]), tensor([1, 2]), tensor([3, 4])); // [1, 4]
 */
export function where(mask: boolean | number, x: number, y: number): number;
export function where(mask: boolean | Scalar, x: Scalar, y: Scalar): Scalar;
export function where(mask: Tensor, x: Value, y: Value): Tensor;
export function where(mask: Mask, x: Tensor, y: Value): Tensor;
export function where(mask: Mask, x: Value, y: Tensor): Tensor;
export function where(mask: Mask, x: Value, y: Value): Value;
export function where(mask: Mask, x: Value, y: Value): Value {
  const set = typeof mask === 'boolean' ? Number(mask) : mask;
  if (!isValue(set)) throw notAValue('where', 0, mask);
  if (!isValue(x)) throw notAValue('where', 1, x);
  if (!isValue(y)) throw notAValue('where', 2, y);
  return select(set, x, y);
}
