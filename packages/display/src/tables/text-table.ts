import { abridged } from '../abridged.js';
import { Algebra } from '../formula/algebra.js';
import { textStyle } from '../formula/text-style.js';
import { valueFormula } from '../formula/value-text.js';
import type { WrittenRow } from './row.js';

/** The rows in columns: variable, expression and value, and the same for the derivative. */
export function textTable(rows: readonly WrittenRow[]): string {
  const algebra = new Algebra(textStyle);
  const cells = rows.map((row) => [
    equation(row.variable, row.expression),
    `= ${valueFormula(algebra, row.value).text}`,
    equation(row.derivativeName, row.derivativeExpression),
    `= ${valueFormula(algebra, row.derivative).text}`,
  ]);
  const widths = [0, 1, 2].map((column) => cells.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0));
  return abridged(cells, (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** An input is not its own equation. */
function equation(name: string, expression: string): string {
  return name === expression ? name : `${name} = ${expression}`;
}
