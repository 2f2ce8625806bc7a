import { getLineInfo } from 'acorn';
import { WengertError } from '@wengert/tensor';

/** How much of a line is shown before and after the place. */
const shown = 50;

/**
 * The error for a text that is no expression: what is wrong, and where, with a mark under the place.
 *
 *     parseExpression: 1:6: There is no function foo of Math or of wengert on scalars.
 *
 *         x1 + foo(x2)
 *              ^
 */
export function refusal(text: string, position: number, problem: string): WengertError {
  const { line, column } = getLineInfo(text, position);
  const whole = text.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1] ?? '';
  const before = column > shown ? `…${whole.slice(column - shown, column)}` : whole.slice(0, column);
  const after = whole.length > column + shown ? `${whole.slice(column, column + shown)}…` : whole.slice(column);
  // Tabs stay, so that the mark stands under the place whatever their width.
  const indent = before.replace(/[^\t]/g, ' ');
  return new WengertError(
    `parseExpression: ${line}:${column + 1}: ${problem}\n\n    ${before}${after}\n    ${indent}^`,
  );
}
