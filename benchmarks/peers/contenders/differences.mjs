// Central differences: what one does without any library.
import * as chains from '../../build/workloads/chains.js';
import * as expression from '../../build/workloads/expression.js';
import { banded, tall, wide } from '../../build/workloads/jacobians.js';
import * as nesting from '../../build/workloads/nesting.js';
import * as regression from '../../build/workloads/regression.js';
import * as rosenbrock from '../../build/workloads/rosenbrock.js';

/** Differences are wrong in the sixth digit or so at best, and that is known. */
export const tolerance = 1e-5;

const stepFor = (x) => Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(x));

const gradient = (f, x) => () =>
  Float64Array.from(x, (at, i) => {
    const h = stepFor(at);
    return (f(x.with(i, at + h)) - f(x.with(i, at - h))) / (2 * h);
  });

const jacobian = (f, x) => () => {
  const columns = x.map((at, i) => {
    const h = stepFor(at);
    const [up, down] = [f(x.with(i, at + h)), f(x.with(i, at - h))];
    return up.map((entry, k) => (entry - down[k]) / (2 * h));
  });
  return columns[0].map((_, k) => columns.map((column) => column[k]));
};

const derivative = (f, x) => gradient(([at]) => f(at), [x]);
const valley = (n) => () => gradient(rosenbrock.plain, rosenbrock.point(n));

export default () => ({
  expression: () => gradient(([x, y]) => expression.plain(x, y), [...expression.point]),
  'Rosenbrock 10': valley(10),
  'Rosenbrock 100': valley(100),
  'Rosenbrock 1000': valley(1000),
  'tall Jacobian': () => jacobian(tall.plain, tall.point),
  'wide Jacobian': () => jacobian(wide.plain, wide.point),
  'banded Jacobian': () => jacobian(banded.plain, banded.point),
  'Hessian 20': () => jacobian(rosenbrock.gradient, rosenbrock.point(20)),
  'logistic regression': () => gradient(regression.plain, regression.weights),
  'chain 100,000': () => derivative(chains.plain(100_000), chains.start),
  'chain 1,000,000': () => derivative(chains.plain(1_000_000), chains.start),
  '60 doublings': () => derivative(chains.doubled, chains.start),
  nesting: () => derivative(nesting.plain, nesting.point),
});
