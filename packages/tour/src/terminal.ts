// What the tour prints with: colours and moving progress bars in a terminal, plain lines elsewhere.
import { Presets, SingleBar } from 'cli-progress';
import { Table } from 'console-table-printer';
import picocolors from 'picocolors';
import plot, { type Point } from 'simple-ascii-chart';

const interactive = process.stdout.isTTY;
const colors = picocolors.createColors(interactive && picocolors.isColorSupported);

/** Prints the title of a part. */
export function heading(text: string): void {
  say(colors.cyan(`${colors.bold(text)}\n${'─'.repeat(80)}`));
}

/** Prints a paragraph, or something that was drawn: a table, a chart. */
export function say(text: string): void {
  console.log(`${text}\n`);
}

/** Prints source code. */
export function showCode(code: string): void {
  say(colors.green(code));
}

/** Text of a table: a title, and rows with the same keys in the same order, which head the columns. */
export function table(title: string, rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = Object.keys(rows[0] ?? {}).map((name, i) => ({
    name,
    alignment: i === 0 ? ('left' as const) : ('right' as const),
  }));
  const rendered = new Table({ title, columns, rows: [...rows], shouldDisableColors: true }).render();
  return colors.isColorSupported ? rendered.replace(title, colors.bold(title)) : rendered;
}

/** Two pictures side by side; the left one must be as wide in each of its lines. */
export function beside(left: string, right: string): string {
  const [lines, others] = [left.split('\n'), right.split('\n')];
  return lines.map((line, i) => `${line} ${others[i] ?? ''}`).join('\n');
}

/** Which numbers to write at the axes of a chart. */
export interface Ticks {
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

/** What to draw in a chart. */
export interface Chart extends Ticks {
  readonly caption: string;
  readonly line: readonly Point[];
  readonly points?: readonly Point[];
  /** How to write the numbers at the axes; by default, as they are. */
  readonly formatX?: (x: number) => string;
}

/** Text of a chart: a line, and points if given. */
export function chart({ caption, line, points = [], xTicks, yTicks, formatX = String }: Chart): string {
  const picture = plot([...line], {
    width: 70,
    height: 12,
    customXAxisTicks: [...xTicks],
    customYAxisTicks: [...yTicks],
    formatter: (value, { axis }) => (axis === 'x' ? formatX(value) : String(value)),
    points: points.map(([x, y]) => ({ x, y, ...(colors.isColorSupported && { color: 'ansiYellow' as const }) })),
    symbols: { point: '•' },
    ...(colors.isColorSupported && { color: 'ansiCyan' as const }),
  });
  const lines = picture.split('\n').filter((row) => row.trim() !== '');
  return [...lines, `    ${caption}`].join('\n');
}

/** Progress of something that takes `total` steps. */
export interface Progress {
  /** Says that `done` steps are done, with something to show beside it. */
  readonly update: (done: number, text: string) => void;
  readonly stop: () => void;
}

/** A progress bar; a line for every quarter where output is no terminal. */
export function progress(total: number): Progress {
  if (!interactive) {
    return {
      update: (done, text) => {
        if (done === 1 || done % Math.ceil(total / 4) === 0) console.log(`  ${done}/${total}  ${text}`);
      },
      stop: () => console.log(),
    };
  }
  const options = { format: '  {bar} {value}/{total}  {text}', stream: process.stdout, hideCursor: true, barsize: 30 };
  const bar = new SingleBar(options, Presets.shades_classic);
  bar.start(total, 0, { text: '' });
  return {
    update: (done, text) => bar.update(done, { text }),
    stop: () => {
      bar.stop();
      console.log();
    },
  };
}
