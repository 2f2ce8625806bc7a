import { compile, grad, hvp, jacfwd, jacobian, jacrev, tensor } from 'wengert';
import type { Benchmark, Comparison } from '../harness/benchmark.js';
import * as expression from '../workloads/expression.js';
import { banded, tall, tallOfArrays, wide, wideOfArrays } from '../workloads/jacobians.js';
import * as nesting from '../workloads/nesting.js';
import * as regression from '../workloads/regression.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

const scalarExpression: Comparison = {
  name: 'x y + sin x',
  contenders: () => {
    const [x, y] = expression.point;
    const gradient = grad(expression.traced, { argnums: [0, 1] });
    const compiled = compile(gradient);
    return [
      { name: 'by hand', run: () => expression.gradient(x, y) },
      { name: 'grad', run: () => gradient(x, y) },
      { name: 'compiled', run: () => compiled(x, y) },
    ];
  },
};

const jacobians: readonly Comparison[] = [
  { name: 'tall Jacobian, 2 to 500', workload: tall },
  { name: 'wide Jacobian, 500 to 2', workload: wide },
  { name: 'banded Jacobian, 200 to 200', workload: banded },
].map(({ name, workload: { point, jacobian: jacobianByHand, traced } }) => ({
  name,
  contenders: () => {
    const [forward, reverse, compiled] = [jacfwd(traced), jacrev(traced), compile(jacobian(traced))];
    return [
      { name: 'by hand', run: () => jacobianByHand(point) },
      { name: 'jacfwd', run: () => forward(point) },
      { name: 'jacrev', run: () => reverse(point) },
      { name: 'compiled', run: () => compiled(point) },
    ];
  },
}));

const tallJacobianOfArrays: Comparison = {
  name: 'tall Jacobian, 2 to 500, of an array',
  contenders: () => {
    const { point, jacobian: jacobianByHand, traced } = tallOfArrays;
    const [forward, compiled] = [jacfwd(traced), compile(jacobian(traced))];
    return [
      { name: 'by hand', run: () => jacobianByHand(point) },
      { name: 'jacfwd', run: () => forward(point) },
      { name: 'compiled', run: () => compiled(point) },
    ];
  },
};

const wideJacobianOfArrays: Comparison = {
  name: 'wide Jacobian, 500 to 2, of an array',
  contenders: () => {
    const { point, jacobian: jacobianByHand, traced } = wideOfArrays;
    const [reverse, compiled] = [jacrev(traced), compile(jacobian(traced))];
    return [
      { name: 'by hand', run: () => jacobianByHand(point) },
      { name: 'jacrev', run: () => reverse(point) },
      { name: 'compiled', run: () => compiled(point) },
    ];
  },
};

const logistic: Comparison = {
  name: `logistic regression, ${regression.samples} x ${regression.features}`,
  contenders: () => {
    const gradient = grad(regression.traced);
    const compiled = compile(gradient);
    const weights = tensor(regression.weights);
    return [
      { name: 'by hand', run: () => regression.gradient(regression.weights) },
      { name: 'grad', run: () => gradient(weights) },
      { name: 'compiled', run: () => compiled(weights) },
    ];
  },
};

const product: Comparison = {
  name: 'Hessian times vector / gradient, logistic regression',
  expected: () => slopeOfGradient(),
  tolerance: 1e-6,
  contenders: () => {
    const gradient = grad(regression.traced);
    const weights = tensor(regression.weights);
    const direction = tensor(new Float64Array(regression.features).fill(1));
    return [
      { name: 'grad', run: () => gradient(weights), unchecked: true },
      { name: 'hvp', run: () => hvp(regression.traced, [weights], [direction]) },
    ];
  },
};

const productOfScalars: Comparison = {
  name: 'Hessian times vector / gradient, Rosenbrock, 1000 numbers',
  expected: () => {
    const x = rosenbrock.point(1000);
    return rosenbrock.hessian(x).map((row) => row.reduce((total, entry) => total + entry, 0));
  },
  tolerance: 1e-6,
  contenders: () => {
    const gradient = grad(rosenbrock.traced);
    const x = rosenbrock.point(1000);
    const direction = x.map(() => 1);
    return [
      { name: 'grad', run: () => gradient(x), unchecked: true },
      { name: 'hvp', run: () => hvp(rosenbrock.traced, [x], [direction]) },
    ];
  },
};

/** The Hessian times ones, by differences of the gradient by hand. */
function slopeOfGradient(): Float64Array {
  const h = 1e-4;
  const [up, down] = [h, -h].map((step) => regression.gradient(regression.weights.map((w) => w + step)));
  return regression.weights.map((_, i) => ((up?.[i] ?? NaN) - (down?.[i] ?? NaN)) / (2 * h));
}

const nested: Comparison = {
  name: 'a derivative inside a derivative',
  contenders: () => {
    const outer = grad(nesting.traced);
    const compiled = compile(outer);
    return [
      { name: 'by hand', run: () => nesting.derivative(nesting.point) },
      { name: 'grad', run: () => outer(nesting.point) },
      { name: 'compiled', run: () => compiled(nesting.point) },
    ];
  },
};

/** Against code that one would write without the library. */
export const handwritten: Benchmark = {
  name: 'handwritten',
  question: 'How far are derivatives from ones that were written by hand?',
  comparisons: () => [
    scalarExpression,
    ...jacobians,
    tallJacobianOfArrays,
    wideJacobianOfArrays,
    logistic,
    product,
    productOfScalars,
    nested,
  ],
};
