// `npm run bench`: measures everything, or what is named on the command line or picked from the menu.
import { cancel, isCancel, multiselect } from '@clack/prompts';
import { Presets, SingleBar } from 'cli-progress';
import { Argument, Command } from 'commander';
import type { Benchmark, Scope } from './harness/benchmark.js';
import { machineLine, saveResults, thisMachine } from './harness/results.js';
import { runBenchmarks, type Progress } from './harness/run.js';
import { benchmarkTables } from './harness/tables.js';
import { questions } from './questions/questions.js';

const command = new Command('npm run bench --')
  .description(
    'Measures the library against derivatives by hand. Without names: a menu in a terminal, otherwise everything.',
  )
  .addArgument(new Argument('[names...]', 'what to measure').choices(questions.map(({ name }) => name)))
  .option('--all', 'everything', false)
  .option('--brief', 'everything, at few sizes, in about a minute', false)
  .addHelpText('after', `\nExamples:\n  npm run bench\n  npm run bench -- scalars handwritten`)
  .parse();
const { all, brief } = command.opts<{ readonly all: boolean; readonly brief: boolean }>();
const scope: Scope = brief ? 'brief' : 'full';
const chosen = await choose(command.args, all || brief);

const machine = thisMachine();
console.log(`${machineLine(machine)}\n`);
const results = { machine, benchmarks: measured(chosen) };
for (const benchmark of results.benchmarks) {
  console.log(benchmarkTables(benchmark));
  const conclusion = questions.find(({ name }) => name === benchmark.name)?.conclusion?.(benchmark);
  if (conclusion !== undefined) console.log(conclusion);
}
console.log(`The figures are in ${saveResults(results)}`);
const wrong = results.benchmarks.flatMap(({ name, comparisons }) =>
  comparisons.flatMap((comparison) =>
    comparison.contenders.flatMap((contender) =>
      contender.failure === undefined ? [] : [`${name}, ${comparison.name}, ${contender.name}: ${contender.failure}`],
    ),
  ),
);
if (wrong.length > 0) {
  console.error(`Not every answer was right:\n${wrong.join('\n')}`);
  process.exitCode = 1;
}

/** The benchmarks that were named; without names, those that are picked in a terminal, or else all. */
async function choose(names: readonly string[], all: boolean): Promise<readonly Benchmark[]> {
  if (names.length > 0) return questions.filter(({ name }) => names.includes(name));
  if (all || !process.stdin.isTTY || !process.stdout.isTTY) return questions;
  const picked = await multiselect({
    message: 'What should be measured?',
    options: questions.map(({ name, question }) => ({ value: name, label: name, hint: question })),
    initialValues: questions.map(({ name }) => name),
  });
  if (isCancel(picked)) {
    cancel('Nothing was measured.');
    process.exit(0);
  }
  return questions.filter(({ name }) => picked.includes(name));
}

/** Measures, with a progress bar in a terminal. */
function measured(benchmarks: readonly Benchmark[]): ReturnType<typeof runBenchmarks> {
  if (!process.stdout.isTTY) return runBenchmarks(benchmarks, scope, () => undefined);
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {eta_formatted} left | {what}', hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  // Times are taken without a pause in which the bar could draw itself.
  const progress: Progress = (what, share) => {
    bar.update(Math.round(1000 * share), { what });
    bar.render();
  };
  bar.start(1000, 0, { what: '' });
  try {
    return runBenchmarks(benchmarks, scope, progress);
  } finally {
    bar.stop();
  }
}
