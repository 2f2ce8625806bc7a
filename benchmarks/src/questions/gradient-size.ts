import { compile, grad, tensor } from 'wengert';
import type { Benchmark, Comparison } from '../harness/benchmark.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

function size(n: number): Comparison {
  return {
    name: `n = ${n.toLocaleString('en')}`,
    parameters: { n },
    expected: () => rosenbrock.gradient(rosenbrock.point(n)),
    contenders: () => {
      const x = rosenbrock.point(n);
      const xTensor = tensor(x);
      const [ofScalars, ofTensor] = [grad(rosenbrock.traced), grad(rosenbrock.ofTensor)];
      const [scalarsCompiled, tensorCompiled] = [compile(ofScalars), compile(ofTensor)];
      return [
        { name: 'function', run: () => rosenbrock.plain(x), unchecked: true },
        { name: 'by hand', run: () => rosenbrock.gradient(x) },
        { name: 'grad, scalars', run: () => ofScalars(x) },
        { name: 'grad, tensor', run: () => ofTensor(xTensor) },
        // A program is written down before it is compiled, which takes its time for millions of operations.
        ...(n > 10_000 ? [] : [{ name: 'compiled, scalars', run: () => scalarsCompiled(x) }]),
        { name: 'compiled, tensor', run: () => tensorCompiled(xTensor) },
      ];
    },
  };
}

/** The cheap gradient. */
export const gradientSize: Benchmark = {
  name: 'gradient-size',
  question: 'Does a gradient cost the same multiple of its function, whatever the number of inputs?',
  comparisons: (scope) => (scope === 'full' ? [10, 100, 1000, 10_000, 100_000, 1_000_000] : [100, 10_000]).map(size),
};
