import {
  broadcastShapes,
  broadcastTo as broadcastKernel,
  formatShape,
  fromData,
  normalizeAxis,
  normalizeIndices,
  scatterAlongAxis as scatterAlongKernel,
  ShapeError,
  takeAlongAxis as takeAlongKernel,
  dataOf,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import { broadcast } from '../kinds/broadcasting.js';
import { copying } from '../kinds/copying.js';
import type { Primitive } from '../primitive.js';
import type { Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { readIndices, type Indices } from './indices.js';

/** For each place of the result, the place along the axis that its element is from, within range. */
interface SelectionAlong {
  readonly indices: Int32Array;
  /** The shape of the result; it agrees with that of the argument in all axes but one. */
  readonly indexShape: Shape;
  readonly axis: number;
}

/** Where to put elements: into zeros of this shape. */
interface ScatteringAlong extends SelectionAlong {
  readonly shape: Shape;
}

export const takeAlongAxisRow: Primitive<SelectionAlong> = /* @__PURE__ */ copying({
  name: 'takeAlongAxis',
  arity: 1,
  evaluate: ([x = 0], { indices, indexShape, axis }) => takeAlongKernel(x, indices, indexShape, axis),
  transpose: (cotangent, { indices, indexShape, axis }, shape) =>
    scatterAlongAxisRow.apply([cotangent], { indices, indexShape, axis, shape }),
  omits: () => true,
  repeats: true,
  batched: forEachEntry,
  examples: [
    { args: [argument([2, 3])], params: { indices: places(2, 0, 1, 1), indexShape: [2, 2], axis: 1 } },
    { args: [argument([3, 1])], params: { indices: places(0, 2, 0, 1), indexShape: [4, 1], axis: 0 } },
    { args: [argument([2, 0])], params: { indices: places(), indexShape: [1, 0], axis: 0 } },
  ],
  source: 'linear; its transpose is scatterAlongAxis',
});

/** Zeros with each element of `x` added at its own index along an axis; those at the same index add up. */
export const scatterAlongAxisRow: Primitive<ScatteringAlong> = /* @__PURE__ */ copying<ScatteringAlong>({
  name: 'scatterAlongAxis',
  arity: 1,
  evaluate: ([x = 0], { shape, indices, indexShape, axis }) => scatterAlongKernel(shape, indices, indexShape, x, axis),
  transpose: (cotangent, { indices, indexShape, axis }) =>
    takeAlongAxisRow.apply([cotangent], { indices, indexShape, axis }),
  batched: ({ shape, ...selection }, size) => ({ ...forEachEntry(selection, size), shape: [size, ...shape] }),
  examples: [
    { args: [argument([2, 2])], params: { shape: [2, 3], indices: places(2, 0, 1, 1), indexShape: [2, 2], axis: 1 } },
    { args: [argument([1, 0])], params: { shape: [2, 0], indices: places(), indexShape: [1, 0], axis: 0 } },
  ],
  source: 'linear; its transpose is takeAlongAxis',
});

/** The same selection in each entry of a batch. */
function forEachEntry({ indices, indexShape, axis }: SelectionAlong, size: number): SelectionAlong {
  const repeated = new Int32Array(size * indices.length);
  for (let entry = 0; entry < size; entry++) repeated.set(indices, entry * indices.length);
  return { indices: repeated, indexShape: [size, ...indexShape], axis: axis + 1 };
}

// @__NO_SIDE_EFFECTS__
function places(...indices: number[]): Int32Array {
  return Int32Array.from(indices);
}

/**
 * For each place of `indices`, the element of `x` at the same place but for the axis, where the index says which. This
 * is how the result of `argsort` or `argmax` is applied.
 *
 * @param indices - Integers, of the rank of `x`; negative ones count from the end. All axes but the one broadcast.
 * @throws {@link ShapeError} when there is no such axis, an index is no integer or out of range, or the other axes do not
 * broadcast.
 * @throws {@link TraceError} when the indices are traced.
 *
 * @example
 * takeAlongAxis(tensor([[3, 1], [2, 4]]), [[1, 0], [0, 1]], 1); // [[1, 3], [2, 4]]
 */
export function takeAlongAxis(x: Value, indices: Indices, axis: number): Tensor {
  const shape = shapeOfArgument('takeAlongAxis', x);
  const along = normalizeAxis('takeAlongAxis', axis, shape.length);
  const { values, shape: own } = readIndices('takeAlongAxis', indices);
  if (own.length !== shape.length) {
    throw new ShapeError(
      `takeAlongAxis: indices of shape ${formatShape(own)} must have as many axes as the values, of shape ` +
        `${formatShape(shape)}. take selects the same places everywhere.`,
    );
  }
  const common = broadcastShapes('takeAlongAxis', own.with(along, 1), shape.with(along, 1));
  const indexShape = common.with(along, own[along] ?? 0);
  const all = broadcastKernel(fromData(Float64Array.from(values), own), indexShape);
  const selection = {
    indices: normalizeIndices('takeAlongAxis', dataOf(all), shape[along] ?? 0),
    indexShape,
    axis: along,
  };
  const source = broadcast(x, common.with(along, shape[along] ?? 0));
  return takeAlongAxisRow.apply([source], selection) as Tensor;
}
