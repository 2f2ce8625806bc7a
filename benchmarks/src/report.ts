import { Table } from 'console-table-printer';

/** Prints a table: rows with the same keys, which head the columns. */
export function report(title: string, rows: readonly Readonly<Record<string, string>>[]): void {
  const columns = Object.keys(rows[0] ?? {}).map((name, i) => ({
    name,
    alignment: i === 0 ? ('left' as const) : ('right' as const),
  }));
  new Table({ title, columns, rows: [...rows] }).printTable();
  console.log();
}

/** A ratio with its quarter points. */
export function ratioText(ratio: { readonly low: number; readonly median: number; readonly high: number }): string {
  return `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`;
}
