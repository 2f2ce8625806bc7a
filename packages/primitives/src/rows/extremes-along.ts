import {
  accumulateMax,
  accumulateMin,
  DomainError,
  formatShape,
  maxAlong,
  minAlong,
  sizeOf,
  type Shape,
} from '@wengert/tensor';
import { distinct } from '../domain.js';
import { binary, type BinaryOperation } from '../kinds/operations.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { div } from './arithmetic.js';
import { foldEntries } from './entries-along.js';
import { maximum, minimum } from './extrema.js';
import { awayFromOne, nearOne, oneIfDefined } from './indicators.js';
import { reducing, sumOver } from './reducing.js';
import { countAlong, foldingExamples, reduction, type Folding, type Reduction } from './reduction.js';

/**
 * 1 where an element is the extreme one, else 0. When the extreme is NaN, all elements are, so that NaN reaches all of
 * their derivatives.
 */
export const isExtreme: BinaryOperation = /* @__PURE__ */ binary({
  name: 'isExtreme',
  scalar: (x, extreme) => (x === extreme || extreme !== extreme ? 1 : 0),
  code: 'x === y || y !== y ? 1 : 0',
  notation: ['==', 'x', 'y'],
  partials: [undefined, undefined],
  domain: [awayFromOne, nearOne],
  source: 'locally constant',
});

/** What is not extreme does not matter to the output: its derivative is zero by structure. */
// @__NO_SIDE_EFFECTS__
function extreme(
  name: string,
  evaluate: typeof maxAlong,
  accumulate: typeof accumulateMax,
  greaterOrLess: BinaryOperation,
): Primitive<Folding> {
  return reducing({
    name,
    evaluate: (x, { axes, keepDims }) => evaluate(name, x, axes, keepDims),
    accumulate,
    weights: (x, output, { axes }) =>
      div(oneIfDefined(output), sumOver(isExtreme(x, output), { axes, keepDims: true })),
    contributing: isExtreme,
    decompose: (x, folding) => foldEntries(x, folding, greaterOrLess),
    examples: foldingExamples(distinct),
    source: 'tied elements share the derivative evenly',
  });
}

export const maxRow: Primitive<Folding> = /* @__PURE__ */ extreme('max', maxAlong, accumulateMax, maximum);
export const minRow: Primitive<Folding> = /* @__PURE__ */ extreme('min', minAlong, accumulateMin, minimum);

/** The greatest numbers along the axes, which stay, with length 1. */
export function greatestAlong(x: Value, axes: readonly number[]): Value {
  return maxRow.apply([x], { axes, keepDims: true });
}

/**
 * The greatest of the numbers along the axes, NaN if one of them is. Tied elements share the derivative evenly.
 *
 * @throws {@link DomainError} when there are no numbers along the axes.
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * max(tensor([[1, 5], [7, 3]])); // 7
 * max(tensor([[1, 5], [7, 3]]), { axis: 0 }); // [7, 5]
 */
export const max: Reduction = /* @__PURE__ */ reduction('max', (x, folding) => extremeOver(maxRow, x, folding));

/**
 * The least of the numbers along the axes, NaN if one of them is. Tied elements share the derivative evenly.
 *
 * @throws {@link DomainError} when there are no numbers along the axes.
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * min(tensor([[1, 5], [7, 3]])); // 1
 * min(tensor([[1, 5], [7, 3]]), { axis: 0 }); // [1, 3]
 */
export const min: Reduction = /* @__PURE__ */ reduction('min', (x, folding) => extremeOver(minRow, x, folding));

function extremeOver(row: Primitive<Folding>, x: Value, folding: Folding): Value {
  checkNonempty(row.name, shapeOfValue(x), folding.axes);
  return row.apply([x], folding);
}

/**
 * Lets axes pass along which there is something to choose from.
 *
 * @throws {@link DomainError} when a result is to be made of no elements.
 */
export function checkNonempty(operation: string, shape: Shape, axes: readonly number[]): void {
  const results = sizeOf(shape.filter((_, axis) => !axes.includes(axis)));
  if (results === 0 || countAlong(shape, axes) > 0) return;
  throw new DomainError(
    `${operation}: shape ${formatShape(shape)} has no elements along ${axes.length === 1 ? 'axis' : 'axes'} ` +
      `${axes.join(', ')}, and ${operation} needs at least one. Check the size first.`,
  );
}
