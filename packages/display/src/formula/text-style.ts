import { formatKey } from '@wengert/primitives';
import { nameText } from '../naming/name.js';
import { operandText } from './parentheses.js';
import type { Style } from './style.js';
import type { Binding, Written } from './written.js';

const parentheses = (text: string): string => `(${text})`;
const inside = (operand: Written, atLeast: Binding): string => operandText(operand, atLeast, parentheses);

/** Factors one after the other. Only the first may be a quotient or another product that is not taken apart. */
function factors(list: readonly Written[]): string {
  if (list.length === 0) return '1';
  return list.map((formula, i) => inside(formula, i === 0 ? 'product' : 'power')).join(' * ');
}

/** Plain text, as one would type it. */
export const textStyle: Style = {
  number: (x) => [String(x), 'atom'],
  name: nameText,
  sum: (terms) =>
    terms
      .map(({ negative, formula }, i) => {
        const text = inside(formula, negative ? 'product' : 'sum');
        if (i === 0) return negative ? `-${text}` : text;
        return negative ? ` - ${text}` : ` + ${text}`;
      })
      .join(''),
  product({ over, under }) {
    const above = factors(over);
    if (under.length === 0) return above;
    const [only] = under;
    return `${above} / ${under.length === 1 && only !== undefined ? inside(only, 'power') : `(${factors(under)})`}`;
  },
  power: (base, exponent) => `${inside(base, 'atom')}^${inside(exponent, 'atom')}`,
  relation: (relation, left, right) => [`${inside(left, 'sum')} ${relation} ${inside(right, 'sum')}`, 'relation'],
  template: ({ text }) => text,
  call: (sign, operands) => `${sign}(${operands.join(', ')})`,
  word: (name) => name,
  words: (text) => text,
  parentheses,
  list: (entries) => `[${entries.join(', ')}]`,
  record(entries) {
    if (entries.length === 0) return '{}';
    const written = entries.map(([key, value]) => {
      const step = formatKey(key);
      return `${step.startsWith('.') ? step.slice(1) : JSON.stringify(key)}: ${value}`;
    });
    return `{ ${written.join(', ')} }`;
  },
};
