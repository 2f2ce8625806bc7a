import { Algebra } from '../formula/algebra.js';
import { latexStyle } from '../formula/latex-style.js';
import { valueFormula } from '../formula/value-text.js';
import type { WrittenRow } from './row.js';

/** The rows as an `array`: variable, expression and value, and the same for the derivative. */
export function latexTable(rows: readonly WrittenRow[]): string {
  const algebra = new Algebra(latexStyle);
  const lines = rows.map((row) =>
    [
      ...equation(row.variable, row.expression, valueFormula(algebra, row.value).text),
      ...equation(row.derivativeName, row.derivativeExpression, valueFormula(algebra, row.derivative).text),
    ].join(' & '),
  );
  return `\\begin{array}{lll|lll}\n${lines.map((line) => `  ${line} \\\\`).join('\n')}\n\\end{array}`;
}

/** An input is not its own equation. */
function equation(name: string, expression: string, value: string): readonly string[] {
  return [name, name === expression ? '' : `= ${expression}`, `= ${value}`];
}
