// The derivatives by hand that every peer is held against.
import * as chains from '../build/workloads/chains.js';
import * as expression from '../build/workloads/expression.js';
import { banded, tall, wide } from '../build/workloads/jacobians.js';
import * as nesting from '../build/workloads/nesting.js';
import * as network from '../build/workloads/network.js';
import * as regression from '../build/workloads/regression.js';
import * as rosenbrock from '../build/workloads/rosenbrock.js';

const valley = (n) => () => {
  const x = rosenbrock.point(n);
  return () => rosenbrock.gradient(x);
};

const chain = (operations) => () => {
  const derivative = chains.derivative(operations);
  return () => derivative(chains.start);
};

/** Each makes what is run. A tolerance stands where rounding is amplified. */
export const workloads = {
  expression: { byHand: () => () => expression.gradient(...expression.point) },
  'Rosenbrock 10': { byHand: valley(10) },
  'Rosenbrock 100': { byHand: valley(100) },
  'Rosenbrock 1000': { byHand: valley(1000) },
  'Rosenbrock 10000': { byHand: valley(10_000) },
  'tall Jacobian': { byHand: () => () => tall.jacobian(tall.point) },
  'wide Jacobian': { byHand: () => () => wide.jacobian(wide.point) },
  'banded Jacobian': { byHand: () => () => banded.jacobian(banded.point) },
  'Hessian 20': {
    byHand: () => {
      const x = rosenbrock.point(20);
      return () => rosenbrock.hessian(x);
    },
  },
  'logistic regression': { byHand: () => () => regression.gradient(regression.weights) },
  network: { byHand: () => () => network.gradient(network.layers) },
  'chain 100,000': { byHand: chain(100_000), tolerance: 1e-8 },
  'chain 1,000,000': { byHand: chain(1_000_000), tolerance: 1e-8 },
  '60 doublings': { byHand: () => () => chains.doubledDerivative() },
  nesting: { byHand: () => () => nesting.derivative(nesting.point) },
};
