import { grad, jvp } from 'wengert';
import type { Benchmark, Comparison } from '../harness/benchmark.js';
import * as chains from '../workloads/chains.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

function chain(operations: number): Comparison {
  return {
    name: `chain of ${operations.toLocaleString('en')}`,
    parameters: { operations },
    contenders: () => {
      const [byHand, f] = [chains.derivative(operations), chains.traced(operations)];
      return [
        { name: 'by hand', run: () => byHand(chains.start) },
        { name: 'jvp', run: () => jvp(f, [chains.start], [1])[1] },
        { name: 'grad', run: () => grad(f)(chains.start) },
      ];
    },
    // A long chain amplifies rounding.
    tolerance: 1e-8,
  };
}

function valley(operations: number): Comparison {
  return {
    name: `Rosenbrock, ${operations.toLocaleString('en')}`,
    parameters: { operations },
    contenders: () => {
      const x = rosenbrock.point(Math.round(operations / rosenbrock.operationsPerPair) + 1);
      const gradient = grad(rosenbrock.traced);
      return [
        { name: 'by hand', run: () => rosenbrock.gradient(x) },
        { name: 'grad', run: () => gradient(x) },
      ];
    },
  };
}

/** The price of an operation. */
export const scalars: Benchmark = {
  name: 'scalars',
  question: 'What does an operation on scalars cost, and does that stay flat as the record grows?',
  comparisons: (scope) => {
    const sizes = scope === 'full' ? [100, 1000, 10_000, 100_000, 1_000_000] : [100, 10_000];
    return [...sizes.map(chain), ...sizes.map(valley)];
  },
};
