import { compile, grad, hessian, jacfwd, jacrev, type Scalar } from 'wengert';
import type { Benchmark, Comparison } from '../harness/benchmark.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

type Of = (x: Scalar[]) => Scalar;

/** Every way to nest two modes. */
const ways: Readonly<Record<string, (f: Of) => (x: number[]) => unknown>> = {
  'forward over reverse': (f) => hessian(f),
  'reverse over reverse': (f) => jacrev(grad(f)),
  'forward over forward': (f) => jacfwd(jacfwd(f)),
  'compiled, forward over reverse': (f) => compile(hessian(f)),
  'reverse over forward': (f) => jacrev(jacfwd(f)),
};

function size(n: number): Comparison {
  return {
    name: `n = ${n}`,
    parameters: { n },
    contenders: () => {
      const x = rosenbrock.point(n);
      return [
        { name: 'by hand', run: () => rosenbrock.hessian(x) },
        ...Object.entries(ways).map(([name, way]) => {
          const derivative = way(rosenbrock.traced);
          return { name, run: () => derivative(x) };
        }),
      ];
    },
  };
}

/** Second derivatives. */
export const hessians: Benchmark = {
  name: 'hessians',
  question: 'Which mode over which mode for a Hessian?',
  comparisons: (scope) => (scope === 'full' ? [4, 16, 64] : [4, 16]).map(size),
};
