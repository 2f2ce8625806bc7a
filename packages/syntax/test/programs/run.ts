import { rewrite } from '../../src/index.js';
import * as runtime from '../../src/runtime.js';

type Program = (...args: unknown[]) => unknown;

function compile(body: string, parameters: readonly string[]): Program {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- programs that the tests make
  return new Function(...parameters, body) as Program;
}

/** The body of a function, as it is. */
export function asWritten(body: string, parameters: readonly string[] = []): Program {
  return compile(body, parameters);
}

/** The body of a function, with what is marked in it rewritten. */
export function asRewritten(body: string, parameters: readonly string[] = []): Program {
  const { code } = rewrite(body, { filename: 'program.cjs' });
  const program = compile(code, ['require', ...parameters]);
  return (...args) => program(() => runtime, ...args);
}
