import { grad, mul, type Scalar } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

const square = (x: Scalar): Scalar => mul(x, x);

/** The square of a number, and its derivative. */
export const hello: Evaluation = {
  square: evaluates((x: number) => () => square(x)),
  double: evaluates((x: number) => () => grad(square)(x)),
};
