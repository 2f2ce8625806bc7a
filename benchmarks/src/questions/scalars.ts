import { grad, jvp } from 'wengert';
import type { Benchmark, Comparison } from '../harness/benchmark.js';
import type { BenchmarkResult } from '../harness/results.js';
import { brief } from '../harness/tables.js';
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

/** Nanoseconds for each operation, in place of ratios. */
function conclusion({ comparisons }: BenchmarkResult): string {
  const lines = ['chain', 'Rosenbrock'].flatMap((workload) => {
    const sizes = comparisons.filter(({ name }) => name.startsWith(workload));
    const prices = ['jvp', 'grad'].flatMap((mode) => {
      const each = sizes.flatMap(({ parameters: { operations = NaN }, contenders }) => {
        const time = contenders.find(({ name }) => name === mode)?.milliseconds?.median;
        return time === undefined ? [] : [brief((1e6 * time) / operations)];
      });
      return each.length === 0 ? [] : [`${mode} ${each.join(', ')}`];
    });
    const lengths = sizes.map(({ parameters: { operations = NaN } }) => operations.toLocaleString('en'));
    return prices.length === 0 ? [] : [`  ${workload} of ${lengths.join(', ')}: ${prices.join('; ')}`];
  });
  return ['Nanoseconds for each operation:', ...lines].join('\n');
}

/** The price of an operation. */
export const scalars: Benchmark = {
  name: 'scalars',
  question: 'What does an operation on scalars cost, and does that stay flat as the record grows?',
  comparisons: (scope) => {
    const sizes = scope === 'full' ? [100, 1000, 10_000, 100_000, 1_000_000] : [100, 10_000];
    return [...sizes.map(chain), ...sizes.map(valley)];
  },
  conclusion,
};
