import { parseExpression } from '@wengert/syntax/expression';

/**
 * Numbers between commas; each may be an expression without variables, such as `pi/2`.
 *
 * @throws Error when one is no number.
 */
export function readList(text: string): readonly number[] {
  if (text.trim() === '') return [];
  const { parameters, evaluate, several } = parseExpression(`[${text}]`);
  const [unknown] = parameters;
  if (unknown !== undefined) throw new Error(`${unknown} is no number.`);
  return several ? evaluate() : [evaluate()];
}

/**
 * As {@link readList}, of as many numbers as there are names.
 *
 * @param what - What the numbers are, for messages.
 * @throws Error when there are more or fewer, or one is no number.
 */
export function readNumbers(what: string, text: string, names: readonly string[]): readonly number[] {
  const numbers = readList(text);
  if (numbers.length === names.length) return numbers;
  const wanted = names.length === 1 ? 'one number' : `${names.length} numbers`;
  const which = names.length === 0 ? '' : `, for ${names.join(', ')}`;
  throw new Error(`${what} needs ${wanted}${which}, but has ${numbers.length}.`);
}

/** The text with as many numbers as there are names: those at the end are dropped, missing ones filled in. */
export function fitNumbers(text: string, names: readonly string[], missing: (index: number) => string): string {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length === names.length && !parts.includes('')) return text;
  return names.map((_, i) => parts[i] || missing(i)).join(', ');
}
