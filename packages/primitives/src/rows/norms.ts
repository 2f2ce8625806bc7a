import { directionAlong, DomainError, normAlong } from '@wengert/tensor';
import { nonzero, type Domain, type Example } from '../domain.js';
import { composite } from '../kinds/composite.js';
import { select } from '../kinds/selection.js';
import { structured } from '../kinds/structured.js';
import type { Primitive, Row } from '../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../value.js';
import { absolutePower, signedPower } from './absolute-powers.js';
import { abs, div, mul, sign, sub } from './arithmetic.js';
import { alongShiftedAxes } from './batching.js';
import { settleAxes } from './entries-along.js';
import { greatestAlong, maxRow } from './extremes-along.js';
import { equal, greater, less } from './masks.js';
import { sqrt } from './powers.js';
import { quotientOrZero } from './quotient-or-zero.js';
import { reducing, sumOver } from './reducing.js';
import {
  countAlong,
  emptyFolding,
  foldingExamples,
  reduction,
  type Folding,
  type Reduction,
  type ReductionOptions,
} from './reduction.js';
import { powerNear, scaledSquares } from './scaled-squares.js';
import { alongExamples, shareOfGreatest, type Along } from './shares.js';
import { stopGradient } from './stop-gradient.js';

/** A norm that is a root of a sum of powers, which may first be divided by a count, to make a mean of the sum. */
interface PowerMean {
  readonly ord: number;
  readonly count: number;
}

export const normRow: Primitive<Folding & PowerMean> = /* @__PURE__ */ reducing({
  name: 'norm',
  evaluate: (x, { axes, keepDims, ord, count }) => normAlong(x, axes, keepDims, ord, count),
  weights: (x, output, { axes, ord, count }) =>
    gradient(directionRow.apply([x], { axes, ord, count }), output, { ord, count }),
  examples: withOrders(foldingExamples(nonzero)),
  decompose: (x, params) => settleAxes(powerMean(x, params), params),
  source: 'power rule; at 0 the subgradient of least norm',
});

/** The norms along the axes, which stay, with length 1. They neither overflow nor vanish where the powers would. */
function powerMean(x: Value, { axes, ord, count }: Along & PowerMean): Value {
  if (ord === 2) {
    const { sums, scales } = scaledSquares(x, axes);
    return mul(sqrt(div(sums, count)), scales);
  }
  const greatest = greatestAlong(abs(x), axes);
  const scales = select(mul(greater(greatest, 0), less(greatest, Infinity)), greatest, 1);
  const sums = sumOver(absolutePower(div(x, scales), ord), { axes, keepDims: true });
  return mul(absolutePower(div(sums, count), 1 / ord), scales);
}

/** The derivative of a norm along each element, given the vector divided by that norm. */
function gradient(direction: Value, norm: Value, { ord, count }: PowerMean): Value {
  const powers = ord === 2 ? direction : select(equal(norm, 0), 0, signedPower(direction, ord - 1));
  return count === 1 ? powers : div(powers, count);
}

/**
 * A vector divided by its norm. The derivative is 0 along the vector itself. Where one element is nearly all of the
 * vector, that cancels nearly all of the tangent there, and what is left has few digits. So a multiple of the vector is
 * taken away first that leaves exactly 0 of the greatest element.
 */
export const directionRow: Primitive<Along & PowerMean> = /* @__PURE__ */ structured({
  name: 'direction',
  arity: 1,
  evaluate: ([x = 0], { axes, ord, count }) => directionAlong(x, axes, ord, count),
  push([tangent], [x = 0], output, { axes, ord, count }) {
    if (tangent === undefined) return undefined;
    const norm = normRow.apply([x], { axes, keepDims: true, ord, count });
    const rest = without(output, anchor(output, axes), tangent, axes);
    return quotientOrZero(without(output, gradient(output, norm, { ord, count }), rest, axes), norm);
  },
  pull(_index, cotangent, [x = 0], output, { axes, ord, count }) {
    const norm = normRow.apply([x], { axes, keepDims: true, ord, count });
    const rest = without(gradient(output, norm, { ord, count }), output, cotangent, axes);
    return quotientOrZero(without(anchor(output, axes), output, rest, axes), norm);
  },
  batch: alongShiftedAxes,
  examples: withOrders(alongExamples(nonzero)),
  source: 'quotient rule',
  decompose([x = 0], params) {
    const greatest = greatestAlong(abs(x), params.axes);
    // Next to an infinite number, finite ones are nothing.
    const infinite = select(equal(abs(x), Infinity), sign(x), 0);
    const scaled = select(equal(greatest, Infinity), infinite, div(x, powerNear(greatest)));
    return quotientOrZero(scaled, powerMean(scaled, params));
  },
});

