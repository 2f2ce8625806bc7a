let instances = 0;
let allowed = true;

/**
 * Compiles a constant text anew, so that the code has its own type feedback: an optimising compiler inlines the functions
 * that it calls only where they have always been the same. Where the page forbids making code (a content-security policy
 * without `unsafe-eval`) the result is `undefined`, and the caller falls back on code that all share.
 *
 * @param text - The body of a function that returns the code; written by us, never by a user.
 * @param bindings - What the text may name.
 */
export function ownCode(text: string, bindings: Readonly<Record<string, unknown>>): unknown {
  if (!allowed) return undefined;
  try {
    // Engines share compiled code between equal texts, and with it what they have learnt; the number keeps them apart.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a constant text, with a fallback where it is forbidden
    const make = new Function(...Object.keys(bindings), `'use strict'; ${text} // ${instances++}`) as (
      ...values: unknown[]
    ) => unknown;
    return make(...Object.values(bindings));
  } catch {
    allowed = false;
    return undefined;
  }
}
