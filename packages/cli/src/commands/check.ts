import { Presets, SingleBar } from 'cli-progress';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { WengertError } from 'wengert';
import { checkAt, laws, type Disagreement } from '../laws.js';
import { neighbours } from '../neighbours.js';
import {
  aboutFunction,
  readQuestion,
  withArgnums,
  withJson,
  type ArgnumsOption,
  type PointOptions,
} from '../question.js';
import type { Terminal } from '../terminal.js';

interface CheckOptions extends PointOptions, ArgnumsOption {
  readonly points: number;
  readonly order: number;
}

/** `wengert check`: whether the derivatives of a function are what they should be. */
export function addCheck(program: Command, terminal: Terminal, exitWith: (code: number) => void): void {
  withJson(withArgnums(aboutFunction(program.command('check'))))
    .addOption(
      new Option('--points <count>', 'how many points, the given one and others around it')
        .default(20)
        .argParser(count),
    )
    .addOption(new Option('--order <order>', 'the highest order of derivatives').default(2).argParser(count))
    .summary('whether the derivatives of a function are right')
    .description(
      ['Checks at a point, and at points around it, that:', ...laws.map(({ name }) => `- ${name}`)].join('\n') +
        '\n\nThe exit code is 1 where one of them fails.',
    )
    .addHelpText('after', '\nExample:\n  $ wengert check ./model.mjs#loss --at args.json --points 100')
    .action(async (text: string, options: CheckOptions) => {
      const question = await readQuestion(text, options);
      const points = neighbours(question.args, options.points);
      const disagreements: Disagreement[] = [];
      let outside = 0;
      const bar = startProgress(terminal, points.length);
      try {
        for (const [i, args] of points.entries()) {
          const found = checkAt({ ...question, args }, options.order);
          if (found === 'outside') outside += 1;
          else disagreements.push(...found);
          bar?.update(i + 1);
        }
      } finally {
        // A bar that is left running keeps the program alive, and its cursor hidden.
        bar?.stop();
      }
      if (outside === points.length) {
        throw new WengertError(
          `${text} is not a finite number at any of the ${outside} points, so there is nothing to check.`,
        );
      }
      const checked = points.length - outside;
      if (options.json) terminal.printJson({ checked, outside, disagreements });
      else report(terminal, checked, outside, disagreements);
      if (disagreements.length > 0) exitWith(1);
    });
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a positive integer.');
  return number;
}

function startProgress(terminal: Terminal, total: number): SingleBar | undefined {
  if (!terminal.showsProgress) return undefined;
  const format = '{bar} {value}/{total} points';
  const bar = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}

function report(terminal: Terminal, checked: number, outside: number, disagreements: readonly Disagreement[]): void {
  const { green, red } = terminal.colors;
  for (const { name } of laws) {
    const failures = disagreements.filter(({ law }) => law === name);
    const [first] = failures;
    if (first === undefined) {
      terminal.print(`${green('✓')} ${name}`);
    } else {
      terminal.print(`${red('✗')} ${name}: not at ${failures.length} of ${checked} points. At ${first.at}:`);
      terminal.print(`  ${first.message}`);
    }
  }
  terminal.print(`${checked} points checked${outside > 0 ? `; ${outside} lie outside of the domain` : ''}.`);
}