/** `x` minus as much of `direction` as `functional`, a linear form, finds in it. The transpose exchanges the two. */
function without(direction: Value, functional: Value, x: Value, axes: readonly number[]): Value {
  return sub(x, mul(direction, sumOver(mul(functional, x), { axes, keepDims: true })));
}

/** The linear form that compares the greatest element with that of the direction. */
function anchor(direction: Value, axes: readonly number[]): Value {
  // The result does not depend on the choice of the multiple, so it may count as a constant.
  const constant = stopGradient(direction);
  return quotientOrZero(shareOfGreatest(abs(constant), axes), constant);
}

// @__NO_SIDE_EFFECTS__
function withOrders<P extends Along>(examples: readonly Example<P>[]): readonly Example<P & PowerMean>[] {
  const means = examples.slice(0, 1).map(({ args, params }) => ({ args, params: { ...params, ord: 2, count: 3 } }));
  const norms = [2, 3, 1.5, 0.5].flatMap((ord) =>
    examples.map(({ args, params }) => ({ args, params: { ...params, ord, count: 1 } })),
  );
  return [...norms, ...means];
}

/** The sum of the absolute values along the axes. */
export const sumNormRow: Row<Folding> = /* @__PURE__ */ composite({
  name: 'sumNorm',
  arity: 1,
  define: ([x = 0], folding) => sumOver(abs(x), folding),
  examples: [...foldingExamples(nonzero), emptyFolding],
  source: 'by abs and sum',
});

/** Entries apart from each other, also in magnitude. */
const distinctMagnitudes: Domain = { min: 0.2, max: 4, distinct: true };

/** The greatest of the absolute values along the axes. */
export const maxNormRow: Row<Folding> = /* @__PURE__ */ composite({
  name: 'maxNorm',
  arity: 1,
  define([x = 0], { axes, keepDims }) {
    // The greatest of no absolute values is their sum, 0.
    return countAlong(shapeOfValue(x), axes) === 0
      ? sumOver(x, { axes, keepDims })
      : maxRow.apply([abs(x)], { axes, keepDims });
  },
  examples: [...foldingExamples(distinctMagnitudes), emptyFolding],
  source: 'by abs and max',
});

/** Which norm, and over which axes. */
export interface NormOptions extends ReductionOptions {
  /** The power: 1 for the sum of the absolute values, 2 for the Euclidean norm, Infinity for the greatest one. */
  readonly ord?: number | undefined;
}

/**
 * The norm of the numbers along the axes, taken as one vector: `ord = 2` is the Euclidean one, 1 the sum and Infinity the
 * maximum of the absolute values, and any other positive `ord` the root of the sum of their powers. It neither overflows
 * nor underflows where the powers would.
 *
 * The derivative is 0 where the norm is 0, and along elements that are 0. Tied maxima share it evenly. The second derivative
 * along elements that are 0 is not finite for an `ord` less than 2, but for 1.
 *
 * @throws {@link DomainError} when `ord` is not a positive number.
 * @throws {@link ShapeError} when an axis does not exist or is given twice.
 *
 * @example
 * norm(tensor([3, -4])); // 5
 * norm(tensor([[3, -4], [1, 1]]), { ord: 1, axis: 1 }); // [7, 2]
 * norm(tensor([3, -4]), { ord: Infinity }); // 4
 */
export const norm: Reduction<NormOptions> = /* @__PURE__ */ reduction(
  'norm',
  (x, folding, { ord = 2 }) => {
    checkOrd(ord);
    if (ord === 1) return sumNormRow.apply([x], folding);
    if (ord === Infinity) return maxNormRow.apply([x], folding);
    return normRow.apply([x], { ...folding, ord, count: 1 });
  },
  ['ord'],
);

function checkOrd(ord: unknown): void {
  if (typeof ord === 'number' && ord > 0) return;
  const advice = typeof ord === 'string' ? ' linalg.norm takes the norms of matrices.' : '';
  throw new DomainError(`norm: ord must be a positive number or Infinity, but is ${describeValue(ord)}.${advice}`);
}
