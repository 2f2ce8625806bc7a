import { Table } from 'console-table-printer';
import type { BenchmarkResult, ComparisonResult, ContenderResult, ReadingResult } from './results.js';
import type { Spread } from './spread.js';

type Row = Readonly<Record<string, string>>;

/** A table as text: rows with the same keys, which head the columns. */
export function table(title: string, rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name, i) => ({ name, alignment: i === 0 ? ('left' as const) : ('right' as const) }));
  return `${new Table({ title, columns, rows: [...rows], shouldDisableColors: true }).render()}\n`;
}

/** A number with as many digits as say something. */
export function brief(x: number): string {
  if (!Number.isFinite(x)) return String(x);
  return Math.abs(x) >= 100 || x === 0 ? x.toFixed(0) : x.toPrecision(2);
}

/** A ratio with its quarter points. */
export function ratioText({ low, median, high }: Spread): string {
  return `${brief(median)} (${brief(low)} to ${brief(high)})`;
}

/** A time with its unit. */
function timeText(milliseconds: number): string {
  const [factor, unit] =
    milliseconds >= 1000
      ? [1e-3, 's']
      : milliseconds >= 1
        ? [1, 'ms']
        : milliseconds >= 1e-3
          ? [1e3, 'µs']
          : [1e6, 'ns'];
  return `${brief(factor * milliseconds)} ${unit}`;
}

/** The results of a benchmark as text. */
export function benchmarkTables({ name, question, comparisons, readings }: BenchmarkResult): string {
  const parts = [`${name}: ${question}\n`];
  if (comparisons.length > 0) {
    parts.push(table('time / time of the first column, with quarter points', comparisons.map(comparisonRow)));
  }
  const errors = largestErrors(comparisons);
  if (errors.size > 0) {
    const list = [...errors].map(([who, error]) => `${who} ${error.toExponential(0)}`).join(', ');
    parts.push(`Errors, relative to the largest number of the right answer, at most: ${list}.\n`);
  }
  for (const unit of new Set(readings.map((reading) => reading.unit))) {
    parts.push(table(unit, readings.filter((reading) => reading.unit === unit).map(readingRow)));
  }
  return parts.join('\n');
}

function comparisonRow({ name, contenders }: ComparisonResult): Row {
  return Object.fromEntries<string>([
    ['work', name],
    ...contenders.map((contender, i): [string, string] => [contender.name, timeOrFailure(contender, i)]),
  ]);
}

function timeOrFailure({ milliseconds, ratio, failure }: ContenderResult, place: number): string {
  if (milliseconds === undefined || ratio === undefined) return shortened(failure ?? '');
  return place === 0 ? timeText(milliseconds.median) : ratioText(ratio);
}

/** The beginning of a message, as there is no room for all of it. */
function shortened(message: string): string {
  const [line = ''] = message.split('\n');
  return line.length > 30 ? `${line.slice(0, 29)}…` : line;
}

/** The largest error of each contender that was checked. */
function largestErrors(comparisons: readonly ComparisonResult[]): Map<string, number> {
  const largest = new Map<string, number>();
  for (const { name, error } of comparisons.flatMap(({ contenders }) => contenders)) {
    if (error !== null) largest.set(name, Math.max(error, largest.get(name) ?? 0));
  }
  return largest;
}

function readingRow({ name, figures }: ReadingResult): Row {
  const cells = Object.entries(figures).map(([what, value]): [string, string] => [what, brief(value)]);
  return Object.fromEntries<string>([['work', name], ...cells]);
}
