import type { Command } from 'commander';
import { hessian } from 'wengert';
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
import { scalarFunction } from '../subject.js';
import type { Terminal } from '../terminal.js';

/** `wengert hessian`: the second derivatives of a function with one number as its result. */
export function addHessian(program: Command, terminal: Terminal): void {
  withJson(withArgnums(aboutFunction(program.command('hessian'))))
    .summary('second derivatives, by forward over reverse mode')
    .description('The second derivatives of a function with one number as its result, by forward over reverse mode.')
    .addHelpText('after', "\nExample:\n  $ wengert hessian 'x^2*y + sin(y)' --at 1,2")
    .action(async (text: string, options: PointOptions & ArgnumsOption) => {
      const question = await readQuestion(text, options);
      const { subject, args, argnums } = question;
      const value = subject.evaluate(...args);
      const matrix: unknown = hessian(scalarFunction(subject), { argnums })(...args);
      if (options.json) {
        terminal.printJson({ value: toJson(value), hessian: toJson(matrix) });
        return;
      }
      const inputs = namesOfInputs(question);
      const differentiated = argnums.map((argnum) => args[argnum]);
      const rows = matrixRows(matrix, differentiated, '', '', inputs);
      terminal.printTable(
        'Hessian',
        rows.map((row, i) => ({ ...row, '': inputs[i] ?? '' })),
      );
    });
}
