import { add, square, sub } from 'wengert';
import { evaluates, type Evaluation, type Preparation } from '../evaluation.js';
import { argmax, argmin, forward, reverse, type Gradient, type Point } from '../gradient-descent.js';

/** The saddle: lowest in x, highest in y. */
const height = ([x1 = 0, x2 = 0]: Point, [y1 = 0, y2 = 0]: Point) =>
  sub(add(square(x1), square(x2)), add(square(y1), square(y2)));

/** Where the highest point over all y is lowest: by the outer gradient, through a search by the inner one. */
function minimax(outer: Gradient, inner: Gradient, start: Point): Point {
  const x = argmin(
    (x) =>
      height(
        x,
        argmax((y) => height(x, y), inner, start),
      ),
    outer,
    start,
  );
  const y = argmax((y) => height(x, y), outer, start);
  return [...x, ...y];
}

interface Input {
  readonly start: Point;
}

const by = (outer: Gradient, inner: Gradient): Preparation =>
  evaluates(
    ({ start }: Input) =>
      () =>
        minimax(outer, inner, start),
  );

/** A saddle point by nested optimisation, with each mode of differentiation inside each. */
export const saddle: Evaluation = {
  ff: by(forward, forward),
  fr: by(forward, reverse),
  rf: by(reverse, forward),
  rr: by(reverse, reverse),
};
