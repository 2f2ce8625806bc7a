import { add, concat, grad, mul, ones, slice, take, tensor, zeros, type Scalar, type Tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

/** The right-hand side: x₀ in front, and xᵢ times the element before. */
function slope(x: Tensor, y: Tensor): Tensor {
  return mul(x, concat([ones([1]), slice(y, [[0, -1]])]));
}

/** y(2) for y' = slope(x, y) and y(0) = 0, by the classic Runge-Kutta method of order 4. */
function primal(x: Tensor, steps: number): Tensor {
  const h = 2 / steps;
  let y: Tensor = zeros([x.size]);
  for (let step = 0; step < steps; step++) {
    const k1 = slope(x, y);
    const k2 = slope(x, add(y, mul(h / 2, k1)));
    const k3 = slope(x, add(y, mul(h / 2, k2)));
    const k4 = slope(x, add(y, mul(h, k3)));
    y = add(y, mul(h / 6, add(k1, mul(2, k2), mul(2, k3), k4)));
  }
  return y;
}

const gradient = grad((x: Tensor, steps: number): Scalar => take(primal(x, steps), -1));

interface Input {
  readonly x: readonly number[];
  readonly s: number;
}

/** An ordinary differential equation, and the last element of its solution differentiated by its parameters. */
export const ode: Evaluation = {
  primal: evaluates(({ x, s }: Input) => {
    const parameters = tensor(x);
    return () => primal(parameters, s);
  }),
  gradient: evaluates(({ x, s }: Input) => {
    const parameters = tensor(x);
    return () => gradient(parameters, s);
  }),
};
