import { Algebra } from '../formula/algebra.js';
import { latexStyle } from '../formula/latex-style.js';
import { textStyle } from '../formula/text-style.js';
import { latexTable } from './latex-table.js';
import type { TableRow, WrittenRow } from './row.js';
import { textTable } from './text-table.js';

/** An evaluation trace with derivatives, as textbooks print it: an array of rows, with ways to print them all. */
export type TraceTable = readonly TableRow[] & TablePrinting;

/** How a table is printed. */
export interface TablePrinting {
  /** The rows in columns. Of a long table the middle is left out, and the text says how much. */
  readonly toString: () => string;
  /** The rows as an `array` of LaTeX, with dots over tangents and bars over adjoints. */
  readonly toLatex: () => string;
}

/**
 * The table of some rows.
 *
 * @param rowsIn - Writes the rows in a language.
 */
export function traceTable(rowsIn: (algebra: Algebra) => readonly WrittenRow[]): TraceTable {
  const written = rowsIn(new Algebra(textStyle));
  const rows = written.map(({ variable, expression, value, derivativeExpression, derivative }): TableRow => ({
    variable,
    expression,
    value,
    derivativeExpression,
    derivative,
  }));
  return withPrinting(rows, {
    toString: () => textTable(written),
    toLatex: () => latexTable(rowsIn(new Algebra(latexStyle))),
  });
}

/** Not enumerable, so that the rows are all that there is to compare. */
function withPrinting<T extends object>(rows: T, printing: TablePrinting): T & TablePrinting {
  Object.defineProperties(rows, {
    toString: { value: printing.toString },
    toLatex: { value: printing.toLatex },
  });
  return rows as T & TablePrinting;
}
