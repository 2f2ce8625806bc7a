import { Option, type Command } from 'commander';
import { flatNumbers } from './numbers.js';
import { readPoint } from './point.js';
import { loadSubject, type Subject } from './subject.js';
import { UsageError } from './usage-error.js';

/** The options that all commands about a function at a point have. */
export interface PointOptions {
  readonly at?: string;
  readonly json?: true;
}

/** The option that says by which arguments to differentiate. */
export interface ArgnumsOption {
  readonly argnums?: string;
}

/** A function, and where to look at it. */
export interface Question {
  readonly subject: Subject;
  readonly args: readonly unknown[];
  /** By which arguments to differentiate. */
  readonly argnums: readonly number[];
}

/** A command about a function at a point: its argument and the options that it shares with the others. */
export function aboutFunction(command: Command): Command {
  return command
    .argument(
      '<function>',
      "an expression, such as 'x1*x2 + sin(x1)', or an export of a module, such as ./model.mjs#loss",
    )
    .addOption(
      new Option('--at <point>', 'where: numbers (2,3), names (x1=2,x2=3), a JSON array of arguments, or a .json file'),
    );
}

/** Adds `--json`. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print the answer as JSON');
}

/** Adds `--argnums`. */
export function withArgnums(command: Command): Command {
  return command.option(
    '--argnums <list>',
    'by which arguments to differentiate, counted from 0, or from -1 at the end (default: all of an expression, the first of an export)',
  );
}

/**
 * Loads the function and reads the point.
 *
 * @throws {@link UsageError} when one of them is not there or does not fit.
 */
export async function readQuestion(text: string, options: PointOptions & ArgnumsOption): Promise<Question> {
  const subject = await loadSubject(text);
  const args = await readPoint(options.at, subject);
  return { subject, args, argnums: readArgnums(options.argnums, subject, args.length) };
}

function readArgnums(text: string | undefined, { parameters }: Subject, count: number): readonly number[] {
  if (text === undefined) return parameters === undefined ? [0] : [...parameters.keys()];
  return text.split(',').map((part) => {
    const given = Number(part);
    const index = given < 0 ? given + count : given;
    if (part.trim() === '' || !Number.isInteger(index) || index < 0 || index >= count) {
      throw new UsageError(
        `--argnums ${text}: ${part} is not one of the ${count} arguments, which are counted from 0, or from -1 at the end.`,
      );
    }
    return index;
  });
}

/** Every number by which the function is differentiated, with its name. */
export function inputsOf({ subject, args, argnums }: Question): { path: string; value: number }[] {
  return argnums.flatMap((argnum) => flatNumbers(args[argnum], subject.parameters?.[argnum] ?? `args[${argnum}]`));
}

/** The names of these numbers. */
export function namesOfInputs(question: Question): string[] {
  return inputsOf(question).map(({ path }) => path);
}
