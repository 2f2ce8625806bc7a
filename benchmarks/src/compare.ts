// `npm run bench:compare`: holds two files of results against each other.
import { Command } from 'commander';
import { changes, type Change } from './harness/regressions.js';
import { machineLine, readResults } from './harness/results.js';
import { ratioText, table } from './harness/tables.js';

const [before, after] = new Command('npm run bench:compare --')
  .description('Says which ratios became larger or smaller beyond the noise.')
  .argument('<before>', 'a file of results, from benchmarks/results')
  .argument('<after>', 'another one')
  .parse().processedArgs as [string, string];
const [old, now] = [readResults(before), readResults(after)];
console.log(`before: ${machineLine(old.machine)}\nafter:  ${machineLine(now.machine)}\n`);

const all = changes(old, now);
const counts = (['slower', 'faster', 'same', 'wrong now'] as const).map(
  (verdict) => `${all.filter((change) => change.verdict === verdict).length} ${verdict}`,
);
const notable = all.filter(({ verdict }) => verdict !== 'same').sort((a, b) => b.factor - a.factor);
if (notable.length > 0) console.log(table('changed beyond the noise', notable.map(row)));
console.log(`Of ${all.length} ratios: ${counts.join(', ')}.`);

function row({ what, before: then, after: later, factor, verdict }: Change): Record<string, string> {
  return {
    what,
    before: then.ratio === undefined ? '' : ratioText(then.ratio),
    after: later.ratio === undefined ? (later.failure ?? '') : ratioText(later.ratio),
    factor: factor.toFixed(2),
    verdict,
  };
}
