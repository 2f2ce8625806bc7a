import { broadcastShapes, broadcastTo } from '../broadcast.js';
import { ShapeError } from '../errors.js';
import { formatShape, sizeOf } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, dataOf, shapeOf, type Plain } from '../tensor.js';

/**
 * The cross products of vectors of three elements along the last axis; the other axes broadcast.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when a last axis is not of length 3, or the other axes do not broadcast.
 *
 * @example
 * cross('cross', tensor([1, 0, 0]), tensor([0, 1, 0])); // [0, 0, 1]
 */
export function cross(operation: string, x: Plain, y: Plain): DenseTensor {
  if (shapeOf(x).at(-1) !== 3 || shapeOf(y).at(-1) !== 3) {
    throw new ShapeError(
      `${operation}: the last axes must have length 3, but the shapes are ${formatShape(shapeOf(x))} and ` +
        `${formatShape(shapeOf(y))}.`,
    );
  }
  const shape = broadcastShapes(operation, shapeOf(x), shapeOf(y));
  const a = dataOf(broadcastTo(x, shape));
  const b = dataOf(broadcastTo(y, shape));
  const out = allocate(sizeOf(shape));
  for (let i = 0; i < out.length; i += 3) {
    const [a0, a1, a2] = [a[i]!, a[i + 1]!, a[i + 2]!];
    const [b0, b1, b2] = [b[i]!, b[i + 1]!, b[i + 2]!];
    out[i] = a1 * b2 - a2 * b1;
    out[i + 1] = a2 * b0 - a0 * b2;
    out[i + 2] = a0 * b1 - a1 * b0;
  }
  return new DenseTensor(out, shape);
}
