import {
  isTensor,
  normalizeIndices,
  put as putKernel,
  sizeOf,
  stridesOf,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import { copying } from '../kinds/copying.js';
import { addRow, applyBinary } from '../kinds/elementwise.js';
import type { Primitive } from '../primitive.js';
import type { Value } from '../value.js';
import { zerosOf } from '../zeros.js';
import { broadcastValues, shapeOfArgument } from './arguments.js';
import { readIndices, type IndexArray, type Indices } from './indices.js';
import { ravel, reshapeRow } from './reshaping.js';
import { checkRanges, resolveRanges, type Range } from './slicing.js';
import { scatterRow, takeRow } from './taking.js';

/** As for `slice`; or any indices along the axis, which may repeat. */
export type UpdateRange = Range | { readonly indices: Indices };

/** Places in row-major storage, each once. */
interface Places {
  readonly places: Int32Array;
}

/** The first argument with the elements at some places replaced by those of the second. */
export const putRow: Primitive<Places> = /* @__PURE__ */ copying({
  name: 'put',
  arity: 2,
  evaluate: ([x = 0, values = 0], { places }) => putKernel(x, places, values),
  transpose(cotangent, { places }, shape, index) {
    if (index === 0) return putRow.apply([cotangent, zerosOf([places.length])], { places });
    return reshapeRow.apply([takePlaces(cotangent, places)], { shape });
  },
  omits: (_params, _shape, index) => index === 0,
  batched({ places }, size, [shape = []]) {
    const starts = Int32Array.from({ length: size }, (_, entry) => entry * sizeOf(shape));
    return { places: combined(starts, places, 1) };
  },
  examples: [
    { args: [argument([2, 3]), argument([2])], params: { places: listed(4, 0) } },
    { args: [argument([3]), argument([1, 3])], params: { places: listed(0, 2, 1) } },
    { args: [argument([2]), argument([])], params: { places: listed(1) } },
    { args: [argument([2]), argument([0])], params: { places: listed() } },
    { args: [argument([]), argument([])], params: { places: listed(0) } },
  ],
  source: 'linear; its transposes are zeros put at the places, and take',
});

// @__NO_SIDE_EFFECTS__
function listed(...places: number[]): Int32Array {
  return Int32Array.from(places);
}

function takePlaces(x: Value, places: Int32Array): Value {
  return takeRow.apply([ravel(x)], { indices: places, indexShape: [places.length], axis: 0 });
}

/**
 * `x` with the elements in some ranges replaced by `values`. `x` itself does not change.
 *
 * There is one range for each axis, as in `slice`, or `{ indices }`; each is applied to its own axis, so that two lists
 * of indices select all their combinations. The values have the shape that is selected, or broadcast to it. Where
 * indices repeat, the last value stays, and the others have no influence.
 *
 * @throws {@link ShapeError} when a range or an index does not fit its axis, or the values do not broadcast to what is
 * selected.
 * @throws {@link TraceError} when indices are traced.
 *
 * @example
 * setAt(tensor([1, 2, 3]), [[1, null]], 0); // [1, 0, 0]
 * setAt(zeros([2, 2]), [{ indices: [1, 0] }, 0], tensor([5, 6])); // [[6, 0], [5, 0]]
 */
export function setAt(x: Tensor, ranges: readonly UpdateRange[], values: Value): Tensor;
export function setAt(x: Value, ranges: readonly UpdateRange[], values: Value): Value;
export function setAt(x: Value, ranges: readonly UpdateRange[], values: Value): Value {
  const own = shapeOfArgument('setAt', x);
  const { places, shape } = selectedPlaces('setAt', own, ranges);
  const replacing = broadcastValues('setAt', values, 2, shape);
  const last = new Map<number, number>();
  if (ranges.some(listsIndices)) places.forEach((place, i) => last.set(place, i));
  if (last.size === 0 || last.size === places.length) return putRow.apply([x, replacing], { places });
  return putRow.apply([x, takePlaces(replacing, Int32Array.from(last.values()))], {
    places: Int32Array.from(last.keys()),
  });
}

/**
 * `x` with `values` added to the elements in some ranges. `x` itself does not change. Ranges and values are as for
 * {@link setAt}, but where indices repeat, the values add up.
 *
 * @throws {@link ShapeError} when a range or an index does not fit its axis, or the values do not broadcast to what is
 * selected.
 * @throws {@link TraceError} when indices are traced.
 *
 * @example
 * addAt(tensor([1, 2, 3]), [{ indices: [0, 0] }], tensor([10, 20])); // [31, 2, 3]
 */
export function addAt(x: Tensor, ranges: readonly UpdateRange[], values: Value): Tensor;
export function addAt(x: Value, ranges: readonly UpdateRange[], values: Value): Value;
export function addAt(x: Value, ranges: readonly UpdateRange[], values: Value): Value {
  const own = shapeOfArgument('addAt', x);
  const { places, shape } = selectedPlaces('addAt', own, ranges);
  const added = ravel(broadcastValues('addAt', values, 2, shape));
  const size = sizeOf(own);
  const scattered = scatterRow.apply([added], { shape: [size], indices: places, indexShape: [places.length], axis: 0 });
  return applyBinary(addRow, x, reshapeRow.apply([scattered], { shape: own }));
}

function listsIndices(range: UpdateRange): range is { readonly indices: Indices } {
  return typeof range === 'object' && range !== null && !isTensor(range) && 'indices' in range;
}

/** The places in row-major storage that ranges select, and the shape of what they select. */
function selectedPlaces(
  operation: string,
  own: Shape,
  ranges: readonly UpdateRange[],
): { readonly places: Int32Array; readonly shape: Shape } {
  checkRanges(operation, own, ranges);
  const { starts, sizes, steps, kept } = resolveRanges(
    operation,
    own,
    ranges.map((range) => (listsIndices(range) ? null : range)),
  );
  const strides = stridesOf(own);
  const shape: number[] = [];
  let places: Int32Array = Int32Array.of(0);
  own.forEach((length, axis) => {
    const range = ranges[axis] ?? null;
    const { values, shape: axes } = listsIndices(range)
      ? readIndices(operation, range.indices)
      : walked(starts[axis] ?? 0, sizes[axis] ?? 0, steps[axis] ?? 1, kept[axis] ?? true);
    places = combined(places, normalizeIndices(operation, values, length), strides[axis] ?? 1);
    shape.push(...axes);
  });
  return { places, shape };
}

/** The indices that a range stands for. */
function walked(start: number, size: number, step: number, kept: boolean): IndexArray {
  return { values: Int32Array.from({ length: size }, (_, i) => start + i * step), shape: kept ? [size] : [] };
}

/** For each place so far, those that the indices along the next axis lead to. */
function combined(places: Int32Array, along: Int32Array, stride: number): Int32Array {
  const result = new Int32Array(places.length * along.length);
  let next = 0;
  for (const place of places) for (const index of along) result[next++] = place + index * stride;
  return result;
}
