import { formatShape, ShapeError, type Shape } from '@wengert/tensor';
import { isValue, notAValue } from '../bind.js';
import { broadcast } from '../kinds/broadcasting.js';
import { shapeOfValue, type Value } from '../value.js';

/**
 * The shape of an argument, for operations that must know it before they are applied.
 *
 * @throws {@link WengertError} when it is no number and no tensor.
 */
export function shapeOfArgument(operation: string, x: Value, index = 0): Shape {
  if (!isValue(x)) throw notAValue(operation, index, x);
  return shapeOfValue(x);
}

/**
 * Values repeated to the shape of the places that they go to.
 *
 * @throws {@link ShapeError} when they do not broadcast to it.
 */
export function broadcastValues(operation: string, values: Value, index: number, shape: Shape): Value {
  const own = shapeOfArgument(operation, values, index);
  const added = shape.length - own.length;
  if (added < 0 || !own.every((length, axis) => length === 1 || length === shape[added + axis])) {
    throw new ShapeError(
      `${operation}: values of shape ${formatShape(own)} do not broadcast to ${formatShape(shape)}, ` +
        'which is what the indices select.',
    );
  }
  return broadcast(values, shape);
}
