import { add, div, gt, hypot, mul, neg, square, sub, type Scalar } from 'wengert';
import { evaluates, type Evaluation, type Preparation } from '../evaluation.js';
import { argmin, forward, reverse, type Gradient, type Point } from '../gradient-descent.js';

const step = 0.1;

/** The potential of two charges at `x`. */
const potential = (charges: readonly Point[], [x = 0, y = 0]: Point): Scalar =>
  charges
    .map(([chargeX = 0, chargeY = 0]) => div(1, hypot(sub(x, chargeX), sub(y, chargeY))))
    .reduce((total, term) => add(total, term));

/** Moves a point along a direction. */
const moved = ([x = 0, y = 0]: Point, [u = 0, v = 0]: Point, time: number): [Scalar, Scalar] => [
  add(x, mul(time, u)),
  add(y, mul(time, v)),
];

/** How far from the origin, squared, the particle crosses the axis when one charge is placed by `w`. */
function miss(inner: Gradient, w: Scalar): Scalar {
  const charges = [
    [10, sub(10, w)],
    [10, 0],
  ];
  let x: Point = [0, 8];
  let v: Point = [0.75, 0];
  for (;;) {
    const slope = inner((at) => potential(charges, at), x);
    const next = moved(x, v, step);
    if (!gt(next[1], 0)) {
      const time = neg(div(next[1], v[1] ?? 0));
      return square(add(next[0], mul(time, v[0] ?? 0)));
    }
    x = next;
    v = moved(v, slope, -step);
  }
}

interface Input {
  readonly w: number;
}

const by = (outer: Gradient, inner: Gradient): Preparation =>
  evaluates(
    ({ w }: Input) =>
      () =>
        argmin(([w = 0]) => miss(inner, w), outer, [w])[0],
  );

/** A particle steered to the origin: an optimisation whose objective holds gradients. */
export const particle: Evaluation = {
  ff: by(forward, forward),
  fr: by(forward, reverse),
  rf: by(reverse, forward),
  rr: by(reverse, reverse),
};
