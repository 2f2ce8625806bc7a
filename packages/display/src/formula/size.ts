import { parentsOf, type Line } from '../recording/line.js';

/** How many operations the formula of each line has when it is written out, down to what stands for a symbol. */
export class FormulaSizes {
  private readonly sizes = new Map<Line, number>();

  /** @param lines - In order; any other line is a symbol. */
  constructor(lines: readonly Line[]) {
    for (const line of lines) {
      if (line.kind === 'input') continue;
      this.sizes.set(
        line,
        parentsOf(line).reduce((size, parent) => size + this.of(parent), 1),
      );
    }
  }

  of(line: Line): number {
    return this.sizes.get(line) ?? 0;
  }
}
