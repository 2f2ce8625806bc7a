import { formatShape, normalizeAxes, normalizeAxis, ShapeError, type Shape } from '@wengert/tensor';
import { argument } from '../domain.js';
import { composite } from '../kinds/composite.js';
import type { Row } from '../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { arrange, contract } from './contraction.js';
import type { NumberOrTensor } from './vector-products.js';

/** Axes of the first factor, and the axis of the second that each of them meets. */
interface MeetingAxes {
  readonly xAxes: readonly number[];
  readonly yAxes: readonly number[];
}

export const tensordotRow: Row<MeetingAxes> = /* @__PURE__ */ composite({
  name: 'tensordot',
  arity: 2,
  define([x = 0, y = 0], { xAxes, yAxes }) {
    const xLabels = shapeOfValue(x).map((_, axis) => label(axis));
    const yLabels = shapeOfValue(y).map((_, axis) => {
      const meets = xAxes[yAxes.indexOf(axis)];
      return label(meets ?? xLabels.length + axis);
    });
    const rest = [
      ...xLabels.filter((own) => !yLabels.includes(own)),
      ...yLabels.filter((own) => !xLabels.includes(own)),
    ];
    const order = rest.join('');
    const result = contract(
      { value: x, labels: xLabels.join('') },
      { value: y, labels: yLabels.join('') },
      (one) => order.includes(one),
      order,
    );
    return arrange(result, order);
  },
  examples: [
    { args: [argument([2, 3]), argument([3, 2])], params: { xAxes: [1], yAxes: [0] } },
    { args: [argument([2, 3]), argument([3, 2])], params: { xAxes: [0, 1], yAxes: [1, 0] } },
    { args: [argument([2, 3, 1]), argument([4, 2])], params: { xAxes: [0], yAxes: [1] } },
    { args: [argument([2]), argument([3])], params: { xAxes: [], yAxes: [] } },
    { args: [argument([]), argument([2])], params: { xAxes: [], yAxes: [] } },
    { args: [argument([2, 0]), argument([0, 1])], params: { xAxes: [1], yAxes: [0] } },
  ],
  source: 'matmul and mul',
});

/** A character for each number. */
function label(index: number): string {
  return String.fromCharCode(index + 1);
}

/**
 * The sum of the products of elements along pairs of axes, one of `x` and one of `y`; all other axes remain, first those
 * of `x`.
 *
 * @param axes - How many axes to pair, the last ones of `x` with the first ones of `y`; or which: an axis of each, or a
 * list of axes of each. Negative axes count from the end.
 * @throws {@link ShapeError} when there are not so many axes, one does not exist or is given twice, or the lengths of a
 * pair differ.
 *
 * @example
 * tensordot(tensor([[1, 2], [3, 4]]), tensor([5, 6]), 1); // [17, 39]
 * tensordot(tensor([[1, 2], [3, 4]]), tensor([[5, 6], [7, 8]]), [[0, 1], [1, 0]]); // 69
 */
export function tensordot(
  x: Value,
  y: Value,
  axes: number | readonly [number | readonly number[], number | readonly number[]] = 2,
): NumberOrTensor {
  const xShape = shapeOfArgument('tensordot', x);
  const yShape = shapeOfArgument('tensordot', y, 1);
  const { xAxes, yAxes } = typeof axes === 'number' ? lastAndFirst(xShape, yShape, axes) : pairs(xShape, yShape, axes);
  xAxes.forEach((xAxis, i) => {
    const yAxis = yAxes[i] ?? 0;
    const [m, n] = [xShape[xAxis], yShape[yAxis]];
    if (m !== n) {
      throw new ShapeError(
        `tensordot: axis ${xAxis} of ${formatShape(xShape)} meets axis ${yAxis} of ${formatShape(yShape)}, but their ` +
          `lengths differ (${m} vs ${n}).`,
      );
    }
  });
  return tensordotRow.apply([x, y], { xAxes, yAxes }) as NumberOrTensor;
}

function lastAndFirst(xShape: Shape, yShape: Shape, count: number): MeetingAxes {
  if (!Number.isInteger(count) || count < 0 || count > xShape.length || count > yShape.length) {
    throw new ShapeError(
      `tensordot: cannot pair ${count} axes of shapes ${formatShape(xShape)} and ${formatShape(yShape)}. Give the ` +
        'number of last axes of the first that meet the first axes of the second, or [axes, axes].',
    );
  }
  const yAxes = Array.from({ length: count }, (_, i) => i);
  return { xAxes: yAxes.map((i) => xShape.length - count + i), yAxes };
}

function pairs(xShape: Shape, yShape: Shape, axes: unknown): MeetingAxes {
  const [first, second] = Array.isArray(axes) && axes.length === 2 ? (axes as readonly unknown[]) : [];
  if (!isAxes(first) || !isAxes(second)) {
    throw new ShapeError(
      `tensordot: axes must be a number or [axes of the first, axes of the second], but are ${describeValue(axes)}.`,
    );
  }
  const xAxes = readAxes(first, xShape.length);
  const yAxes = readAxes(second, yShape.length);
  if (xAxes.length !== yAxes.length) {
    throw new ShapeError(
      `tensordot: axes ${formatShape(xAxes)} of the first and ${formatShape(yAxes)} of the second are not pairs; ` +
        'name as many of each.',
    );
  }
  return { xAxes, yAxes };
}

function isAxes(x: unknown): x is number | readonly number[] {
  return typeof x === 'number' || (Array.isArray(x) && x.every((axis) => typeof axis === 'number'));
}

/** As they are ordered, but counted from the start. */
function readAxes(axes: number | readonly number[], rank: number): readonly number[] {
  normalizeAxes('tensordot', axes, rank);
  return (typeof axes === 'number' ? [axes] : axes).map((axis) => normalizeAxis('tensordot', axis, rank));
}
