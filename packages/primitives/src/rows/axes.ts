import {
  formatShape,
  normalizeAxes,
  normalizeAxis,
  ShapeError,
  transpose as transposeKernel,
  type Tensor,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import { copying } from '../kinds/copying.js';
import type { Primitive } from '../primitive.js';
import type { Value } from '../value.js';
import { numbersOf, shapeOfArgument } from './arguments.js';
import { transposed } from './matrix-notation.js';

/** For each axis of the result, which axis of the argument it is. */
interface Permutation {
  readonly axes: readonly number[];
}

export const transposeRow: Primitive<Permutation> = /* @__PURE__ */ copying({
  name: 'transpose',
  arity: 1,
  evaluate: ([x = 0], { axes }) => transposeKernel(x, axes),
  transpose: (cotangent, { axes }) => transposeRow.apply([cotangent], { axes: inverseOf(axes) }),
  batched: ({ axes }) => ({ axes: [0, ...axes.map((axis) => axis + 1)] }),
  examples: [
    { args: [argument([2, 3])], params: { axes: [1, 0] } },
    { args: [argument([2, 3, 4])], params: { axes: [2, 0, 1] } },
    { args: [argument([2, 0, 1])], params: { axes: [1, 2, 0] } },
    { args: [argument([])], params: { axes: [] } },
  ],
  source: 'linear; its transpose permutes the axes back',
  notate: (_args, { axes }) => (axes.length === 2 && axes[0] === 1 ? transposed : undefined),
});

function inverseOf(axes: readonly number[]): readonly number[] {
  const inverse = axes.slice();
  axes.forEach((axis, place) => (inverse[axis] = place));
  return inverse;
}

/**
 * `x` with its axes in another order: axis `k` of the result is axis `axes[k]` of `x`. Without `axes`, the order is
 * reversed, which transposes a matrix.
 *
 * @param axes - Each axis of `x` once; negative ones count from the end.
 * @throws {@link ShapeError} when `axes` is not a permutation of the axes of `x`.
 *
 * @example
 * transpose(tensor([[1, 2, 3], [4, 5, 6]])); // [[1, 4], [2, 5], [3, 6]]
 */
export function transpose(x: number, axes?: readonly number[]): number;
export function transpose(x: Tensor, axes?: readonly number[]): Tensor;
export function transpose(x: Value, axes?: readonly number[]): Value;
export function transpose(x: Value, axes?: readonly number[]): Value {
  const shape = shapeOfArgument('transpose', x);
  const rank = shape.length;
  if (axes === undefined) return transposeRow.apply([x], { axes: shape.map((_, axis) => rank - 1 - axis) });
  const list = numbersOf('transpose', 'axes', axes);
  if (normalizeAxes('transpose', list, rank).length !== rank) {
    throw new ShapeError(
      `transpose: axes ${formatShape(list)} must name each of the ${rank} axes of shape ${formatShape(shape)} once. ` +
        'swapAxes and moveAxis take fewer.',
    );
  }
  return transposeRow.apply([x], { axes: list.map((axis) => normalizeAxis('transpose', axis, rank)) });
}

/**
 * `x` with two of its axes exchanged.
 *
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * swapAxes(tensor([[1, 2, 3], [4, 5, 6]]), 0, -1); // [[1, 4], [2, 5], [3, 6]]
 */
export function swapAxes(x: Tensor, a: number, b: number): Tensor;
export function swapAxes(x: Value, a: number, b: number): Value;
export function swapAxes(x: Value, a: number, b: number): Value {
  const shape = shapeOfArgument('swapAxes', x);
  const first = normalizeAxis('swapAxes', a, shape.length);
  const second = normalizeAxis('swapAxes', b, shape.length);
  const axes = shape.map((_, axis) => (axis === first ? second : axis === second ? first : axis));
  return transposeRow.apply([x], { axes });
}

/**
 * `x` with some axes moved to other places; the other axes keep their order.
 *
 * @param from - One axis of `x`, or several.
 * @param to - Where each of them stands in the result.
 * @throws {@link ShapeError} when an axis does not exist or is given twice, or `from` and `to` differ in length.
 *
 * @example
 * moveAxis(zeros([2, 3, 4]), 0, -1).shape; // [3, 4, 2]
 */
export function moveAxis(x: Tensor, from: number | readonly number[], to: number | readonly number[]): Tensor;
export function moveAxis(x: Value, from: number | readonly number[], to: number | readonly number[]): Value;
export function moveAxis(x: Value, from: number | readonly number[], to: number | readonly number[]): Value {
  const rank = shapeOfArgument('moveAxis', x).length;
  const sources = distinctAxes('from', from, rank);
  const targets = distinctAxes('to', to, rank);
  if (sources.length !== targets.length) {
    throw new ShapeError(
      `moveAxis: ${sources.length} axes are to move, but ${targets.length} places are given; give as many of each.`,
    );
  }
  const axes = normalizeAxes('moveAxis', undefined, rank).filter((axis) => !sources.includes(axis));
  const moves = sources.map((source, i) => ({ source, target: targets[i] ?? 0 }));
  moves.sort((one, other) => one.target - other.target);
  for (const { source, target } of moves) axes.splice(target, 0, source);
  return transposeRow.apply([x], { axes });
}

/** Axes counted from the start, in the order given, none twice. */
function distinctAxes(name: string, axes: number | readonly number[], rank: number): readonly number[] {
  const list = numbersOf('moveAxis', name, axes);
  normalizeAxes('moveAxis', list, rank);
  return list.map((axis) => normalizeAxis('moveAxis', axis, rank));
}
