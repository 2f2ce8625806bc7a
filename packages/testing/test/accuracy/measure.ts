import { jvp } from '@wengert/functional';
import { isElementwise, primitives, type Elementwise, type Value } from '@wengert/primitives';
import { arithmeticReferences, activationReferences, elementaryReferences } from './elementary-references.js';
import { withExactDerivative } from './exact-derivative.js';
import { piecewiseReferences } from './piecewise-references.js';
import { ulps } from './precise.js';
import type { Reference, References } from './reference.js';
import { specialReferences } from './special-references.js';

/** What every elementwise row is held against. */
export const references: References = {
  ...arithmeticReferences,
  ...elementaryReferences,
  ...activationReferences,
  ...piecewiseReferences,
  ...specialReferences,
};

/** One number of the library beside the exact one. */
export interface Measurement {
  readonly row: string;
  readonly point: readonly number[];
  /** How often it is differentiated along each argument. */
  readonly orders: readonly number[];
  readonly result: number;
  /** The exact number, rounded. */
  readonly exact: number;
  readonly ulps: number;
  /** Whether the point is one of the hard ones. */
  readonly hard: boolean;
  /** By how many times a relative change of the arguments is magnified; known where the result is off by more than a few ulps. */
  readonly condition: number;
}

/** The elementwise rows of the table. */
export function elementwiseRows(): readonly Elementwise[] {
  return primitives().filter((row): row is Elementwise => isElementwise(row as Elementwise));
}

/** Value and derivatives up to the third order of a row, at all points of its reference. */
export function measure(row: Elementwise): readonly Measurement[] {
  const reference = references[row.name];
  if (reference === undefined) throw new RangeError(`There is no reference for ${row.name}.`);
  const at = (hard: boolean) => (point: readonly number[]) =>
    multiOrders(row, 3).map((orders) => measureAt(row, reference, point, orders, hard));
  return [...reference.ordinary.flatMap(at(false)), ...reference.hard.flatMap(at(true))];
}

const fewUlps = 4;

function measureAt(
  row: Elementwise,
  reference: Reference,
  point: readonly number[],
  orders: readonly number[],
  hard: boolean,
): Measurement {
  const own = reference.orders?.(...point) ?? [];
  const total = orders.map((order, i) => order + (own[i] ?? 0));
  const result = derivative(row, orders)(...point);
  const plain = typeof result === 'number' ? result : NaN;
  return withExactDerivative(reference.definition, point, total, (exact) => {
    const error = ulps(plain, exact);
    return {
      row: row.name,
      point,
      orders,
      result: plain,
      exact: exact.toNumber(),
      ulps: error,
      hard,
      condition: error > fewUlps ? conditionOf(row, reference, point, total) : NaN,
    };
  });
}

/** `sum over i of |x_i * df/dx_i / f|`, for the derivative `f` of those orders. */
function conditionOf(
  row: Elementwise,
  { definition }: Reference,
  point: readonly number[],
  orders: readonly number[],
): number {
  // As mantissa and exponent, since a quotient of numbers may be representable where they are not.
  const sizeOf = (which: readonly number[]): number =>
    withExactDerivative(definition, point, which, (exact) => exact.abs().log2().toNumber());
  const base = sizeOf(orders);
  return point.reduce((sum, x, i) => {
    if (row.partials[i] === undefined || x === 0) return sum;
    const slope = sizeOf(orders.map((order, k) => order + (k === i ? 1 : 0)));
    return sum + 2 ** (slope - base + Math.log2(Math.abs(x)));
  }, 0);
}

/** The operation, differentiated that often along each argument, by forward mode. */
function derivative(row: Elementwise, orders: readonly number[]): (...xs: Value[]) => Value {
  let f = (...xs: Value[]): Value => row.apply(xs, undefined);
  orders.forEach((order, i) => {
    for (let k = 0; k < order; k++) {
      const inner = f;
      f = (...xs) => jvp((x: Value) => inner(...xs.with(i, x)), [xs[i] ?? NaN], [1])[1];
    }
  });
  return f;
}

/** All ways to differentiate up to that often along the arguments that have derivatives. */
function multiOrders(row: Elementwise, highest: number): readonly (readonly number[])[] {
  return row.partials
    .reduce<readonly (readonly number[])[]>(
      (words, partial) =>
        words.flatMap((word) =>
          partial === undefined ? [[...word, 0]] : Array.from({ length: highest + 1 }, (_, order) => [...word, order]),
        ),
      [[]],
    )
    .filter((word) => word.reduce((sum, order) => sum + order, 0) <= highest);
}
