import { Command, CommanderError } from 'commander';
import { addCheck } from './commands/check.js';
import { addEmit } from './commands/emit.js';
import { addGrad } from './commands/grad.js';
import { addGraph } from './commands/graph.js';
import { addHessian } from './commands/hessian.js';
import { addJacobian } from './commands/jacobian.js';
import { addPattern } from './commands/pattern.js';
import { addTrace } from './commands/trace.js';
import { Terminal, type Streams } from './terminal.js';

const examples = `
Examples:
  $ wengert grad 'x1*x2 + sin(x1)' --at 2,3
  $ wengert jacobian '[r*cos(a), r*sin(a)]' --at r=2,a=pi/6 --json
  $ wengert trace 'x1*x2 + sin(x1)' --at 2,3 --mode reverse
  $ wengert graph 'x1*x2 + sin(x1)' --at 2,3 --output graph.svg
  $ wengert pattern '[x1*x2, x2*x3, x3]' --at 1,2,3
  $ wengert emit 'x1*x2 + sin(x1)' --at 2,3 --output gradient.mjs
  $ wengert check ./model.mjs#loss --at args.json

Expressions are parsed, never run as code. A module is loaded and run.
Exit codes: 0 for an answer, 1 where a check failed, 2 where there is no answer.`;

/**
 * Runs the command line.
 *
 * @param args - What follows the name of the program.
 * @param streams - Where to write to: `process` has them.
 * @param version - What to answer to `--version`.
 * @returns The exit code: 0 for an answer, 1 where a check failed, 2 where there is no answer.
 */
export async function main(args: readonly string[], streams: Streams, version = 'unknown'): Promise<number> {
  const terminal = new Terminal(streams);
  let exitCode = 0;
  const program = new Command('wengert')
    .description('Derivatives of expressions, and of functions in modules, exact to rounding.')
    .version(version, '-v, --version', 'print the version')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    });
  const commands = [addGrad, addJacobian, addHessian, addTrace, addGraph, addPattern, addEmit, addCheck];
  for (const add of commands) add(program, terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (isExpressionTakenForOption(error, args)) {
        terminal.printError("an expression that begins with a minus sign must stand in parentheses: '(-x^2)'.");
      }
      return error.exitCode === 0 ? 0 : 2;
    }
    terminal.printError(inWords(error));
    return 2;
  }
}

function isExpressionTakenForOption({ code, message }: CommanderError, args: readonly string[]): boolean {
  if (code === 'commander.excessArguments') return args.includes('--');
  return code === 'commander.unknownOption' && /unknown option '-[^-]/.test(message);
}

/** What a function of the user throws is for the user to see, with the place. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return `the function threw ${String(error)}`;
  if (/^(UsageError|WengertError|ShapeError|DomainError|TraceError|TreeError)$/.test(error.name)) return error.message;
  return `the function threw ${error.stack ?? error.message}`;
}
