import {
  broadcastTo,
  concat,
  cumprod,
  grad,
  linspace,
  matmul,
  mul,
  ones,
  sign,
  square,
  sub,
  sum,
  tensor,
} from 'wengert';
import type { Scalar, Tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

/** Half the squared distance of the polynomial with coefficients `x` to the signs of the points `t`. */
function primal(x: Tensor, t: Tensor): Scalar {
  const [coefficients, points] = [x.size, t.size];
  // Row j holds t^j, by repeated multiplication.
  const powers = concat([ones([1, points]), cumprod(broadcastTo(t, [coefficients - 1, points]), 0)]);
  return mul(0.5, sum(square(sub(sign(t), matmul(x, powers)))));
}

const gradient = grad(primal);

interface Input {
  readonly x: readonly number[];
  readonly n: number;
}

/** Least squares with a polynomial, whose values and powers are computed anew in every run. */
export const llsq: Evaluation = {
  primal: evaluates(({ x, n }: Input) => {
    const coefficients = tensor(x);
    return () => primal(coefficients, linspace(-1, 1, n));
  }),
  gradient: evaluates(({ x, n }: Input) => {
    const coefficients = tensor(x);
    return () => gradient(coefficients, linspace(-1, 1, n));
  }),
};
