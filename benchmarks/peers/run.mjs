// `npm run bench:peers`: installs the peers, measures each at every workload in a process of its own, and prints the table.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Argument, Command } from 'commander';
import { pnpm } from '../../.ci/workspace.mjs';
import { machineLine, saveResults, thisMachine } from '../build/harness/results.js';
import { benchmarkTables } from '../build/harness/tables.js';
import { workloads } from './workloads.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const limitMilliseconds = 60_000;

const known = readdirSync(`${here}contenders`).map((file) => file.replace(/\.mjs$/, ''));
const { args: asked } = new Command('npm run bench:peers --')
  .description(
    'Installs other libraries, and measures them and this one at the same workloads; takes some ten minutes.',
  )
  .addArgument(new Argument('[names...]', 'which libraries; without names, all').choices(known))
  .parse();
install();
const contenders = known.filter((name) => asked.length === 0 || asked.includes(name));
const machine = thisMachine();
console.log(`${machineLine(machine)}\n`);
const comparisons = Object.keys(workloads).map((workload) => {
  const results = contenders.map((name) => measured(name, workload)).filter((result) => result !== null);
  const reference = results.find(({ byHand }) => byHand !== undefined)?.byHand ?? { name: 'by hand', error: 0 };
  return { name: workload, parameters: {}, contenders: [reference, ...results.map(({ result }) => result)] };
});
const benchmark = {
  name: 'peers',
  question: 'How far is each library from a derivative by hand?',
  comparisons,
  readings: [],
};
console.log(benchmarkTables(benchmark));
console.log(`The figures are in ${saveResults({ machine, benchmarks: [benchmark] })}`);

/** Installs what the lockfile in this folder says, which the workspace knows nothing of. */
function install() {
  if (existsSync(`${here}node_modules`)) return;
  console.log('Installing the peers …');
  const { code, output } = pnpm(
    ['--dir', here, '--ignore-workspace', 'install', '--frozen-lockfile', '--ignore-scripts'],
    {
      capture: true,
    },
  );
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
}

/** What came of a contender at a workload; `null` if it cannot do it. A process that dies has failed, and says so. */
function measured(name, workload) {
  process.stderr.write(`${workload}: ${name}\n`);
  const { status, signal, stdout, stderr } = spawnSync('node', [`${here}measure.mjs`, name, workload], {
    encoding: 'utf8',
    timeout: limitMilliseconds,
  });
  const lines = stdout.trim().split('\n');
  if (status === 0) return JSON.parse(lines.at(-1));
  const reason =
    signal !== null
      ? 'no answer in a minute'
      : (/^\w*(?:Error|FATAL)[^\n]*/m.exec(stderr)?.[0] ?? `exit code ${status}`);
  return { result: { name, error: null, failure: reason } };
}
