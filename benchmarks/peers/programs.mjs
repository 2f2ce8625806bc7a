// The workloads written once for every peer whose operations are on scalars: `o` has add, sub, mul, sin and exp.
import { doublings, start } from '../build/workloads/chains.js';
import { point as expressionPoint } from '../build/workloads/expression.js';
import { banded, tall, times, wide } from '../build/workloads/jacobians.js';
import { point as rosenbrockPoint } from '../build/workloads/rosenbrock.js';

const square = (o, x) => o.mul(x, x);

export const expression = (o, [x, y]) => o.add(o.mul(x, y), o.sin(x));

export const rosenbrock = (o, x) => {
  let total = o.constant(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const valley = square(o, o.sub(x[i + 1], square(o, x[i])));
    total = o.add(total, o.add(o.mul(o.constant(100), valley), square(o, o.sub(o.constant(1), x[i]))));
  }
  return total;
};

const tallProgram = (o, [a, b]) => times.map((t) => o.mul(a, o.exp(o.mul(b, o.constant(t)))));

const wideProgram = (o, x) => {
  let [first, second] = [o.constant(0), o.constant(0)];
  for (const v of x) {
    first = o.add(first, o.exp(o.mul(v, o.constant(0.1))));
    second = o.add(second, square(o, v));
  }
  return [first, second];
};

const bandedProgram = (o, x) =>
  x.map((v, i) => {
    let y = o.mul(o.sub(o.constant(3), o.mul(o.constant(2), v)), v);
    if (i > 0) y = o.sub(y, x[i - 1]);
    if (i + 1 < x.length) y = o.sub(y, o.mul(o.constant(2), x[i + 1]));
    return o.add(y, o.constant(1));
  });

const chain =
  (operations) =>
  (o, [x]) => {
    let y = x;
    for (let i = 0; i < operations; i += 2) y = o.sin(o.mul(y, o.constant(1.0001)));
    return y;
  };

const doubling = (o, [x]) => {
  let y = x;
  for (let i = 0; i < doublings; i++) y = o.add(y, y);
  return y;
};

/** Programs with one result, and where they are differentiated. */
const gradients = {
  expression: [expression, () => [...expressionPoint]],
  'Rosenbrock 10': [rosenbrock, () => rosenbrockPoint(10)],
  'Rosenbrock 100': [rosenbrock, () => rosenbrockPoint(100)],
  'Rosenbrock 1000': [rosenbrock, () => rosenbrockPoint(1000)],
  'Rosenbrock 10000': [rosenbrock, () => rosenbrockPoint(10_000)],
  'chain 100,000': [chain(100_000), () => [start]],
  'chain 1,000,000': [chain(1_000_000), () => [start]],
  '60 doublings': [doubling, () => [start]],
};

/** Programs with several results. */
const jacobians = {
  'tall Jacobian': [tallProgram, () => tall.point],
  'wide Jacobian': [wideProgram, () => wide.point],
  'banded Jacobian': [bandedProgram, () => banded.point],
};

/**
 * What a peer does with these programs, given how it takes gradients and Jacobians: `gradient(program, x)` makes what is run.
 */
export function ofScalars({ gradient, jacobian }) {
  const made = (list, make) =>
    make === undefined
      ? []
      : Object.entries(list).map(([name, [program, pointOf]]) => [name, () => make(program, pointOf())]);
  return Object.fromEntries([...made(gradients, gradient), ...made(jacobians, jacobian)]);
}
