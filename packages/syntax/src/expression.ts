import { WengertError } from '@wengert/tensor';
import type { Scalar, Value } from '@wengert/primitives/operations';
import { Builder } from './expression/build.js';
import { parse } from './expression/grammar.js';
import { checkNames, defaultOrder } from './expression/parameters.js';
import { refusal } from './expression/refusal.js';

/** What an expression computes: a function made of operations of wengert, so that every transformation takes it. */
export interface FunctionOfOne {
  (...args: number[]): number;
  (...args: Value[]): Value;
  (...args: Scalar[]): Scalar;
}

/** What an expression in brackets, `[a, b]`, computes: an array of its values. */
export interface FunctionOfSeveral {
  (...args: number[]): number[];
  (...args: Value[]): Value[];
  (...args: Scalar[]): Scalar[];
}

interface ParsedExpression {
  /** The names of the arguments, in order. */
  readonly parameters: readonly string[];
  /** The expression as it was written. */
  toString(): string;
}

/** An expression with one value. */
export interface ExpressionOfOne extends ParsedExpression {
  readonly several: false;
  /**
   * The value at these arguments, one for each of `parameters`.
   *
   * @throws {@link WengertError} when there are more or fewer.
   */
  readonly evaluate: FunctionOfOne;
}

/** An expression in brackets, with several values. */
export interface ExpressionOfSeveral extends ParsedExpression {
  readonly several: true;
  /**
   * The values at these arguments, one for each of `parameters`.
   *
   * @throws {@link WengertError} when there are more or fewer.
   */
  readonly evaluate: FunctionOfSeveral;
}

/** What {@link parseExpression} makes of a text. */
export type Expression = ExpressionOfOne | ExpressionOfSeveral;

/**
 * Reads an expression that somebody typed, such as `x1*x2 + sin(x1)`, and makes a function of it. The text is never run
 * as code: it is parsed as JavaScript, and what is not listed here is refused.
 *
 * - Numbers, names of arguments, `+ - * / % **`, parentheses. `^` is another way to write `**`: both bind more strongly
 *   than a sign before them and from right to left, so that `-x^2` is `-(x^2)` and `2^3^2` is `2^(3^2)`. `%` is
 *   JavaScript's remainder, with the sign of the dividend; `mod` has the sign of the divisor.
 * - The constants `pi`, `e` (also `PI`, `π`, `E`), `Infinity`, `NaN` and those of `Math`.
 * - Calls of elementwise operations of wengert by name, and of `clip`, `where` and `stopGradient`; calls of `Math` with or
 *   without `Math.` before them. `max` and `min` are those of `Math`, of any number of arguments.
 * - `condition ? a : b`, where a condition is a comparison (`== === != !== < <= > >=`) or is made of others by `&& || !`.
 * - `[a, b]` around the whole, for several values.
 *
 * @param names - The names of the arguments, in order; a name may be one that would otherwise be a constant. Left out, they
 * are the names in the text in the order of their first appearance, but for those that only differ in a number at the end:
 * these stand together, in the order of their numbers, where the first of them appears (`x2 + y + x10 + x1` has the arguments
 * `x1, x2, x10, y`).
 * @throws {@link WengertError} when the text is not such an expression; the message points to the place.
 *
 * @example
 * const f = parseExpression('x1*x2 + sin(x1)');
 * f.parameters; // ['x1', 'x2']
 * f.evaluate(2, 3); // 6.909297426825682
 */
export function parseExpression(text: string, names?: readonly string[]): Expression {
  if (names !== undefined) checkNames(names);
  const body = parse(text);
  const builder = new Builder(text, names);
  const several = body.type === 'ArrayExpression';
  const outputs = several
    ? body.elements.map((element) => {
        if (element !== null) return builder.value(element);
        throw refusal(text, body.start, 'There is a comma without a value between the brackets.');
      })
    : [builder.value(body)];
  const parameters = names ?? defaultOrder(builder.found);
  builder.setOrder(parameters);

  const written = text.trim();
  const toString = (): string => written;
  const evaluateAll = (args: readonly Value[]): Value[] => {
    checkCount(written, parameters, args);
    return outputs.map((output) => output(args));
  };
  if (several) {
    return { several, parameters, evaluate: ((...args: Value[]) => evaluateAll(args)) as FunctionOfSeveral, toString };
  }
  return { several, parameters, evaluate: ((...args: Value[]) => evaluateAll(args)[0]) as FunctionOfOne, toString };
}

function checkCount(written: string, parameters: readonly string[], args: readonly Value[]): void {
  if (args.length === parameters.length) return;
  const wanted = parameters.length === 0 ? 'no arguments' : `${parameters.length} (${parameters.join(', ')})`;
  throw new WengertError(`${written}: takes ${wanted}, but got ${args.length}.`);
}
