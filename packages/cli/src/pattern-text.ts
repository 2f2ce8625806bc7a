import type { SparsityPattern } from 'wengert';

/** What stands beside a pattern. */
interface Labels {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** How many sweeps find all entries. */
  readonly colors: number;
}

/** Wider or higher patterns are for pictures. */
const most = 120;

/**
 * A pattern as text, with a character for each entry: `×` where it can be other than zero, `·` where it cannot.
 *
 * Matrices with more than 120 rows or columns are only counted.
 */
export function patternText(title: string, pattern: SparsityPattern, { rows, columns, colors }: Labels): string {
  const [height, width] = pattern.shape;
  const places = height * width;
  const summary = [
    `${title}: ${counted(height, 'row')}, ${counted(width, 'column')}`,
    `${pattern.nnz} of ${counted(places, 'entry', 'entries')} can be other than zero; ` +
      `${counted(colors, 'sweep')} ${colors === 1 ? 'finds' : 'find'} them all.`,
  ];
  if (height > most || width > most) {
    return [...summary, 'It is too large to be written: ask for a picture by --output pattern.svg.'].join('\n');
  }
  const margin = Math.max(0, ...rows.map((row) => row.length));
  const lines = Array.from({ length: height }, (_, i) => {
    const marks = Array.from({ length: width }, (_, j) => (pattern.has(i, j) ? '×' : '·'));
    return `  ${(rows[i] ?? '').padEnd(margin)}  ${marks.join(' ')}`;
  });
  return [...summary, `Columns: ${columns.join(', ')}`, ...lines].join('\n');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
