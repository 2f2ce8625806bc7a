import type { Command } from 'commander';
import { grad } from 'wengert';
import { flatNumbers } from '../numbers.js';
import { toJson } from '../plain-json.js';
import {
  aboutFunction,
  inputsOf,
  readQuestion,
  withArgnums,
  withJson,
  type ArgnumsOption,
  type PointOptions,
} from '../question.js';
import { scalarFunction } from '../subject.js';
import type { Terminal } from '../terminal.js';

/** `wengert grad`: the value of a function and its derivative by every input. */
export function addGrad(program: Command, terminal: Terminal): void {
  withJson(withArgnums(aboutFunction(program.command('grad'))))
    .summary('value and gradient, by reverse mode')
    .description('The value of a function with one number as its result, and its derivative by every input.')
    .addHelpText('after', "\nExample:\n  $ wengert grad 'x1*x2 + sin(x1)' --at 2,3")
    .action(async (text: string, options: PointOptions & ArgnumsOption) => {
      const question = await readQuestion(text, options);
      const { subject, args, argnums } = question;
      const value = subject.evaluate(...args);
      const gradient: unknown = grad(scalarFunction(subject), { argnums })(...args);
      if (options.json) {
        terminal.printJson({ value: toJson(value), gradient: toJson(gradient) });
        return;
      }
      terminal.print(`${subject.title} = ${terminal.colors.green(String(value))}`);
      const derivatives = flatNumbers(gradient);
      const rows = inputsOf(question).map(({ path, value: at }, i) => ({
        input: path,
        value: at,
        derivative: derivatives[i]?.value ?? NaN,
      }));
      terminal.printTable('Gradient', rows);
    });
}
