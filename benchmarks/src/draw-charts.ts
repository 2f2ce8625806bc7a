// `npm run bench:charts`: draws the charts of the latest results, or of the file that is named, into a folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { charts } from './charts/charts.js';
import { draw } from './charts/draw.js';
import { latestResults, readResults } from './harness/results.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { into: { type: 'string', default: 'docs/performance' } },
});
const [path = latestResults()] = positionals;
if (path === undefined) {
  console.error('There are no results yet: npm run bench makes some.');
  process.exit(1);
}
mkdirSync(values.into, { recursive: true });
for (const result of readResults(path).benchmarks) {
  const chart = charts[result.name];
  if (chart === undefined) continue;
  const file = join(values.into, `${result.name}.svg`);
  writeFileSync(file, await draw(chart(result)));
  console.log(file);
}
