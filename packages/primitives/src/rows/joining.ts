import {
  concat as concatKernel,
  formatShape,
  fromData,
  normalizeAxis,
  reshape as reshapeKernel,
  sameShape,
  ShapeError,
  type Plain,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import { copying } from '../kinds/copying.js';
import type { Primitive } from '../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../value.js';
import { numbersOf, shapeOfArgument } from './arguments.js';
import { resolveRanges, sliceRow, type ShapedSlice } from './slicing.js';

/** The axis along which arrays are put one after the other, and where along it each of them starts. */
interface Joint {
  readonly axis: number;
  readonly offsets: readonly number[];
}

/** The axis of the result along which the arguments are numbered. */
interface NewAxis {
  readonly axis: number;
}

export const concatRow: Primitive<Joint> = /* @__PURE__ */ copying({
  name: 'concat',
  evaluate: (args, { axis }) => concatKernel('concat', args, axis),
  transpose: (cotangent, { axis, offsets }, shape, index) =>
    sliceRow.apply([cotangent], part(shape, axis, offsets[index] ?? 0, shape)),
  batched: ({ axis, offsets }) => ({ axis: axis + 1, offsets }),
  examples: [
    { args: [argument([2]), argument([3])], params: { axis: 0, offsets: [0, 2] } },
    { args: [argument([2, 1]), argument([2, 0]), argument([2, 3])], params: { axis: 1, offsets: [0, 1, 1] } },
    { args: [argument([1, 2])], params: { axis: 0, offsets: [0] } },
  ],
  source: 'linear; its transpose cuts the parts out',
});

export const stackRow: Primitive<NewAxis> = /* @__PURE__ */ copying({
  name: 'stack',
  evaluate: (args, { axis }) => stackPlain(args, axis),
  transpose: (cotangent, { axis }, shape, index) =>
    sliceRow.apply([cotangent], part(withAxis(shape, axis), axis, index, shape)),
  batched: ({ axis }) => ({ axis: axis + 1 }),
  examples: [
    { args: [argument([]), argument([]), argument([])], params: { axis: 0 } },
    { args: [argument([2]), argument([2])], params: { axis: 1 } },
    { args: [argument([2, 1])], params: { axis: 1 } },
    { args: [argument([0]), argument([0])], params: { axis: 0 } },
  ],
  source: 'linear; its transpose cuts the parts out',
});

/** The part of these sizes that starts at `offset` along an axis and at 0 along all others. */
function part(sizes: Shape, axis: number, offset: number, shape: Shape): ShapedSlice {
  return { starts: sizes.map((_, k) => (k === axis ? offset : 0)), sizes, steps: sizes.map(() => 1), shape };
}

function withAxis(shape: Shape, axis: number): Shape {
  return shape.toSpliced(axis, 0, 1);
}

function stackPlain(args: readonly Plain[], axis: number): Plain {
  if (args.every((x) => typeof x === 'number')) return fromData(Float64Array.from(args), [args.length]);
  return concatKernel(
    'stack',
    args.map((x) => reshapeKernel(x, withAxis(shapeOfValue(x), axis))),
    axis,
  );
}

/**
 * Tensors put one after the other along an axis. They may differ in the length of that axis only.
 *
 * @param list - At least one tensor; numbers are joined by {@link stack}.
 * @throws {@link ShapeError} when the list is empty, holds a number, or the shapes do not fit.
 *
 * @example
 * concat([tensor([1, 2]), tensor([3])]); // [1, 2, 3]
 */
export function concat(list: readonly Value[], axis = 0): Tensor {
  const shapes = shapesOf('concat', list);
  shapes.forEach((shape, i) => {
    if (shape.length > 0) return;
    throw new ShapeError(`concat: item ${i} is a number, which has no axes. stack joins numbers.`);
  });
  const along = normalizeAxis('concat', axis, shapes[0]?.length ?? 0);
  let offset = 0;
  const offsets = shapes.map((shape) => {
    const start = offset;
    offset += shape[along] ?? 0;
    return start;
  });
  return concatRow.apply(list, { axis: along, offsets }) as Tensor;
}

/**
 * Values of one shape as the entries of a new axis. A list of scalars gives a tensor of rank 1, so this is how a tensor
 * is made of traced scalars.
 *
 * @param list - At least one value.
 * @param axis - Where the new axis stands in the result; negative ones count from its end.
 * @throws {@link ShapeError} when the list is empty, the shapes differ, or the result has no such axis.
 *
 * @example
 * stack([tensor([1, 2]), tensor([3, 4])], 1); // [[1, 3], [2, 4]]
 */
export function stack(list: readonly Value[], axis = 0): Tensor {
  const shapes = shapesOf('stack', list);
  const first = shapes[0] ?? [];
  shapes.forEach((shape, i) => {
    if (sameShape(shape, first)) return;
    throw new ShapeError(
      `stack: item ${i} has shape ${formatShape(shape)}, item 0 has ${formatShape(first)}; they must agree. ` +
        'concat joins along an axis that they have already.',
    );
  });
  return stackRow.apply(list, { axis: normalizeAxis('stack', axis, first.length + 1) }) as Tensor;
}

function shapesOf(operation: string, list: readonly Value[]): readonly Shape[] {
  if (!Array.isArray(list)) {
    throw new ShapeError(`${operation}: takes an array of values, but got ${describeValue(list)}.`);
  }
  if (list.length === 0) throw new ShapeError(`${operation}: there is nothing to join; give at least one value.`);
  return list.map((x: Value, i) => {
    if (Array.isArray(x)) {
      throw new ShapeError(
        `${operation}: item ${i} is an array; make a tensor of it first, with tensor(...) or stack(...).`,
      );
    }
    return shapeOfArgument(operation, x, i);
  });
}

/**
 * The parts of `x` along an axis.
 *
 * @param parts - The number of equal parts, or the positions before which to cut: `[2, 3]` gives the ranges `[0, 2]`,
 * `[2, 3]` and `[3, null]`, which may be empty.
 * @throws {@link ShapeError} when there is no such axis, or it does not divide into that many equal parts.
 *
 * @example
 * split(arange(6), 3)[1]; // [2, 3]
 * split(arange(6), [1, 4])[2]; // [4, 5]
 */
export function split(x: Value, parts: number | readonly number[], axis = 0): Tensor[] {
  const shape = shapeOfArgument('split', x);
  const along = normalizeAxis('split', axis, shape.length);
  const cuts = typeof parts === 'number' ? evenCuts(parts, shape, along) : numbersOf('split', 'parts', parts);
  return [...cuts, null].map((stop, i) => {
    const ranges = shape.map((_, k) => (k === along ? ([cuts[i - 1] ?? 0, stop] as const) : null));
    const { starts, sizes, steps } = resolveRanges('split', shape, ranges);
    return sliceRow.apply([x], { starts, sizes, steps, shape: sizes }) as Tensor;
  });
}

function evenCuts(parts: number, shape: Shape, axis: number): readonly number[] {
  const length = shape[axis] ?? 0;
  if (!Number.isInteger(parts) || parts < 1 || length % parts !== 0) {
    throw new ShapeError(
      `split: axis ${axis} of shape ${formatShape(shape)} has length ${length} and does not divide into ${parts} equal ` +
        'parts; give the positions to cut at instead.',
    );
  }
  return Array.from({ length: parts - 1 }, (_, i) => ((i + 1) * length) / parts);
}
