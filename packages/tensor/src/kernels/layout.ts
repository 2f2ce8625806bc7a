import { ShapeError } from '../errors.js';
import { formatShape, sizeOf, stridesOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, dataOf, fromData, shapeOf, type Plain } from '../tensor.js';
import { copyBlocks, copyRow, copyStrided, gatherStrided } from './strided.js';

/**
 * The same elements in another shape; tensors share their storage.
 *
 * @throws {@link ShapeError} when the sizes differ.
 *
 * @example
 * reshape(tensor([1, 2, 3, 4]), [2, 2]); // [[1, 2], [3, 4]]
 */
export function reshape(x: Plain, shape: Shape): Plain {
  if (typeof x === 'number' && shape.length === 0) return x;
  const data = dataOf(x);
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `reshape: shape ${formatShape(shapeOf(x))} has ${data.length} elements, ${formatShape(shape)} has ${sizeOf(shape)}.`,
    );
  }
  return fromData(data, shape);
}

/**
 * The array whose axis `k` is the axis `axes[k]` of `x`.
 *
 * @param axes - A permutation of the axes, counted from the start.
 *
 * @example
 * transpose(tensor([[1, 2], [3, 4]]), [1, 0]); // [[1, 3], [2, 4]]
 */
export function transpose(x: Plain, axes: readonly number[]): Plain {
  if (typeof x === 'number' || axes.every((axis, k) => axis === k)) return x;
  if (axes.length === 2) {
    const [m, n] = x.shape as readonly [number, number];
    const out = allocate(x.data.length);
    copyBlocks(x.data, 0, 1, n, out, 0, m, 1, n, m);
    return new DenseTensor(out, [n, m]);
  }
  const own = stridesOf(x.shape);
  const shape = axes.map((axis) => x.shape[axis]!);
  const strides = axes.map((axis) => own[axis]!);
  return new DenseTensor(gatherStrided({ data: x.data, offset: 0, strides }, shape, x.data.length), shape);
}

/**
 * `x` with the order along the axes reversed.
 *
 * @param axes - Counted from the start, each once.
 *
 * @example
 * flip(tensor([1, 2, 3]), [0]); // [3, 2, 1]
 */
export function flip(x: Plain, axes: readonly number[]): Plain {
  if (typeof x === 'number') return x;
  const starts = x.shape.map((length, axis) => (axes.includes(axis) ? length - 1 : 0));
  return slice(
    x,
    starts,
    x.shape,
    x.shape.map((_, axis) => (axes.includes(axis) ? -1 : 1)),
  );
}

/**
 * The elements of `x` at `starts[k] + i * steps[k]` along each axis `k`, for `i` from 0 to `sizes[k] - 1`.
 *
 * @param steps - May be negative.
 * @throws {@link ShapeError} when that leaves the array.
 *
 * @example
 * slice(tensor([1, 2, 3, 4, 5]), [4], [3], [-2]); // [5, 3, 1]
 */
export function slice(x: Plain, starts: readonly number[], sizes: Shape, steps: readonly number[]): Plain {
  if (typeof x === 'number') return x;
  checkWithin('slice', x.shape, starts, sizes, steps);
  if (sizes.length === 1) {
    const out = allocate(sizes[0]!);
    copyRow(x.data, starts[0]!, steps[0]!, out, 0, 1, out.length);
    return new DenseTensor(out, sizes);
  }
  const size = sizeOf(sizes);
  return fromData(gatherStrided(sliceWalk(x.data, x.shape, starts, steps), sizes, size), sizes);
}

/**
 * The transpose of {@link slice}: zeros of the given shape, with the elements of `x` at `starts[k] + i * steps[k]` along
 * each axis `k`.
 *
 * @param steps - May be negative, but not 0.
 * @throws {@link ShapeError} when that leaves the array.
 *
 * @example
 * place(tensor([1, 2]), [4], [1], [2]); // [0, 1, 0, 2]
 */
export function place(x: Plain, shape: Shape, starts: readonly number[], steps: readonly number[]): Plain {
  if (typeof x === 'number') return x;
  checkWithin('place', shape, starts, x.shape, steps);
  const out = allocate(sizeOf(shape));
  copyStrided({ data: x.data, offset: 0, strides: stridesOf(x.shape) }, sliceWalk(out, shape, starts, steps), x.shape);
  return new DenseTensor(out, shape);
}

function sliceWalk(
  data: Float64Array,
  shape: Shape,
  starts: readonly number[],
  steps: readonly number[],
): { data: Float64Array; offset: number; strides: number[] } {
  const strides = stridesOf(shape);
  let offset = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const stride = strides[axis]!;
    offset += starts[axis]! * stride;
    strides[axis] = stride * steps[axis]!;
  }
  return { data, offset, strides };
}

function checkWithin(
  operation: string,
  shape: Shape,
  starts: readonly number[],
  sizes: Shape,
  steps: readonly number[],
): void {
  const rank = shape.length;
  if (starts.length !== rank || sizes.length !== rank || steps.length !== rank) {
    throw new ShapeError(
      `${operation}: shape ${formatShape(shape)} needs ${rank} starts, sizes and steps, ` +
        `but got ${starts.length}, ${sizes.length} and ${steps.length}.`,
    );
  }
  for (let axis = 0; axis < rank; axis++) {
    const length = shape[axis]!;
    const count = sizes[axis]!;
    if (count === 0) continue;
    const first = starts[axis]!;
    const last = first + (count - 1) * steps[axis]!;
    if (first < 0 || first >= length || last < 0 || last >= length) {
      throw new ShapeError(
        `${operation}: elements ${first} to ${last} leave axis ${axis} of shape ${formatShape(shape)}.`,
      );
    }
  }
}

/**
 * Arrays put one after the other along an axis. They must agree in all other axes.
 *
 * @param operation - The operation that was called, for the message.
 * @param axis - Counted from the start.
 * @throws {@link ShapeError} when there are none, one is a number, or the other axes differ.
 *
 * @example
 * concat('concat', [tensor([1, 2]), tensor([3])], 0); // [1, 2, 3]
 */
export function concat(operation: string, xs: readonly Plain[], axis: number): Plain {
  const first = xs[0];
  if (first === undefined) throw new ShapeError(`${operation}: there is nothing to join; give at least one tensor.`);
  const shape = shapeOf(first).slice();
  let total = 0;
  for (let k = 0; k < xs.length; k++) {
    const own = shapeOf(xs[k]!);
    if (own.length === 0) {
      throw new ShapeError(`${operation}: item ${k} is a number, which has no axes. stack joins numbers.`);
    }
    if (own.length !== shape.length || own.some((length, a) => a !== axis && length !== shape[a])) {
      throw new ShapeError(
        `${operation}: item ${k} has shape ${formatShape(own)}, item 0 has ${formatShape(shape)}; ` +
          `they may differ only in axis ${axis}.`,
      );
    }
    total += own[axis]!;
  }
  shape[axis] = total;
  const out = allocate(sizeOf(shape));
  // Everything from the axis on is one run in each argument, and the runs alternate in the result.
  const outer = sizeOf(shape.slice(0, axis));
  const step = outer === 0 ? 0 : out.length / outer;
  let offset = 0;
  for (const x of xs) {
    const data = dataOf(x);
    const run = outer === 0 ? 0 : data.length / outer;
    for (let o = 0; o < outer; o++) copyRow(data, o * run, 1, out, offset + o * step, 1, run);
    offset += run;
  }
  return new DenseTensor(out, shape);
}
