import {
  cumprod as cumprodKernel,
  cumsum as cumsumKernel,
  flip,
  normalizeAxis,
  ones,
  place,
  type Plain,
  type Tensor,
} from '@wengert/tensor';
import { argument, type Example } from '../domain.js';
import { linear } from '../kinds/linear.js';
import { structured } from '../kinds/structured.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { add, mul } from './arithmetic.js';
import { alongShiftedAxis } from './batching.js';
import { backwards, linearRecurrence, overCourse, previous, type Course } from './recurrence.js';
import { ravel } from './reshaping.js';

// @__NO_SIDE_EFFECTS__
function courses(): readonly Example<Course>[] {
  return [
    { args: [argument([4])], params: { axis: 0, reverse: false } },
    { args: [argument([2, 3])], params: { axis: 0, reverse: true } },
    { args: [argument([2, 3, 2])], params: { axis: 1, reverse: false } },
    { args: [argument([1])], params: { axis: 0, reverse: false } },
    { args: [argument([0, 2])], params: { axis: 0, reverse: false } },
  ];
}

export const cumsumRow: Primitive<Course> = /* @__PURE__ */ linear({
  name: 'cumsum',
  arity: 1,
  evaluate: ([x = 0], { axis, reverse }) => cumsumKernel(x, axis, reverse),
  transpose: (cotangent, course) => cumsumRow.apply([cotangent], backwards(course)),
  batch: alongShiftedAxis,
  examples: courses(),
  source: 'linear; its transpose goes backwards',
});

/** `y[i] = x[i] * y[i - 1]`; the derivative of the last factor along `x[i]` is the product of those before it. */
export const cumprodRow: Primitive<Course> = /* @__PURE__ */ structured({
  name: 'cumprod',
  arity: 1,
  evaluate: ([x = 0], { axis, reverse }) =>
    reverse ? flip(cumprodKernel(flip(x, [axis]), axis), [axis]) : cumprodKernel(x, axis),
  push: ([tangent], [x = 0], output, course) =>
    tangent === undefined ? undefined : linearRecurrence(x, mul(tangent, productsBefore(output, course)), course),
  pull(_index, cotangent, [x = 0], output, course) {
    const back = backwards(course);
    return mul(linearRecurrence(previous(x, back), cotangent, back), productsBefore(output, course));
  },
  batch: alongShiftedAxis,
  examples: courses(),
  source: 'product rule, as a linear recurrence',
  decompose: ([x = 0], course) => overCourse([x], course, (product, [factor = 0]) => mul(product, factor)),
});

/** The products of all that comes before each element on a course, from the running products; 1 for the first. */
function productsBefore(runningProducts: Value, course: Course): Value {
  return add(previous(runningProducts, course), firstOnes(runningProducts, course));
}

/** 1 for the first element on the course, 0 for the others. */
function firstOnes(x: Value, { axis, reverse }: Course): Plain {
  const shape = shapeOfValue(x);
  const length = shape[axis] ?? 0;
  const start = shape.map((_, k) => (k === axis && reverse ? Math.max(length - 1, 0) : 0));
  const firsts = ones(shape.with(axis, Math.min(length, 1)));
  return place(
    firsts,
    shape,
    start,
    shape.map(() => 1),
  );
}

/** For each element the product of all others along the axis, with no division. */
export function productsOfOthers(x: Value, axis: number): Value {
  const forth = { axis, reverse: false };
  const back = { axis, reverse: true };
  return mul(productsBefore(cumprodRow.apply([x], forth), forth), productsBefore(cumprodRow.apply([x], back), back));
}

/**
 * Running sums along an axis, or of the flattened array.
 *
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * cumsum(tensor([1, 2, 3])); // [1, 3, 6]
 * cumsum(tensor([[1, 2], [3, 4]]), 0); // [[1, 2], [4, 6]]
 */
export function cumsum(x: Value, axis?: number): Tensor {
  return scan(cumsumRow, x, axis);
}

/**
 * Running products along an axis, or of the flattened array. The derivative divides by nothing, so it is exact at zeros.
 *
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * cumprod(tensor([1, 2, 3])); // [1, 2, 6]
 * cumprod(tensor([[1, 2], [3, 4]]), 1); // [[1, 2], [3, 12]]
 */
export function cumprod(x: Value, axis?: number): Tensor {
  return scan(cumprodRow, x, axis);
}

function scan(row: Primitive<Course>, x: Value, axis: number | undefined): Tensor {
  const { length: rank } = shapeOfArgument(row.name, x);
  if (axis !== undefined) {
    return row.apply([x], { axis: normalizeAxis(row.name, axis, rank), reverse: false }) as Tensor;
  }
  return row.apply([rank === 1 ? x : ravel(x)], { axis: 0, reverse: false }) as Tensor;
}
