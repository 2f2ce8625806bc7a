import {
  normalizeAxis,
  normalizeIndices,
  scatterAdd as scatterKernel,
  sizeOf,
  take as takeKernel,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import { copying } from '../kinds/copying.js';
import { addRow, applyBinary } from '../kinds/elementwise.js';
import type { Primitive } from '../primitive.js';
import type { Scalar, Value } from '../value.js';
import { broadcastValues, shapeOfArgument } from './arguments.js';
import { readIndices, type Indices } from './indices.js';
import { ravel } from './reshaping.js';

/** Places along an axis, counted from the start and within range; in what is taken, `indexShape` stands for the axis. */
interface Selection {
  readonly indices: Int32Array;
  readonly indexShape: Shape;
  readonly axis: number;
}

/** Where to put elements: at places along an axis of zeros of this shape. */
interface Scattering extends Selection {
  readonly shape: Shape;
}

export const takeRow: Primitive<Selection> = /* @__PURE__ */ copying({
  name: 'take',
  arity: 1,
  evaluate: ([x = 0], { indices, indexShape, axis }) => takeKernel(x, indices, indexShape, axis),
  transpose: (cotangent, { indices, indexShape, axis }, shape) =>
    scatterRow.apply([cotangent], { indices, indexShape, axis, shape }),
  omits: () => true,
  repeats: true,
  batched: (selection) => ({ ...selection, axis: selection.axis + 1 }),
  examples: [
    { args: [argument([3])], params: { indices: places(2, 0, 2, 2), indexShape: [4], axis: 0 } },
    { args: [argument([2, 3])], params: { indices: places(1), indexShape: [], axis: 1 } },
    { args: [argument([2, 3])], params: { indices: places(1, 1, 0, 1), indexShape: [2, 2], axis: 0 } },
    { args: [argument([2, 1])], params: { indices: places(), indexShape: [0], axis: 0 } },
  ],
  source: 'linear; its transpose is scatter',
});

/** Zeros with the elements of `x` added at indices along an axis; those at the same index add up. */
export const scatterRow: Primitive<Scattering> = /* @__PURE__ */ copying({
  name: 'scatter',
  arity: 1,
  evaluate: ([x = 0], { shape, indices, indexShape, axis }) => scatterKernel(shape, indices, indexShape, x, axis),
  transpose: (cotangent, { indices, indexShape, axis }) => takeRow.apply([cotangent], { indices, indexShape, axis }),
  batched: (scattering, size) => ({
    ...scattering,
    axis: scattering.axis + 1,
    shape: [size, ...scattering.shape],
  }),
  examples: [
    { args: [argument([4])], params: { shape: [3], indices: places(2, 0, 2, 2), indexShape: [4], axis: 0 } },
    { args: [argument([2])], params: { shape: [2, 3], indices: places(1), indexShape: [], axis: 1 } },
    { args: [argument([0, 1])], params: { shape: [2, 1], indices: places(), indexShape: [0], axis: 0 } },
  ],
  source: 'linear; its transpose is take',
});

// @__NO_SIDE_EFFECTS__
function places(...indices: number[]): Int32Array {
  return Int32Array.from(indices);
}

/**
 * The elements of `x` at the indices along an axis. In the result, the axes of `indices` stand in place of that axis, so
 * that a single index drops it. Where an index is repeated, the derivatives of the copies add up.
 *
 * @param indices - Integers; negative ones count from the end.
 * @param axis - Without it, the elements of `x` are counted in row-major order.
 * @throws {@link ShapeError} when there is no such axis, or an index is no integer or out of range.
 * @throws {@link TraceError} when the indices are traced.
 *
 * @example
 * take(tensor([10, 20, 30]), [2, 0, -1]); // [30, 10, 30]
 * take(tensor([[1, 2], [3, 4]]), 1, 1); // [2, 4]
 */
export function take(x: Tensor, indices: number): number;
export function take(x: Value, indices: number): Scalar;
export function take(x: Value, indices: number, axis?: number): Value;
export function take(x: Value, indices: Exclude<Indices, number>, axis?: number): Tensor;
export function take(x: Value, indices: Indices, axis?: number): Value;
export function take(x: Value, indices: Indices, axis?: number): Value {
  const shape = shapeOfArgument('take', x);
  if (axis === undefined) return takeRow.apply([ravel(x)], select('take', indices, sizeOf(shape), 0));
  const along = normalizeAxis('take', axis, shape.length);
  return takeRow.apply([x], select('take', indices, shape[along] ?? 0, along));
}

/** The selection that indices make along an axis of this length. */
function select(operation: string, indices: Indices, length: number, axis: number): Selection {
  const { values, shape } = readIndices(operation, indices);
  return { indices: normalizeIndices(operation, values, length), indexShape: shape, axis };
}

/**
 * `x` with values added at the indices along an axis; values at the same index add up. `take(x, indices, axis)` has the
 * shape that the values must have or broadcast to.
 *
 * @param indices - Integers; negative ones count from the end.
 * @throws {@link ShapeError} when there is no such axis, an index is no integer or out of range, or the values do not
 * broadcast to what the indices select.
 * @throws {@link TraceError} when the indices are traced.
 *
 * @example
 * scatterAdd(zeros([3]), [0, 2, 2], tensor([1, 2, 3])); // [1, 0, 5]
 */
export function scatterAdd(x: Value, indices: Indices, values: Value, axis = 0): Tensor {
  const shape = shapeOfArgument('scatterAdd', x);
  const along = normalizeAxis('scatterAdd', axis, shape.length);
  const selection = select('scatterAdd', indices, shape[along] ?? 0, along);
  const selected = shape.toSpliced(along, 1, ...selection.indexShape);
  const added = scatterRow.apply([broadcastValues('scatterAdd', values, 2, selected)], { ...selection, shape });
  return applyBinary(addRow, x, added) as Tensor;
}
