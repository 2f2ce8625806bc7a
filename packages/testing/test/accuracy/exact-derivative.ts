import { precisely, type Precise, type Precision } from './precise.js';

/** A function in arithmetic of any precision. */
export type Definition = (precision: Precision, ...args: Precise[]) => Precise;

/** Bits to begin with, for each order of differentiation. */
const lowest = 160;
const highest = 20480;

/**
 * The derivative of that order along each argument, by central differences alone, so that no rule of differentiation is
 * used that might be the one under test. The precision is doubled, and with it the step made smaller, until two results
 * agree to 70 bits. Zero is believed only at the highest precision.
 *
 * @see Fornberg, Generation of finite difference formulas on arbitrarily spaced grids, Math. Comp. 51 (1988).
 */
export function withExactDerivative<T>(
  definition: Definition,
  args: readonly number[],
  orders: readonly number[],
  use: (exact: Precise) => T,
): T {
  return precisely((at) => {
    const first =
      lowest *
      Math.max(
        1,
        orders.reduce((sum, order) => sum + order, 0),
      );
    let previous = centralDifference(definition, at(first), first, args, orders);
    for (let bits = 2 * first; ; bits *= 2) {
      const next = centralDifference(definition, at(bits), bits, args, orders);
      if (agree(previous, next)) return use(next);
      if (bits >= highest) {
        if (isNothing(next)) return use(at(lowest).of(0));
        throw new RangeError(`No exact derivative of orders ${orders.join(', ')} at ${args.join(', ')}.`);
      }
      previous = next;
    }
  });
}

function agree(x: Precise, y: Precise): boolean {
  if (x.isNaN() || y.isNaN()) return x.isNaN() && y.isNaN();
  if (x.isInfinite() || y.isInfinite()) return x.isEqual(y);
  if (y.isZero() || x.isZero()) return false;
  return x.sub(y).isZero() || x.sub(y).exponent() < y.exponent() - 70;
}

/** Whether nothing is left but rounding errors, far below every number. */
function isNothing(x: Precise): boolean {
  return x.isZero() || x.exponent() < -1300;
}

function centralDifference(
  definition: Definition,
  precision: Precision,
  bits: number,
  args: readonly number[],
  orders: readonly number[],
): Precise {
  const total = orders.reduce((sum, order) => sum + order, 0);
  const grid = args.map((x, i) =>
    points(precision, x, orders[i] ?? 0, total === 0 ? 0 : Math.ceil(bits / (2 * total))),
  );
  const corners = grid.reduce<readonly Corner[]>(
    (rest, along) =>
      rest.flatMap((corner) =>
        along.points.map(({ x, weight }) => ({ xs: [...corner.xs, x], weight: corner.weight * weight })),
      ),
    [{ xs: [], weight: 1 }],
  );
  const sum = corners
    .map(({ xs, weight }) => definition(precision, ...xs).mul(weight))
    .reduce((left, right) => left.add(right));
  return grid.reduce((quotient, { step }, i) => {
    let result = quotient;
    for (let k = 0; k < (orders[i] ?? 0); k++) result = result.div(step);
    return result;
  }, sum);
}

interface Corner {
  readonly xs: readonly Precise[];
  readonly weight: number;
}

/** The points of a central difference of that order, with binomial weights, a power of two below the size of `x` apart. */
function points(
  precision: Precision,
  x: number,
  order: number,
  shift: number,
): { readonly points: readonly { readonly x: Precise; readonly weight: number }[]; readonly step: Precise } {
  const center = precision.of(x);
  const step = precision.of(x === 0 ? 1 : Math.abs(x)).mul(precision.of(-shift).exp2());
  let weight = 1;
  const result = Array.from({ length: order + 1 }, (_, k) => {
    const point = { x: center.add(step.mul(order / 2 - k)), weight };
    weight *= -(order - k) / (k + 1);
    return point;
  });
  return { points: result, step };
}
