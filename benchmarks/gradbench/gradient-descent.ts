// The optimiser that the suite prescribes for particle and saddle; it may run inside a derivative, and then on traced values.
import { add, gt, jvp, le, lt, grad, mul, neg, sqrt, square, sub, type Scalar } from 'wengert';

/** A point with several coordinates. */
export type Point = readonly Scalar[];

/** A function of a point. */
export type Objective = (x: Point) => Scalar;

/** How a gradient is taken: all partial derivatives of a function at a point. */
export type Gradient = (f: Objective, x: Point) => Point;

/** By forward mode, one direction after the other. */
export const forward: Gradient = (f, x) => x.map((_, i) => jvp(f, [x], [x.map((_, j) => (i === j ? 1 : 0))])[1]);

/** By reverse mode. */
export const reverse: Gradient = (f, x) => grad(f)(x);

const tolerance = 1e-5;

/** Where `f` is least, by descent along its gradient from `start` with steps that adapt. */
export function argmin(f: Objective, gradient: Gradient, start: Point): Point {
  let [x, value, slope] = [start, f(start), gradient(f, start)];
  let [rate, successes] = [1e-5, 0];
  while (gt(length(slope), tolerance)) {
    if (successes === 10) {
      rate *= 2;
      successes = 0;
      continue;
    }
    const next = x.map((coordinate, i) => sub(coordinate, mul(rate, slope[i] ?? 0)));
    if (le(length(x.map((coordinate, i) => sub(coordinate, next[i] ?? 0))), tolerance)) break;
    const nextValue = f(next);
    if (lt(nextValue, value)) {
      [x, value, slope] = [next, nextValue, gradient(f, next)];
      successes++;
    } else {
      rate /= 2;
      successes = 0;
    }
  }
  return x;
}

/** Where `f` is greatest. */
export function argmax(f: Objective, gradient: Gradient, start: Point): Point {
  return argmin((x) => neg(f(x)), gradient, start);
}

function length(x: Point): Scalar {
  return sqrt(x.reduce<Scalar>((total, coordinate) => add(total, square(coordinate)), 0));
}
