import { broadcastShapes, cross as crossKernel, formatShape, ShapeError, type Shape } from '@wengert/tensor';
import { multilinear } from '../kinds/multilinear.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { mul, sub } from './arithmetic.js';
import { overLeadingAxes } from './batching.js';
import { productExamples } from './products.js';
import { placeRow, sliceRow } from './slicing.js';
import type { NumberOrTensor } from './vector-products.js';

/** Vectors of three elements. Since `c · (x × y) = x · (y × c) = y · (c × x)`, its transposes are cross products too. */
export const crossRow: Primitive<undefined> = /* @__PURE__ */ multilinear({
  name: 'cross',
  evaluate: ([x = 0, y = 0]) => crossKernel('cross', x, y),
  transposes: [
    (cotangent, [, y = 0]) => crossRow.apply([y, cotangent], undefined),
    (cotangent, [x = 0]) => crossRow.apply([cotangent, x], undefined),
  ],
  batch: overLeadingAxes,
  examples: productExamples(
    undefined,
    [[3], [3]],
    [[2, 3], [3]],
    [
      [1, 3],
      [2, 1, 3],
    ],
    [
      [0, 3],
      [1, 3],
    ],
  ),
  source: 'the scalar triple product is invariant under cyclic permutation',
});

/**
 * The cross products of vectors along the last axis; the other axes broadcast. Of two vectors of two elements it is a
 * scalar, the third component; with one of three elements, one of two elements has 0 as its third.
 *
 * @throws {@link ShapeError} when a last axis is not of length 2 or 3, or the other axes do not broadcast.
 *
 * @example
 * cross(tensor([1, 0, 0]), tensor([0, 1, 0])); // [0, 0, 1]
 * cross(tensor([1, 2]), tensor([3, 4])); // -2
 */
export function cross(x: Value, y: Value): NumberOrTensor {
  const [xShape, yShape] = [shapeOfArgument('cross', x), shapeOfArgument('cross', y, 1)];
  if (![2, 3].includes(xShape.at(-1) ?? 0) || ![2, 3].includes(yShape.at(-1) ?? 0)) {
    throw new ShapeError(
      `cross: the last axes must have length 2 or 3, but the shapes are ${formatShape(xShape)} and ` +
        `${formatShape(yShape)}. moveAxis brings another axis there.`,
    );
  }
  const operation = `cross: ${formatShape(xShape)} x ${formatShape(yShape)}, axes before the last`;
  broadcastShapes(operation, xShape.slice(0, -1), yShape.slice(0, -1));
  if (xShape.at(-1) === 2 && yShape.at(-1) === 2) {
    return sub(mul(element(x, 0), element(y, 1)), mul(element(x, 1), element(y, 0))) as NumberOrTensor;
  }
  return crossRow.apply([inSpace(x), inSpace(y)], undefined) as NumberOrTensor;
}

/** Entry `index` along the last axis. */
function element(x: Value, index: number): Value {
  const shape = shapeOfValue(x);
  return sliceRow.apply([x], {
    starts: shape.with(-1, index).map((start, axis) => (axis === shape.length - 1 ? start : 0)),
    sizes: shape.with(-1, 1),
    steps: shape.map(() => 1),
    shape: shape.slice(0, -1),
  });
}

/** Vectors of two elements with 0 as their third. */
function inSpace(x: Value): Value {
  const shape = shapeOfValue(x);
  if (shape.at(-1) === 3) return x;
  const steps: Shape = shape.map(() => 1);
  return placeRow.apply([x], { starts: shape.map(() => 0), sizes: shape, steps, shape: shape.with(-1, 3) });
}
