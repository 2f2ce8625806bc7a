// `npm run bench:charts`: draws the charts of the latest results, or of the file that is named, into a folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { charts } from './charts/charts.js';
import { draw } from './charts/draw.js';
import { latestResults, readResults } from './harness/results.js';

const command = new Command('npm run bench:charts --')
  .description('Draws the charts of measurements.')
  .argument('[results]', 'a file of results; without one, the latest')
  .option('--into <folder>', 'where to put them', 'docs/performance')
  .parse();
const { into } = command.opts<{ readonly into: string }>();
const [path = latestResults()] = command.processedArgs as [string | undefined];
if (path === undefined) {
  console.error('There are no results yet: npm run bench makes some.');
  process.exit(1);
}
mkdirSync(into, { recursive: true });
for (const result of readResults(path).benchmarks) {
  const chart = charts[result.name];
  if (chart === undefined) continue;
  const file = join(into, `${result.name}.svg`);
  writeFileSync(file, await draw(chart(result)));
  console.log(file);
}
