import { Option, type Command } from 'commander';
import { emit, grad, hessian, jacobian, type EmitOptions } from 'wengert';
import { withOutput, writeText, type OutputOption } from '../output-file.js';
import { aboutFunction, readQuestion, withArgnums, type ArgnumsOption, type PointOptions } from '../question.js';
import { scalarFunction, type Subject } from '../subject.js';
import type { Terminal } from '../terminal.js';

type Derivative = (subject: Subject, options: { readonly argnums: readonly number[] }) => Subject['evaluate'];

/** What can be written as a module. */
const derivatives = {
  value: ({ evaluate }) => evaluate,
  grad: (subject, options) => grad(scalarFunction(subject), options),
  jacobian: ({ evaluate }, options) => jacobian(evaluate, options),
  hessian: (subject, options) => hessian(scalarFunction(subject), options),
} satisfies Readonly<Record<string, Derivative>>;

type Format = NonNullable<EmitOptions['format']>;

interface EmitCommandOptions extends PointOptions, ArgnumsOption, OutputOption {
  readonly of: keyof typeof derivatives;
  readonly format?: Format;
  readonly name: string;
}

/** `wengert emit`: a derivative as a module of plain JavaScript. */
export function addEmit(program: Command, terminal: Terminal): void {
  withOutput(withArgnums(aboutFunction(program.command('emit'))))
    .addOption(new Option('--of <what>', 'what the module computes').choices(Object.keys(derivatives)).default('grad'))
    .addOption(
      new Option('--format <format>', 'the kind of module (default: that of the output file, else esm)').choices([
        'esm',
        'cjs',
        'ts',
      ]),
    )
    .option('--name <name>', 'what the module exports', 'derivative')
    .summary('a derivative as a module that needs nothing else')
    .description(
      'A module of plain JavaScript that computes the derivative and needs nothing else.\n' +
        'It is for arguments like those of --at: as many numbers, and going the same way through conditions.',
    )
    .addHelpText(
      'after',
      "\nExample:\n  $ wengert emit 'x1*x2 + sin(x1)' --at 2,3 --name gradient --output gradient.mjs",
    )
    .action(async (text: string, options: EmitCommandOptions) => {
      const { subject, args, argnums } = await readQuestion(text, options);
      const module = emit(derivatives[options.of](subject, { argnums }), args, {
        name: options.name,
        format: options.format ?? formatOf(options.output),
        ...(subject.parameters === undefined ? {} : { parameters: subject.parameters }),
      });
      await writeText(terminal, options.output, module);
    });
}

function formatOf(file: string | undefined): Format {
  if (file?.endsWith('.cjs')) return 'cjs';
  return file !== undefined && /\.[cm]?ts$/.test(file) ? 'ts' : 'esm';
}
