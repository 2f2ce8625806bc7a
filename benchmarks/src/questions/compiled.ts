import { compile, grad, jacfwd } from 'wengert';
import type { Benchmark, Comparison, Scope } from '../harness/benchmark.js';
import * as bodies from '../workloads/bodies.js';
import * as expression from '../workloads/expression.js';
import { tall } from '../workloads/jacobians.js';
import * as network from '../workloads/network.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

const scalarExpression: Comparison = {
  name: 'compiled gradient of x y + sin x',
  contenders: () => {
    const [x, y] = expression.point;
    const gradient = compile(grad(expression.traced, { argnums: [0, 1] }));
    return [
      { name: 'by hand', run: () => expression.gradient(x, y) },
      { name: 'compiled', run: () => gradient(x, y) },
    ];
  },
};

function valley(n: number): Comparison {
  return {
    name: `compiled gradient of Rosenbrock's function, n = ${n}`,
    parameters: { n },
    contenders: () => {
      const point = rosenbrock.point(n);
      const gradient = compile(grad(rosenbrock.traced));
      return [
        { name: 'by hand', run: () => rosenbrock.gradient(point) },
        { name: 'compiled', run: () => gradient(point) },
        { name: 'the function', run: () => rosenbrock.plain(point), unchecked: true },
      ];
    },
  };
}

function firstCall(n: number): Comparison {
  return {
    name: `first call: gradient of Rosenbrock's function, n = ${n}`,
    parameters: { n },
    contenders: () => {
      const point = rosenbrock.point(n);
      const eager = grad(rosenbrock.traced);
      return [
        { name: 'eager', run: () => eager(point) },
        { name: 'compile and call', run: () => compile(eager)(point) },
      ];
    },
  };
}

const jacobian: Comparison = {
  name: 'compiled Jacobian, 2 to 500',
  contenders: () => {
    const compiled = compile(jacfwd(tall.traced));
    return [
      { name: 'by hand', run: () => tall.jacobian(tall.point) },
      { name: 'compiled', run: () => compiled(tall.point) },
    ];
  },
};

const pairs: Comparison = {
  name: 'compiled gradient of the energy of 50 bodies',
  contenders: () => {
    const gradient = compile(grad(bodies.traced));
    return [
      { name: 'by hand', run: () => bodies.gradient(bodies.point) },
      { name: 'compiled', run: () => gradient(bodies.point) },
    ];
  },
};

const layers: Comparison = {
  name: 'compiled gradient of a network 784-128-10, batch 64',
  contenders: () => {
    const gradient = compile(grad(network.traced));
    const at = network.tensors(network.layers);
    return [
      { name: 'by hand', run: () => network.gradient(network.layers) },
      { name: 'compiled', run: () => gradient(at) },
    ];
  },
};

/** Compiled derivatives against ones by hand. */
export const compiled: Benchmark = {
  name: 'compiled',
  question: 'How far are compiled derivatives from ones that were written by hand?',
  comparisons: (scope: Scope) => [
    scalarExpression,
    ...(scope === 'brief' ? [100, 1000] : [10, 100, 1000, 10_000, 100_000]).map(valley),
    jacobian,
    pairs,
    layers,
    ...(scope === 'brief' ? [100] : [100, 1000]).map(firstCall),
  ],
};
