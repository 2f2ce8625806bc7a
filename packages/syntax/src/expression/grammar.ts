import { Parser, tokTypes, type Expression, type Program } from 'acorn';
import { describeValue } from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { refusal } from './refusal.js';

// Acorn's plugins override methods of its parser, of which its types list none.
declare module 'acorn' {
  interface Parser {
    finishOp(type: TokenType, length: number): void;
    readToken_caret(): void;
    parseMaybeUnary(errors: unknown, afterSign: boolean, inUpdate: boolean, inFor: unknown): Expression;
  }
}

/** JavaScript, but for powers as in mathematics: `^` is `**`, and a sign before a power is the sign of the power. */
const Grammar: typeof Parser = /* @__PURE__ */ Parser.extend(
  (Base) =>
    class extends Base {
      override readToken_caret(): void {
        this.finishOp(tokTypes.starstar, 1);
      }

      // JavaScript refuses `-x ** 2` so that nobody takes it for `(-x) ** 2`.
      override parseMaybeUnary(errors: unknown, _afterSign: boolean, inUpdate: boolean, inFor: unknown): Expression {
        return super.parseMaybeUnary(errors, false, inUpdate, inFor);
      }
    },
);

/**
 * The syntax tree of an expression.
 *
 * @throws {@link WengertError} when the text is not one expression.
 */
export function parse(text: string): Expression {
  if (typeof text !== 'string') {
    throw new WengertError(`parseExpression: the expression must be a text, but is ${describeValue(text)}.`);
  }
  const [statement, further] = parseProgram(text).body;
  if (statement === undefined) throw refusal(text, text.length, 'There is no expression.');
  if (statement.type !== 'ExpressionStatement') throw refusal(text, statement.start, 'Here must be an expression.');
  if (further !== undefined) throw refusal(text, further.start, 'The expression ends before this.');
  return statement.expression;
}

function parseProgram(text: string): Program {
  try {
    return Grammar.parse(text, { ecmaVersion: 2022 });
  } catch (error) {
    if (error instanceof RangeError) throw refusal(text, 0, 'The expression is nested too deeply.');
    if (!isSyntaxError(error)) throw error;
    throw refusal(text, error.pos, `${error.message.replace(/ \(\d+:\d+\)$/, '')}.`);
  }
}

function isSyntaxError(error: unknown): error is SyntaxError & { readonly pos: number } {
  return error instanceof SyntaxError && typeof (error as { pos?: unknown }).pos === 'number';
}
