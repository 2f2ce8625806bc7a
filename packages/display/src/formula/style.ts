import type { FunctionNotation, Relation, Template } from '@wengert/primitives';
import type { Mark, Name } from '../naming/name.js';
import type { Binding, Product, Term, Written } from './written.js';

/** A language that formulas are written in. */
export interface Style {
  /** A number without a sign. */
  readonly number: (x: number) => readonly [text: string, binding: Binding];
  readonly name: (name: Name, mark?: Mark) => string;
  readonly sum: (terms: readonly Term[]) => string;
  /** Without its sign. */
  readonly product: (product: Product) => string;
  readonly power: (base: Written, exponent: Written) => string;
  readonly relation: (relation: Relation, left: Written, right: Written) => readonly [text: string, binding: Binding];
  /** The template of a function that has a sign of its own in this language. */
  readonly template: (notation: FunctionNotation) => Template | undefined;
  /** A call of a sign. */
  readonly call: (sign: string, operands: readonly string[]) => string;
  /** The sign of a function that is called by its name. */
  readonly word: (name: string) => string;
  /** Words for people, such as the parameters of an operation. */
  readonly words: (text: string) => string;
  readonly parentheses: (text: string) => string;
  /** A tree of formulas. */
  readonly list: (entries: readonly string[]) => string;
  readonly record: (entries: readonly (readonly [key: string, value: string])[]) => string;
}
