import {
  checkShape,
  formatShape,
  normalizeAxes,
  reshape as reshapeKernel,
  ShapeError,
  sizeOf,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import type { TargetShape } from '../kinds/broadcasting.js';
import { copying } from '../kinds/copying.js';
import type { Primitive } from '../primitive.js';
import type { Value } from '../value.js';
import { numbersOf, shapeOfArgument } from './arguments.js';

export const reshapeRow: Primitive<TargetShape> = /* @__PURE__ */ copying({
  name: 'reshape',
  arity: 1,
  evaluate: ([x = 0], { shape }) => reshapeKernel(x, shape),
  transpose: (cotangent, _params, shape) => reshapeRow.apply([cotangent], { shape }),
  batched: ({ shape }, size) => ({ shape: [size, ...shape] }),
  examples: [
    { args: [argument([2, 3])], params: { shape: [3, 2] } },
    { args: [argument([])], params: { shape: [1, 1] } },
    { args: [argument([1])], params: { shape: [] } },
    { args: [argument([0, 3])], params: { shape: [0] } },
  ],
  source: 'linear; its transpose restores the shape',
});

/**
 * The same elements, in row-major order, in another shape. One length may be -1: it follows from the size.
 *
 * @throws {@link ShapeError} when the sizes differ.
 *
 * @example
 * reshape(arange(6), [2, -1]); // [[0, 1, 2], [3, 4, 5]]
 */
export function reshape(x: Value, shape: readonly []): Value;
export function reshape(x: Value, shape: Shape): Tensor;
export function reshape(x: Value, shape: Shape): Value {
  return reshapeRow.apply([x], { shape: completeShape(shapeOfArgument('reshape', x), shape) });
}

function completeShape(from: Shape, to: Shape): Shape {
  // What is no array is for `checkShape` to refuse.
  const unknown = Array.isArray(to) ? to.indexOf(-1) : -1;
  if (unknown >= 0 && to.includes(-1, unknown + 1)) {
    throw new ShapeError(`reshape: shape ${formatShape(to)} leaves more than one length open; only one may be -1.`);
  }
  const known = unknown < 0 ? to : to.with(unknown, 1);
  checkShape('reshape', known);
  const size = sizeOf(from);
  const shape = unknown < 0 ? known : known.with(unknown, size / sizeOf(known));
  if (shape.some((length) => !Number.isInteger(length)) || sizeOf(shape) !== size) {
    throw new ShapeError(
      `reshape: a value of shape ${formatShape(from)} has ${size} elements, which do not fit shape ${formatShape(to)}.`,
    );
  }
  return shape;
}

/**
 * All elements in row-major order, along a single axis.
 *
 * @example
 * ravel(tensor([[1, 2], [3, 4]])); // [1, 2, 3, 4]
 */
export function ravel(x: Value): Tensor {
  const shape: Shape = [sizeOf(shapeOfArgument('ravel', x))];
  return reshapeRow.apply([x], { shape }) as Tensor;
}

/**
 * `x` with new axes of length 1, which stand at the given places in the result.
 *
 * @param axis - One axis of the result, or several; negative ones count from its end.
 * @throws {@link ShapeError} when an axis does not exist in the result or is given twice.
 *
 * @example
 * expandDims(tensor([1, 2]), -1); // [[1], [2]]
 */
export function expandDims(x: Value, axis: number | readonly number[]): Tensor {
  const own = shapeOfArgument('expandDims', x);
  const rank = own.length + numbersOf('expandDims', 'axis', axis).length;
  const added = normalizeAxes('expandDims', axis, rank);
  const shape = own.slice();
  for (const place of added) shape.splice(place, 0, 1);
  return reshapeRow.apply([x], { shape }) as Tensor;
}

/**
 * `x` without axes of length 1; a scalar when none is left.
 *
 * @param axis - The axis or axes to drop, which must have length 1; without it, all that have.
 * @throws {@link ShapeError} when an axis does not exist, is given twice, or is not of length 1.
 *
 * @example
 * squeeze(tensor([[1], [2]])); // [1, 2]
 */
export function squeeze(x: Value, axis?: number | readonly number[]): Value {
  const own = shapeOfArgument('squeeze', x);
  const dropped = normalizeAxes('squeeze', axis, own.length).filter((place) => axis !== undefined || own[place] === 1);
  for (const place of dropped) {
    if (own[place] !== 1) {
      throw new ShapeError(
        `squeeze: axis ${place} of shape ${formatShape(own)} has length ${own[place]}, and only axes of length 1 can ` +
          'be dropped. slice or a reduction such as sum drops longer ones.',
      );
    }
  }
  return reshapeRow.apply([x], { shape: own.filter((_, place) => !dropped.includes(place)) });
}
