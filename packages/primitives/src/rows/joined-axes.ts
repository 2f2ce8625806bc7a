import { sameShape, type Shape } from '@wengert/tensor';
import { shapeOfValue, type Value } from '../value.js';
import { transposeRow } from './axes.js';
import { reshapeRow } from './reshaping.js';
import { countAlong } from './reduction.js';

/**
 * `x` with some of its axes joined to one, which is the last: for operations that know a single axis.
 */
export function joinAxes(x: Value, axes: readonly number[]): Value {
  const shape = shapeOfValue(x);
  const staying = stayingAxes(shape, axes);
  return reshaped(transposed(x, [...staying, ...axes]), [
    ...staying.map((axis) => shape[axis] ?? 1),
    countAlong(shape, axes),
  ]);
}

/** The way back from {@link joinAxes} to `shape`. */
export function partAxes(joined: Value, shape: Shape, axes: readonly number[]): Value {
  const order = [...stayingAxes(shape, axes), ...axes];
  const back = order.slice();
  order.forEach((axis, place) => (back[axis] = place));
  return transposed(
    reshaped(
      joined,
      order.map((axis) => shape[axis] ?? 1),
    ),
    back,
  );
}

function stayingAxes(shape: Shape, axes: readonly number[]): readonly number[] {
  return shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
}

function transposed(x: Value, order: readonly number[]): Value {
  return order.every((axis, place) => axis === place) ? x : transposeRow.apply([x], { axes: order });
}

function reshaped(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : reshapeRow.apply([x], { shape });
}
