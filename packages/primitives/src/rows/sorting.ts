import {
  argsort as argsortKernel,
  dataOf,
  fromData,
  normalizeAxis,
  scatterAlongAxis,
  shapeOf,
  takeAlongAxis,
  type Plain,
  type Tensor,
} from '@wengert/tensor';
import { argument, distinct, type Domain } from '../domain.js';
import { composite } from '../kinds/composite.js';
import { constant } from '../kinds/constant.js';
import { select } from '../kinds/selection.js';
import { structured } from '../kinds/structured.js';
import { masked } from '../masked-cotangent.js';
import type { Primitive, Row } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { zerosOf } from '../zeros.js';
import { shapeOfArgument } from './arguments.js';
import { add } from './arithmetic.js';
import { alongShiftedAxis } from './batching.js';
import { entriesAlong, joinEntries } from './entries-along.js';
import { equal, less, lessEqual } from './masks.js';

interface AlongAxis {
  readonly axis: number;
}

export const argsortRow: Primitive<AlongAxis> = /* @__PURE__ */ constant({
  name: 'argsort',
  arity: 1,
  evaluate: ([x = 0], { axis }) => fromData(new Float64Array(argsortKernel(x, axis)), shapeOf(x)),
  batch: alongShiftedAxis,
  examples: [
    { args: [argument([4], distinct)], params: { axis: 0 } },
    { args: [argument([2, 3], distinct)], params: { axis: 1 } },
    { args: [argument([3, 1, 2], distinct)], params: { axis: 0 } },
    { args: [argument([0], distinct)], params: { axis: 0 } },
  ],
  source: 'locally constant',
  decompose([x = 0], { axis }) {
    const places = placesInOrder(entriesAlong(x, [axis]));
    const order = places.map((_, place) =>
      places.reduce((index, own, i) => select(equal(own, place), i, index), zerosOf(shapeOfValue(places[0] ?? 0))),
    );
    return joinEntries(order, shapeOfValue(x), [axis]);
  },
});

/** Where each of the entries comes in ascending order: so many come before it. Equal ones keep their order; NaN comes last. */
function placesInOrder(entries: readonly Value[]): readonly Value[] {
  return entries.map((own, i) =>
    entries.reduce(
      (count, other, j) => {
        if (i === j) return count;
        const isNumber = equal(own, own);
        const comesFirst =
          j < i ? select(isNumber, lessEqual(other, own), 1) : select(isNumber, less(other, own), equal(other, other));
        return add(count, comesFirst);
      },
      zerosOf(shapeOfValue(own)),
    ),
  );
}

/** Whether to bring the elements into an order, or from that order back. */
interface Rearrangement extends AlongAxis {
  readonly back: boolean;
}

/** One of three places. */
const place: Domain = { min: 0, max: 2, integer: true };

/**
 * The elements of the first argument in the order that the second one gives, each index of it once. The order is an
 * argument, unlike the indices of `takeAlongAxis`, as it is computed from values that a transformation may have a hand in.
 */
export const rearrangeRow: Primitive<Rearrangement> = /* @__PURE__ */ structured({
  name: 'rearrange',
  arity: 2,
  evaluate: ([x = 0, order = 0], { axis, back }) => rearranged(x, order, axis, back),
  push: ([tangent], [, order = 0], _output, params) =>
    tangent === undefined ? undefined : rearrangeRow.apply([tangent, order], params),
  pull: (index, cotangent, [, order = 0], _output, params) =>
    index === 0 ? rearrangeRow.apply([cotangent, order], reversed(params)) : undefined,
  pullMasked: (index, { mask, cotangent }, [, order = 0], _output, params) =>
    index === 0
      ? masked(
          rearrangeRow.apply([mask, order], reversed(params)),
          rearrangeRow.apply([cotangent, order], reversed(params)),
        )
      : undefined,
  batch: alongShiftedAxis,
  examples: [
    { args: [argument([3, 2]), argument([3, 2], place)], params: { axis: 0, back: false } },
    { args: [argument([2, 3]), argument([2, 3], place)], params: { axis: 1, back: true } },
  ],
  decompose([x = 0, order = 0], { axis, back }) {
    const entries = entriesAlong(x, [axis]);
    const indices = entriesAlong(order, [axis]);
    const zeros = zerosOf(shapeOfValue(entries[0] ?? 0));
    const results = entries.map((_, place) =>
      back
        ? indices.reduce((sum, index, i) => add(sum, select(equal(index, place), entries[i] ?? 0, 0)), zeros)
        : entries.reduce((result, entry, i) => select(equal(indices[place] ?? 0, i), entry, result)),
    );
    return joinEntries(results, shapeOfValue(x), [axis]);
  },
  source: 'linear in what is rearranged; its transpose is the way back',
});

function reversed({ axis, back }: Rearrangement): Rearrangement {
  return { axis, back: !back };
}

function rearranged(x: Plain, order: Plain, axis: number, back: boolean): Plain {
  const indices = new Int32Array(dataOf(order).map(Math.round));
  const shape = shapeOf(x);
  return back ? scatterAlongAxis(shape, indices, shape, x, axis) : takeAlongAxis(x, indices, shape, axis);
}

export const sortRow: Row<AlongAxis> = /* @__PURE__ */ composite({
  name: 'sort',
  arity: 1,
  define: ([x = 0], { axis }) => rearrangeRow.apply([x, argsortRow.apply([x], { axis })], { axis, back: false }),
  examples: [
    { args: [argument([4], distinct)], params: { axis: 0 } },
    { args: [argument([3, 2], distinct)], params: { axis: 0 } },
    { args: [argument([2, 3], distinct)], params: { axis: 1 } },
    { args: [argument([1], distinct)], params: { axis: 0 } },
    { args: [argument([0, 2], distinct)], params: { axis: 0 } },
  ],
  source: 'linear while the order stays',
});

/**
 * The numbers along an axis in ascending order. Equal ones keep their order, and NaN comes last.
 *
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * sort(tensor([3, 1, 2])); // [1, 2, 3]
 */
export function sort(x: Value, axis: number = -1): Tensor {
  return sortRow.apply([x], { axis: normalizeAxis('sort', axis, shapeOfArgument('sort', x).length) }) as Tensor;
}

/**
 * The indices that sort the numbers along an axis in ascending order. Equal ones keep their order, and NaN comes last.
 * Not differentiable: the result is a plain tensor.
 *
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * argsort(tensor([30, 10, 20])); // [1, 2, 0]
 */
export function argsort(x: Value, axis: number = -1): Tensor {
  return argsortRow.apply([x], {
    axis: normalizeAxis('argsort', axis, shapeOfArgument('argsort', x).length),
  }) as Tensor;
}
