// `npm run bench`: every measurement, or those named on the command line.
import { cpus } from 'node:os';
import { boundedMemory } from './bounded-memory.js';
import { eagerScalars } from './eager-scalars.js';
import { factorizations } from './factorizations.js';
import { jacobians } from './jacobians.js';
import { network } from './network.js';
import { products } from './products.js';

const measurements: Readonly<Record<string, () => void>> = {
  scalars: eagerScalars,
  network,
  products,
  factorizations,
  jacobians,
  memory: boundedMemory,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(measurements, name));
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(', ')}; choose from ${Object.keys(measurements).join(', ')}.`);
  process.exit(1);
}
const date = new Date().toISOString().slice(0, 10);
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, V8 ${process.versions.v8}, ${date}`,
);
console.log(
  'Times are medians of 11 batches; ratios are formed batch by batch, with the quarter points in brackets.\n',
);
for (const [name, measure] of Object.entries(measurements)) {
  if (asked.length === 0 || asked.includes(name)) measure();
}
