import type { Relation } from '@wengert/primitives';
import { escapeLatex, nameLatex } from '../naming/latex-names.js';
import { operandText } from './parentheses.js';
import type { Style } from './style.js';
import type { Binding, Written } from './written.js';

const parentheses = (text: string): string => `\\left(${text}\\right)`;
const inside = (operand: Written, atLeast: Binding): string => operandText(operand, atLeast, parentheses);

const relations: Readonly<Record<Relation, string>> = {
  '<': '<',
  '<=': '\\le',
  '>': '>',
  '>=': '\\ge',
  '==': '=',
  '!=': '\\ne',
};

/** Factors side by side; a number that does not come first needs a sign between. */
function factors(list: readonly Written[]): string {
  if (list.length === 0) return '1';
  const [only] = list;
  if (list.length === 1 && only !== undefined) return only.text;
  return list
    .map((formula, i) => {
      const text = inside(formula, i === 0 ? 'product' : 'power');
      if (i === 0) return text;
      return /^\d/.test(text) ? ` \\cdot ${text}` : ` ${text}`;
    })
    .join('');
}

/** LaTeX, for its mathematical mode. */
export const latexStyle: Style = {
  number: latexNumber,
  name: nameLatex,
  sum: (terms) =>
    terms
      .map(({ negative, formula }, i) => {
        const text = inside(formula, negative ? 'product' : 'sum');
        if (i === 0) return negative ? `-${text}` : text;
        return negative ? ` - ${text}` : ` + ${text}`;
      })
      .join(''),
  product({ over, under }) {
    if (under.length > 0) return `\\frac{${factors(over)}}{${factors(under)}}`;
    const [only] = over;
    return over.length === 1 && only !== undefined ? inside(only, 'product') : factors(over);
  },
  power: (base, exponent) => `${inside(base, 'atom')}^{${exponent.text}}`,
  // As a value, a comparison is Iverson's bracket.
  relation: (relation, left, right) => [
    `\\left[${inside(left, 'sum')} ${relations[relation]} ${inside(right, 'sum')}\\right]`,
    'atom',
  ],
  template: ({ latex }) => latex,
  call: (sign, operands) => `${sign}${parentheses(operands.join(', '))}`,
  word: (name) => `\\operatorname{${escapeLatex(name)}}`,
  words: (text) => `\\text{${escapeLatex(text)}}`,
  parentheses,
  list: (entries) => `\\left[${entries.join(', ')}\\right]`,
  record: (entries) =>
    `\\left\\{${entries.map(([key, value]) => `\\text{${escapeLatex(key)}}: ${value}`).join(', ')}\\right\\}`,
};

function latexNumber(x: number): readonly [text: string, binding: Binding] {
  if (Number.isNaN(x)) return ['\\mathrm{NaN}', 'atom'];
  if (!Number.isFinite(x)) return ['\\infty', 'atom'];
  const [digits = '', exponent] = String(x).split('e');
  if (exponent === undefined) return [digits, 'atom'];
  const power = `10^{${Number(exponent)}}`;
  return digits === '1' ? [power, 'power'] : [`${digits} \\cdot ${power}`, 'product'];
}
