import { Table } from 'console-table-printer';
import picocolors from 'picocolors';

/** Where text goes. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What `process` has of these. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** How an answer is shown: in colours where somebody looks at it, plain where a program reads it. */
export class Terminal {
  readonly #streams: Streams;

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  /** Whether what is written to the standard error is seen while it is written. */
  get showsProgress(): boolean {
    return this.#streams.stderr.isTTY === true;
  }

  /** Colours for the standard output; without effect where it is no terminal, or where the user wants none. */
  get colors(): Colors {
    return picocolors.createColors(this.#streams.stdout.isTTY === true && picocolors.isColorSupported);
  }

  /** Writes lines of the answer. */
  print(text: string): void {
    this.#streams.stdout.write(`${text}\n`);
  }

  /** Writes the answer for programs. */
  printJson(answer: unknown): void {
    this.print(JSON.stringify(answer, undefined, 2));
  }

  /** Says what is wrong. */
  printError(message: string): void {
    const { red } = picocolors.createColors(this.#streams.stderr.isTTY === true && picocolors.isColorSupported);
    this.#streams.stderr.write(`${red('wengert:')} ${message}\n`);
  }

  /** Writes a table: rows with the same keys in the same order, which head the columns; numbers stand at the right. */
  printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
    if (rows.length === 0) {
      this.print(`${this.colors.bold(title)}: no entries`);
      return;
    }
    const columns = Object.entries(rows[0] ?? {}).map(([name, cell]) => ({
      name,
      alignment: typeof cell === 'number' ? ('right' as const) : ('left' as const),
    }));
    const written = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, String(cell)])),
    );
    this.print(this.colors.bold(title));
    this.print(new Table({ columns, rows: written, shouldDisableColors: true }).render());
  }
}
