import { Option, type Command } from 'commander';
import { jacfwd, jacobian, jacrev } from 'wengert';
import { matrixRows } from '../matrix.js';
import { toJson } from '../plain-json.js';
import {
  aboutFunction,
  namesOfInputs,
  readQuestion,
  withArgnums,
  withJson,
  type ArgnumsOption,
  type PointOptions,
} from '../question.js';
import type { Terminal } from '../terminal.js';

const modes = { forward: jacfwd, reverse: jacrev, cheaper: jacobian };

interface JacobianOptions extends PointOptions, ArgnumsOption {
  readonly mode: keyof typeof modes;
}

/** `wengert jacobian`: the derivative of every output by every input. */
export function addJacobian(program: Command, terminal: Terminal): void {
  withJson(withArgnums(aboutFunction(program.command('jacobian'))))
    .addOption(
      new Option('--mode <mode>', 'how to go through the program').choices(Object.keys(modes)).default('cheaper'),
    )
    .summary('derivative of every output by every input')
    .description('The Jacobian: a row for each number of the result, a column for each number of the input.')
    .addHelpText('after', "\nExample:\n  $ wengert jacobian '[r*cos(a), r*sin(a)]' --at r=2,a=pi/6")
    .action(async (text: string, options: JacobianOptions) => {
      const question = await readQuestion(text, options);
      const { subject, args, argnums } = question;
      const output = subject.evaluate(...args);
      const matrix: unknown = modes[options.mode](subject.evaluate, { argnums })(...args);
      if (options.json) terminal.printJson({ value: toJson(output), jacobian: toJson(matrix) });
      else terminal.printTable('Jacobian', matrixRows(matrix, output, '', 'f', namesOfInputs(question)));
    });
}
