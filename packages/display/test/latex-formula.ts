/** Commands of LaTeX that are functions, by the names of the operations. */
const functions: Readonly<Record<string, string>> = {
  arcsin: 'asin',
  arctan: 'atan',
  ln: 'log',
  max: 'maximum',
  sigma: 'sigmoid',
  sqrt: 'sqrt',
};

/** LaTeX as `toLatex` writes it, as the text of the same formula. */
export function textOfLatex(latex: string): string {
  let at = 0;
  const text = formula('');
  if (at < latex.length) throw new SyntaxError(`${latex}: ends at ${at}.`);
  return text;

  /** Up to what closes it. Two things side by side are multiplied. */
  function formula(end: string): string {
    const parts: string[] = [];
    let operand = false;
    while (at < latex.length && !(end !== '' && latex.startsWith(end, at))) {
      const part = item();
      const isOperand = part !== '' && !/^(?:[-+*,<>]|==|\^)/.test(part);
      if (operand && isOperand) parts.push('*');
      if (part !== '') {
        parts.push(part);
        operand = isOperand || part.startsWith('^');
      }
    }
    if (!latex.startsWith(end, at)) throw new SyntaxError(`${latex}: lacks ${end}.`);
    at += end.length;
    return parts.join(' ');
  }

  function item(): string {
    const [whole = '', command, word] =
      /^(?:\\(left[([|]|[a-z]+)|(\w+(?:\.\d+)?)|\^(?=\{)|.|\n)/i.exec(latex.slice(at)) ?? [];
    at += whole.length;
    if (whole === ' ') return '';
    if (whole === '^') return `^ (${group()})`;
    if (word !== undefined) return word.startsWith('e') && latex[at] === '^' ? exponential() : word;
    if (command === undefined) return whole;
    if (command === 'left(') return `(${formula('\\right)')})`;
    if (command === 'left[') return `(${formula('\\right]')})`;
    if (command === 'left|') return `abs(${formula('\\right|')})`;
    if (command === 'cdot') return '*';
    if (command === 'frac') return `((${group()}) / (${group()}))`;
    if (command === 'sqrt') return `sqrt(${group()})`;
    const name = command === 'operatorname' ? group() : (functions[command] ?? command);
    if (latex.startsWith('^{2}', at)) {
      at += '^{2}'.length;
      return `${name}${item()} ^ 2`;
    }
    return `${name}${item()}`;
  }

  function exponential(): string {
    at++;
    return `exp(${group()})`;
  }

  function group(): string {
    if (latex[at] !== '{') throw new SyntaxError(`${latex}: a brace is missing at ${at}.`);
    at++;
    return formula('}');
  }
}
