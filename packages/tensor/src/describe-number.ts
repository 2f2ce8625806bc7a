/**
 * What was given where a plain number belongs, for messages: the number, or what it is instead. It turns nothing into text
 * that may refuse to be.
 */
export function describeNumber(x: unknown): string {
  if (typeof x === 'string') return `the string ${JSON.stringify(x)}`;
  if (typeof x === 'function') return 'a function';
  if (Array.isArray(x)) return 'an array';
  if (typeof x === 'object' && x !== null) {
    return 'an object (for a traced value, give value(x), the plain number in it)';
  }
  return String(x);
}
