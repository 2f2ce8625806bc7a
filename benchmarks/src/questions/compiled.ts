import { compile, grad } from 'wengert';
import type { Benchmark, Comparison, Scope } from '../harness/benchmark.js';
import * as bodies from '../workloads/bodies.js';
import * as network from '../workloads/network.js';
import * as recurrence from '../workloads/recurrence.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

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

const throughTime: Comparison = {
  name: 'compiled gradient of a recurrent network (LSTM) over 100 steps',
  contenders: () => {
    const gradient = compile(grad(recurrence.traced));
    return [
      { name: 'by hand', run: () => recurrence.gradient(recurrence.point) },
      { name: 'compiled', run: () => gradient(recurrence.point) },
      { name: 'the function', run: () => recurrence.plain(recurrence.point), unchecked: true },
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

/** Compiled derivatives of longer programs against ones by hand; for short ones see `handwritten`. */
export const compiled: Benchmark = {
  name: 'compiled',
  question: 'How far are compiled derivatives from ones that were written by hand?',
  comparisons: (scope: Scope) => [
    ...(scope === 'brief' ? [100, 1000] : [10, 100, 1000, 10_000, 100_000]).map(valley),
    pairs,
    throughTime,
    layers,
    ...(scope === 'brief' ? [100] : [100, 1000]).map(firstCall),
  ],
};
