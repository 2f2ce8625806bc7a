// Measures one contender at one workload, in a process of its own: node measure.mjs contender workload
import { compare } from '../build/harness/run.js';
import { workloads } from './workloads.mjs';

const [name, workload] = process.argv.slice(2);
const { default: contender, tolerance } = await import(`./contenders/${name}.mjs`);
const { byHand, tolerance: amplified } = workloads[workload];
const start = performance.now();
const make = (await contender())[workload];
if (make === undefined) {
  console.log('null');
  process.exit(0);
}
const run = await make();
run();
const prepared = performance.now() - start;
const result = compare(
  {
    name: workload,
    tolerance: tolerance ?? amplified ?? 1e-10,
    contenders: () => [
      { name: 'by hand', run: byHand() },
      { name, run },
    ],
  },
  { rounds: 5, milliseconds: 20 },
);
const [byHandResult, contenderResult] = result.contenders;
console.log(JSON.stringify({ byHand: byHandResult, result: { ...contenderResult, prepared } }));
process.exit(0);
