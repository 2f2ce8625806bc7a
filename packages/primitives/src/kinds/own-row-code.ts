import { ownCode } from '@wengert/tensor';
import type { Elementwise } from '../primitive.js';

/** So many operations go through the code that all rows share before a row gets its own. */
export const worthOwnCode = 256;

/**
 * Shadows a method by code of one row's own, in which the compiler inlines the row's value and partials; once, and where
 * code may be made.
 *
 * Shadowed by a property that was not there before: V8 takes what is written only once for a constant, so where the row
 * is known, its own code is called directly or inlined.
 *
 * @param text - The body of a function that returns the code. It may name `row`, `scalar`, `rule0`, `rule1` and the `bindings`.
 */
export function shadowByOwnCode(
  target: object,
  method: 'unary' | 'binary',
  row: Elementwise,
  text: string,
  bindings: Readonly<Record<string, unknown>>,
): void {
  if (Object.hasOwn(target, method)) return;
  const { scalar, partial0: rule0 = noRule, partial1: rule1 = noRule } = row;
  const own = ownCode(text, { row, scalar, rule0, rule1, ...bindings });
  if (own !== undefined) Object.defineProperty(target, method, { value: own });
}

/** In the texts every argument has a rule; what this one returns is no number. */
const noRule = (): undefined => undefined;
