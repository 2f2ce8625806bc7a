import { ShapeError } from './errors.js';
import { sumAlong } from './kernels/reduce.js';
import { broadcastStrides, gatherStrided } from './kernels/strided.js';
import { reshape } from './kernels/layout.js';
import { formatShape, sameShape, sizeOf, type Shape } from './shape.js';
import { allocate } from './storage.js';
import { DenseTensor, shapeOf, type Plain } from './tensor.js';

/**
 * The shape of a result whose arguments have these two shapes, by NumPy's rules: shapes are aligned at their last axes,
 * missing axes count as 1, and an axis of length 1 is repeated to match.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when an axis differs and neither length is 1.
 *
 * @example
 * broadcastShapes('mul', [4, 1, 3], [2, 1]); // [4, 2, 3]
 */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  if (b.length === 0 || sameShape(a, b)) return a;
  if (a.length === 0) return b;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let back = 1; back <= rank; back++) {
    const m = back > a.length ? 1 : (a[a.length - back] as number);
    const n = back > b.length ? 1 : (b[b.length - back] as number);
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(
        `${operation}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: ` +
          `axis ${-back} is ${m} in the first and ${n} in the second.`,
      );
    }
    shape[rank - back] = m === 1 ? n : m;
  }
  return shape;
}

/**
 * `x` repeated along new leading axes and along axes of length 1, so that it gets the shape.
 *
 * @throws {@link ShapeError} when `x` does not broadcast to exactly this shape.
 *
 * @example
 * broadcastTo(tensor([1, 2]), [2, 2]); // [[1, 2], [1, 2]]
 */
export function broadcastTo(x: Plain, shape: Shape): Plain {
  const own = shapeOf(x);
  if (sameShape(own, shape)) return x;
  if (!broadcastsTo(own, shape)) {
    throw new ShapeError(`broadcastTo: shape ${formatShape(own)} does not broadcast to ${formatShape(shape)}.`);
  }
  const size = sizeOf(shape);
  if (typeof x === 'number') return new DenseTensor(allocate(size).fill(x), shape);
  return new DenseTensor(
    gatherStrided({ data: x.data, offset: 0, strides: broadcastStrides(own, shape) }, shape, size),
    shape,
  );
}

/**
 * Whether an array of the first shape can be repeated to the second, as {@link broadcastTo} does.
 *
 * @example
 * broadcastsTo([2, 1], [4, 2, 3]); // true
 */
export function broadcastsTo(own: Shape, shape: Shape): boolean {
  const added = shape.length - own.length;
  return added >= 0 && own.every((length, axis) => length === 1 || length === shape[added + axis]);
}

/**
 * The transpose of {@link broadcastTo}: `x` summed over the axes along which an array of the given shape would be
 * repeated to get the shape of `x`.
 *
 * @throws {@link ShapeError} when that shape does not broadcast to the shape of `x`.
 *
 * @example
 * sumTo(tensor([[1, 2], [3, 4]]), [2]); // [4, 6]
 */
export function sumTo(x: Plain, shape: Shape): Plain {
  const own = shapeOf(x);
  if (sameShape(own, shape)) return x;
  if (!broadcastsTo(shape, own)) {
    throw new ShapeError(
      `sumTo: shape ${formatShape(own)} does not sum to ${formatShape(shape)}, which does not broadcast to it.`,
    );
  }
  return reshape(sumAlong(x, axesSummedTo(own, shape), false), shape);
}

/**
 * The axes over which an array is summed to a shape that broadcasts to its own.
 *
 * @example
 * axesSummedTo([4, 2, 3], [2, 1]); // [0, 2]
 */
export function axesSummedTo(own: Shape, shape: Shape): readonly number[] {
  const added = own.length - shape.length;
  const axes: number[] = [];
  for (let axis = 0; axis < own.length; axis++) {
    if (axis < added || (shape[axis - added] === 1 && own[axis] !== 1)) axes.push(axis);
  }
  return axes;
}
