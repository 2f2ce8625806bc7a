import { add, concat, grad, mul, ones, slice, take, tensor, zeros, type Scalar, type Tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';
import { kernel } from '../kernel.js';
import { warmUp } from '../warm-up.js';

/** Solutions longer than this are advanced by tensor operations: code for each element would take long to make. */
const long = 20_000;

/** One step of the classic Runge-Kutta method of order 4 for y₀' = x₀, yᵢ' = xᵢ yᵢ₋₁. */
const step = kernel((x, y, [h = NaN]) => {
  const slope = (at: readonly Scalar[]): Scalar[] =>
    x.map((factor, i) => (i === 0 ? factor : mul(factor, at[i - 1] ?? NaN)));
  const moved = (k: readonly Scalar[], by: Scalar): Scalar[] => y.map((entry, i) => add(entry, mul(by, k[i] ?? NaN)));
  const k1 = slope(y);
  const k2 = slope(moved(k1, mul(0.5, h)));
  const k3 = slope(moved(k2, mul(0.5, h)));
  const k4 = slope(moved(k3, h));
  const mean = k1.map((k, i) => mul(1 / 6, add(k, mul(2, k2[i] ?? NaN), mul(2, k3[i] ?? NaN), k4[i] ?? NaN)));
  return moved(mean, h);
});

/** The same step for a long solution. */
function longStep(x: Tensor, y: Tensor, h: number): Tensor {
  const slope = (at: Tensor): Tensor => mul(x, concat([ones([1]), slice(at, [[0, -1]])]));
  const k1 = slope(y);
  const k2 = slope(add(y, mul(h / 2, k1)));
  const k3 = slope(add(y, mul(h / 2, k2)));
  const k4 = slope(add(y, mul(h, k3)));
  return add(y, mul(h / 6, add(k1, mul(2, k2), mul(2, k3), k4)));
}

/** y(2) for y(0) = 0. */
function primal(x: Tensor, steps: number): Tensor {
  const h = 2 / steps;
  const size = tensor([h]);
  let y: Tensor = zeros([x.size]);
  for (let i = 0; i < steps; i++) y = x.size > long ? longStep(x, y, h) : step(x, y, size);
  return y;
}

const gradient = grad((x: Tensor, steps: number): Scalar => take(primal(x, steps), -1));

interface Input {
  readonly x: readonly number[];
  readonly s: number;
}

/**
 * An ordinary differential equation, and the last element of its solution differentiated by its parameters. A first step
 * beforehand has the code made.
 */
export const ode: Evaluation = {
  primal: evaluates(({ x, s }: Input) => {
    const parameters = tensor(x);
    warmUp(() => primal(parameters, 1));
    return () => primal(parameters, s);
  }),
  gradient: evaluates(({ x, s }: Input) => {
    const parameters = tensor(x);
    warmUp(() => gradient(parameters, 1));
    return () => gradient(parameters, s);
  }),
};
