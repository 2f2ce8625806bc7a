import type { Plain, Shape } from '@wengert/tensor';

/**
 * How an operation is written in mathematics: a formula in its arguments, or a sign of its own. A row without a notation
 * is written as a call of its name: `name(x, y)`.
 */
export type Notation = Formula | FunctionNotation;

/** A formula in the arguments `x`, `y` and `z`, as nested lists: `['/', 'x', ['^', 'y', 2]]` is `x / y^2`. */
export type Formula =
  | 'x'
  | 'y'
  | 'z'
  | number
  | readonly [operator: ArithmeticOperator | Relation, left: Formula, right: Formula]
  | readonly [operator: '-', operand: Formula]
  | readonly [call: FunctionNotation, operand: Formula, second?: Formula];

/** The operators of arithmetic; `^` is the power. */
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '^';

/** Comparisons, which have the values 0 and 1. */
export type Relation = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** The sign of a function. */
export interface FunctionNotation {
  /** In plain text; left out, a call of the row's name. */
  readonly text?: Template;
  /** In LaTeX; left out, a call of the row's name. */
  readonly latex?: Template;
}

/**
 * Text with the places of the arguments: `#1` for the first as it is, `#(1)` for the first in parentheses where it needs
 * them. Text without any is called: `\sin` stands for `\sin\left(#1\right)`. With a strength it is an operand like others,
 * which may need parentheses itself.
 */
export type Template = string | readonly [text: string, strength: Strength];

/** How strongly a formula holds together: an operand weaker than its operator stands in parentheses. */
export type Strength = 'relation' | 'sum' | 'product' | 'power';

/** What is known of an argument when an operation is written. */
export interface NotatedArgument {
  readonly shape: Shape;
  /** The argument itself, where it is none that the formula depends on. */
  readonly plain: Plain | undefined;
}
