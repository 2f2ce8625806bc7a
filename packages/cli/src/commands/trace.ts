import { Option, type Command } from 'commander';
import { isTensor, type TraceTable, type WengertList } from 'wengert';
import { mapNumbers } from '../numbers.js';
import { toJson } from '../plain-json.js';
import { readPoint } from '../point.js';
import { aboutFunction, readQuestion, withJson, type PointOptions, type Question } from '../question.js';
import type { Terminal } from '../terminal.js';
import { wengertListOf } from '../wengert-list.js';

interface TraceOptions extends PointOptions {
  readonly mode: 'forward' | 'reverse' | 'both';
  readonly seed?: string;
}

/** `wengert trace`: the evaluation traces of the textbooks. */
export function addTrace(program: Command, terminal: Terminal): void {
  withJson(aboutFunction(program.command('trace')))
    .addOption(new Option('--mode <mode>', 'which traces').choices(['forward', 'reverse', 'both']).default('both'))
    .option(
      '--seed <seed>',
      'the tangents of the inputs, written like a point (default: 1 for the first, 0 for the others)',
    )
    .summary('every operation, with its tangent and its adjoint')
    .description(
      'Every operation of the function, one in each line: forward with tangents, and reverse with adjoints.\n' +
        'The adjoints are those of the first number of the result.',
    )
    .addHelpText('after', "\nExample:\n  $ wengert trace 'x1*x2 + sin(x1)' --at 2,3 --mode reverse")
    .action(async (text: string, options: TraceOptions) => {
      const question = await readQuestion(text, options);
      const list = wengertListOf(question);
      const forward = options.mode === 'reverse' ? undefined : await tangents(list, question, options.seed);
      const reverse =
        options.mode === 'forward' ? undefined : list.adjoints(firstOnly(question.subject.evaluate(...question.args)));
      if (options.json) {
        terminal.printJson({ ...list.toJSON(), tangents: toJson(forward), adjoints: toJson(reverse) });
        return;
      }
      for (const { expression, held } of list.toJSON().conditions) {
        terminal.print(`given ${held ? expression : `not (${expression})`}`);
      }
      if (forward !== undefined) printTrace(terminal, 'Forward trace, downwards', 'tangent', forward);
      if (reverse !== undefined) printTrace(terminal, 'Reverse trace, downwards', 'adjoint', reverse);
    });
}

async function tangents(list: WengertList, { subject, args }: Question, seed: string | undefined): Promise<TraceTable> {
  return list.tangents(seed === undefined ? firstOnly([...args]) : await readPoint(seed, subject, '--seed'));
}

/** A tree like this one with 1 in the place of its first number, and 0 elsewhere. */
function firstOnly(tree: unknown): unknown {
  let next = 1;
  return mapNumbers(tree, () => {
    const entry = next;
    next = 0;
    return entry;
  });
}

function printTrace(terminal: Terminal, title: string, name: 'tangent' | 'adjoint', table: TraceTable): void {
  const rows = table.map(({ variable, expression, value, derivativeExpression, derivative }) => ({
    variable,
    'computed as': expression === variable ? 'input' : expression,
    value: written(value),
    [`${name} from`]: derivativeExpression,
    [name]: written(derivative),
  }));
  terminal.printTable(title, rows);
}

/** A number as it is; of an array, its shape. */
function written(value: unknown): number | string {
  if (isTensor(value)) return `[${value.shape.join(', ')}]`;
  return value as number;
}
