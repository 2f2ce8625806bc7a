let instances = 0;
let allowed = true;

/**
 * Compiles a constant text anew, so that the code has its own type feedback: an optimising compiler inlines the functions
 * that it calls only where they have always been the same. Where the page forbids making code (a content-security policy
 * without `unsafe-eval`) the result is `undefined`, and the caller falls back on code that all share; so it is, this once,
 * where the stack is too full for it.
 *
 * @param text - The body of a function that returns the code; written by us, never by a user.
 * @param bindings - What the text may name.
 * @throws SyntaxError for a text that is no JavaScript.
 */
export function ownCode(text: string, bindings: Readonly<Record<string, unknown>>): unknown {
  if (!allowed) return undefined;
  try {
    // Engines share compiled code between equal texts, and with it what they have learnt; the number keeps them apart.
    return functionOf([...Object.keys(bindings), `'use strict'; ${text} // ${instances++}`])(
      ...Object.values(bindings),
    );
  } catch (error) {
    const isRefused = error instanceof SyntaxError;
    if (isRefused && makesAnyCode()) throw error;
    // Anything else, like a stack that is nearly full, says nothing of the next time.
    if (isRefused || error instanceof EvalError) allowed = false;
    return undefined;
  }
}

/** Whether code is made at all: engines without a compiler, as Hermes on telephones, call every text a SyntaxError. */
function makesAnyCode(): boolean {
  try {
    functionOf(['']);
    return true;
  } catch {
    return false;
  }
}

function functionOf(parametersThenBody: readonly string[]): (...values: unknown[]) => unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a constant text, with a fallback where it is forbidden
  return new Function(...parametersThenBody) as (...values: unknown[]) => unknown;
}
