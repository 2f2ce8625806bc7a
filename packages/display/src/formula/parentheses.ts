import { weaker, type Binding, type Written } from './written.js';

/** The text of an operand, in parentheses where it is bound less strongly than it must be there. */
export function operandText(operand: Written, atLeast: Binding, parentheses: (text: string) => string): string {
  return weaker(operand.binding, atLeast) ? parentheses(operand.text) : operand.text;
}
