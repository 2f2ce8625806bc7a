import {
  concat as concatKernel,
  flip as flipKernel,
  normalizeAxes,
  normalizeAxis,
  ShapeError,
  slice as sliceKernel,
  type Plain,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import { copying } from '../kinds/copying.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { numbersOf, shapeOfArgument } from './arguments.js';
import { ravel, reshapeRow } from './reshaping.js';

/** The axes whose order is reversed. */
interface Axes {
  readonly axes: readonly number[];
}

/** How far elements move along each axis, around its end. */
interface Shifts {
  readonly shifts: readonly number[];
}

export const flipRow: Primitive<Axes> = /* @__PURE__ */ copying({
  name: 'flip',
  arity: 1,
  evaluate: ([x = 0], { axes }) => flipKernel(x, axes),
  transpose: (cotangent, { axes }) => flipRow.apply([cotangent], { axes }),
  batched: ({ axes }) => ({ axes: axes.map((axis) => axis + 1) }),
  examples: [
    { args: [argument([3])], params: { axes: [0] } },
    { args: [argument([2, 3])], params: { axes: [0, 1] } },
    { args: [argument([1, 0])], params: { axes: [1] } },
  ],
  source: 'linear; its own transpose',
});

export const rollRow: Primitive<Shifts> = /* @__PURE__ */ copying({
  name: 'roll',
  arity: 1,
  evaluate: ([x = 0], { shifts }) => shifts.reduce<Plain>(rollPlain, x),
  transpose: (cotangent, { shifts }) => rollRow.apply([cotangent], { shifts: shifts.map((shift) => -shift) }),
  batched: ({ shifts }) => ({ shifts: [0, ...shifts] }),
  examples: [
    { args: [argument([3])], params: { shifts: [1] } },
    { args: [argument([2, 3])], params: { shifts: [1, -5] } },
    { args: [argument([0, 1])], params: { shifts: [1, 1] } },
  ],
  source: 'linear; its transpose rolls back',
});

function rollPlain(x: Plain, shift: number, axis: number): Plain {
  const shape = shapeOfValue(x);
  const length = shape[axis] ?? 0;
  // The last `moved` elements come first.
  const moved = length === 0 ? 0 : ((shift % length) + length) % length;
  if (moved === 0) return x;
  const steps = shape.map(() => 1);
  const part = (start: number, size: number): Plain =>
    sliceKernel(
      x,
      shape.map((_, k) => (k === axis ? start : 0)),
      shape.with(axis, size),
      steps,
    );
  return concatKernel('roll', [part(length - moved, moved), part(0, length - moved)], axis);
}

/**
 * `x` with the order of its elements reversed along some axes.
 *
 * @param axis - The axis or axes; without it, all.
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * flip(tensor([[1, 2], [3, 4]]), 1); // [[2, 1], [4, 3]]
 */
export function flip(x: number, axis?: number | readonly number[]): number;
export function flip(x: Tensor, axis?: number | readonly number[]): Tensor;
export function flip(x: Value, axis?: number | readonly number[]): Value;
export function flip(x: Value, axis?: number | readonly number[]): Value {
  return flipRow.apply([x], { axes: normalizeAxes('flip', axis, shapeOfArgument('flip', x).length) });
}

/**
 * `x` with its elements moved along some axes; those that leave at one end enter at the other.
 *
 * @param shift - How far, towards higher indices; one number for each axis, or one for all.
 * @param axis - The axis or axes; without it, elements move through the array in row-major order.
 * @throws {@link ShapeError} when there is no such axis, a shift is not an integer, or their numbers differ.
 *
 * @example
 * roll(tensor([1, 2, 3, 4]), 1); // [4, 1, 2, 3]
 */
export function roll(x: number, shift: number | readonly number[], axis?: number | readonly number[]): number;
export function roll(x: Tensor, shift: number | readonly number[], axis?: number | readonly number[]): Tensor;
export function roll(x: Value, shift: number | readonly number[], axis?: number | readonly number[]): Value;
export function roll(x: Value, shift: number | readonly number[], axis?: number | readonly number[]): Value {
  const shape = shapeOfArgument('roll', x);
  const distances = numbersOf('roll', 'shift', shift);
  const wrong = distances.find((distance) => !Number.isSafeInteger(distance));
  if (wrong !== undefined) throw new ShapeError(`roll: the shift must be an integer, but is ${wrong}.`);
  if (axis === undefined) {
    const total = distances.reduce((sum, distance) => sum + distance, 0);
    return reshapeRow.apply([rollRow.apply([ravel(x)], { shifts: [total] })], { shape });
  }
  const axes = numbersOf('roll', 'axis', axis);
  const moves = Math.max(distances.length, axes.length);
  if ((distances.length !== moves && distances.length !== 1) || (axes.length !== moves && axes.length !== 1)) {
    throw new ShapeError(
      `roll: ${distances.length} shifts were given for ${axes.length} axes; give one for each axis, or one for all.`,
    );
  }
  const shifts = shape.map(() => 0);
  for (let i = 0; i < moves; i++) {
    const place = normalizeAxis('roll', axes[axes.length === 1 ? 0 : i] ?? NaN, shape.length);
    shifts[place] = (shifts[place] ?? 0) + (distances[distances.length === 1 ? 0 : i] ?? 0);
  }
  return rollRow.apply([x], { shifts });
}
