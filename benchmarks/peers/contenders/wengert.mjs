import { grad, hessian, jacobian, tensor } from 'wengert';
import * as chains from '../../build/workloads/chains.js';
import * as expression from '../../build/workloads/expression.js';
import { banded, tall, wide } from '../../build/workloads/jacobians.js';
import * as nesting from '../../build/workloads/nesting.js';
import * as network from '../../build/workloads/network.js';
import * as regression from '../../build/workloads/regression.js';
import * as rosenbrock from '../../build/workloads/rosenbrock.js';

/** What is differentiated, by what, and where; `transform` is the identity here and `compile` in the compiled contender. */
export const contender = (transform) => {
  const of = (derivative, ...args) => {
    return () => {
      const run = transform(derivative);
      return () => run(...args);
    };
  };
  const valley = (n) => of(grad(rosenbrock.traced), rosenbrock.point(n));
  const byTensor = (n) => of(grad(rosenbrock.ofTensor), tensor(rosenbrock.point(n)));
  return {
    expression: of(grad(expression.traced, { argnums: [0, 1] }), ...expression.point),
    'Rosenbrock 10': valley(10),
    'Rosenbrock 100': valley(100),
    'Rosenbrock 1000': valley(1000),
    'Rosenbrock 10000': byTensor(10_000),
    'tall Jacobian': of(jacobian(tall.traced), tall.point),
    'wide Jacobian': of(jacobian(wide.traced), wide.point),
    'banded Jacobian': of(jacobian(banded.traced), banded.point),
    'Hessian 20': of(hessian(rosenbrock.traced), rosenbrock.point(20)),
    'logistic regression': of(grad(regression.traced), tensor(regression.weights)),
    network: of(grad(network.traced), network.tensors(network.layers)),
    'chain 100,000': of(grad(chains.traced(100_000)), chains.start),
    'chain 1,000,000': of(grad(chains.traced(1_000_000)), chains.start),
    '60 doublings': of(grad(chains.tracedDoubling), chains.start),
    nesting: of(grad(nesting.traced), nesting.point),
  };
};

export default () => contender((f) => f);
