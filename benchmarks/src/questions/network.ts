import { grad } from 'wengert';
import type { Benchmark } from '../harness/benchmark.js';
import * as workload from '../workloads/network.js';

/** Tensors at work. */
export const network: Benchmark = {
  name: 'network',
  question: 'What does the gradient of a small network cost, against the network itself and against loops by hand?',
  comparisons: () => [
    {
      name: '784-128-10, batch 64',
      expected: () => workload.gradient(workload.layers),
      contenders: () => {
        const layers = workload.tensors(workload.layers);
        const gradient = grad(workload.traced);
        return [
          { name: 'network', run: () => workload.traced(layers), unchecked: true },
          { name: 'gradient', run: () => gradient(layers) },
          { name: 'gradient by hand', run: () => workload.gradient(workload.layers) },
        ];
      },
    },
  ],
};
