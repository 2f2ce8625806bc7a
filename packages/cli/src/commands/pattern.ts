import { Option, type Command } from 'commander';
import { sparseHessian, sparseJacobian, type PatternLabels, type SparsityPattern } from 'wengert';
import { flatNumbers } from '../numbers.js';
import { withOutput, writeText, type OutputOption } from '../output-file.js';
import { patternText } from '../pattern-text.js';
import {
  aboutFunction,
  namesOfInputs,
  readQuestion,
  withArgnums,
  withJson,
  type ArgnumsOption,
  type PointOptions,
  type Question,
} from '../question.js';
import { scalarFunction } from '../subject.js';
import type { Terminal } from '../terminal.js';

/** A matrix of derivatives, and what is known of it without its numbers. */
interface Structure {
  readonly rows: readonly string[];
  readonly prepared: {
    readonly pattern: SparsityPattern;
    /** How many sweeps find all entries. */
    readonly colors: number;
    toSvg(labels: PatternLabels): string;
  };
}

/** The matrices whose patterns can be shown. */
const matrices = {
  jacobian: ({ subject, args, argnums }: Question): Structure => {
    const rows = flatNumbers(subject.evaluate(...args), 'f').map(({ path }) => path);
    return { rows, prepared: sparseJacobian(subject.evaluate, { argnums }).prepare(...args) };
  },
  hessian: (question: Question): Structure => {
    const { subject, args, argnums } = question;
    return {
      rows: namesOfInputs(question),
      prepared: sparseHessian(scalarFunction(subject), { argnums }).prepare(...args),
    };
  },
};

interface PatternOptions extends PointOptions, ArgnumsOption, OutputOption {
  readonly of?: keyof typeof matrices;
  readonly format?: 'text' | 'svg';
}

/** `wengert pattern`: where a Jacobian or Hessian has entries. */
export function addPattern(program: Command, terminal: Terminal): void {
  withOutput(withJson(withArgnums(aboutFunction(program.command('pattern')))))
    .addOption(
      new Option(
        '--of <matrix>',
        'which matrix (default: hessian where the result is one number, else jacobian)',
      ).choices(Object.keys(matrices)),
    )
    .addOption(
      new Option('--format <format>', 'how to show it (default: that of the output file, else text)').choices([
        'text',
        'svg',
      ]),
    )
    .summary('where a Jacobian or Hessian has entries')
    .description(
      'Where a Jacobian or Hessian can have entries other than zero, and how many sweeps find them all.\n' +
        'The numbers of the point do not matter, except where the function branches on them.',
    )
    .addHelpText(
      'after',
      "\nExamples:\n  $ wengert pattern '[x1*x2, x2*x3, x3]' --at 1,2,3\n" +
        '  $ wengert pattern ./model.mjs#energy --at args.json --output pattern.svg',
    )
    .action(async (text: string, options: PatternOptions) => {
      const question = await readQuestion(text, options);
      const of = options.of ?? matrixOf(question);
      const { rows, prepared } = matrices[of](question);
      const { pattern, colors } = prepared;
      const columns = namesOfInputs(question);
      if (options.json) {
        const { shape, nnz, rowPointers, columnIndices } = pattern;
        const [pointers, indices] = [rowPointers, columnIndices].map((integers) => Array.from(integers));
        terminal.printJson({ of, shape, rows, columns, nnz, colors, rowPointers: pointers, columnIndices: indices });
        return;
      }
      const isSvg = (options.format ?? (options.output?.endsWith('.svg') === true ? 'svg' : 'text')) === 'svg';
      const shown = isSvg
        ? prepared.toSvg({ rowNames: rows, columnNames: columns })
        : patternText(`Pattern of the ${titles[of]}`, pattern, { rows, columns, colors });
      await writeText(terminal, options.output, shown);
    });
}

const titles = { jacobian: 'Jacobian', hessian: 'Hessian' };

function matrixOf({ subject, args }: Question): keyof typeof matrices {
  return typeof subject.evaluate(...args) === 'number' ? 'hessian' : 'jacobian';
}
