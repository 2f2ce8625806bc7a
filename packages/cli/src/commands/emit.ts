import { Option, type Command } from 'commander';
import { emit, grad, hessian, jacobian, type EmitOptions, type Scalar } from 'wengert';
import { writeText } from '../output-file.js';
import { aboutFunction, readQuestion, withArgnums, type ArgnumsOption, type PointOptions } from '../question.js';
import type { Subject } from '../subject.js';
import type { Terminal } from '../terminal.js';

type Evaluate = Subject['evaluate'];

/** The derivative refuses what does not return one number. */
type ScalarFunction = (...args: unknown[]) => Scalar;

/** What can be written as a module. */
const transformations = {
  value: (f: Evaluate): Evaluate => f,
  grad: (f: Evaluate, argnums: readonly number[]): Evaluate => grad(f as ScalarFunction, { argnums }),
  jacobian: (f: Evaluate, argnums: readonly number[]): Evaluate => jacobian(f, { argnums }),
  hessian: (f: Evaluate, argnums: readonly number[]): Evaluate => hessian(f as ScalarFunction, { argnums }),
};

type Format = NonNullable<EmitOptions['format']>;

interface EmitCommandOptions extends PointOptions, ArgnumsOption {
  readonly of: keyof typeof transformations;
  readonly format?: Format;
  readonly name: string;
  readonly output?: string;
}

/** `wengert emit`: a derivative as a module of plain JavaScript. */
export function addEmit(program: Command, terminal: Terminal): void {
  withArgnums(aboutFunction(program.command('emit')))
    .addOption(
      new Option('--of <what>', 'what the module computes').choices(Object.keys(transformations)).default('grad'),
    )
    .addOption(
      new Option('--format <format>', 'the kind of module (default: that of the output file, else esm)').choices([
        'esm',
        'cjs',
        'ts',
      ]),
    )
    .option('--name <name>', 'what the module exports', 'derivative')
    .option('-o, --output <file>', 'write to a file, and not to the terminal')
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
      const module = emit(transformations[options.of](subject.evaluate, argnums), args, {
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
