import { columnColoring } from '../coloring/column-coloring.js';
import type { Coloring } from '../coloring/coloring.js';
import { at, longestRow } from '../compressed-rows.js';
import { identityLists, listAt, type Lists } from './dependence.js';

/** Into how many parts a block of columns is divided at each step. */
const branching = 4;

/** Where a row depends on more blocks than this, it might as well be taken to depend on everything in them. */
const mostBlocks = 256;

/** Says which rows are reached from the columns that have this mark: a number other than 0 for each that is. */
export type Reach = (marks: Int32Array, mark: number) => Uint8Array;

/**
 * A search for the entries of a matrix that can only be asked which rows are reached from a choice of columns. Columns
 * stand in blocks, and it is known which blocks each row depends on; at each step every block is divided. Blocks on which
 * no row depends together are asked about together, so a band takes a few questions at each step.
 *
 * @see Gebremedhin, Manne and Pothen, SIAM Review 47(4), 2005, for the coloring of the blocks. The division is that of
 * CasADi's hierarchical detection of patterns (Andersson et al., Math. Prog. Comp. 11, 2019).
 */
export class Division {
  /** The blocks on which each row depends. */
  rows: Lists;
  /** How many columns there are in a block: block `b` begins at column `b * width`. */
  width = 1;
  private readonly shape: readonly [rows: number, columns: number];
  private readonly reach: Reach;
  private coloring: Coloring | undefined = { colors: new Int32Array(1), count: 1 };

  /** All columns begin in one block, on which every row depends. */
  constructor(rows: number, columns: number, reach: Reach) {
    this.shape = [rows, columns];
    this.reach = reach;
    this.rows = { pointers: identityLists(rows).pointers, items: new Int32Array(rows) };
    while (this.width < columns) this.width *= branching;
  }

  /** Whether blocks are single columns. */
  get isFinished(): boolean {
    return this.width === 1;
  }

  /** How many questions the next step takes; infinitely many where rows depend on so many blocks that nothing is gained. */
  get questions(): number {
    return branching * (this.coloring?.count ?? Infinity);
  }

  /** Divides every block. */
  step(): void {
    const [rows, columns] = this.shape;
    const { width, coloring } = this;
    if (coloring === undefined) return;
    const narrower = width / branching;
    const reached = this.ask(coloring, narrower);
    const { colors } = coloring;
    const pointers = new Int32Array(rows + 1);
    const items = new Int32Array(branching * this.rows.items.length);
    let found = 0;
    for (let row = 0; row < rows; row++) {
      for (const block of listAt(this.rows, row)) {
        for (let part = 0; part < branching; part++) {
          const answer = reached[at(colors, block) * branching + part];
          if (answer?.[row] !== 0) items[found++] = block * branching + part;
        }
      }
      pointers[row + 1] = found;
    }
    this.rows = { pointers, items: items.slice(0, found) };
    this.width = narrower;
    // Coloring takes time by the squares of the numbers of blocks.
    this.coloring =
      this.isFinished || longestRow({ rowPointers: pointers }) > mostBlocks
        ? undefined
        : columnColoring({
            shape: [rows, Math.ceil(columns / narrower)],
            rowPointers: pointers,
            columnIndices: this.rows.items,
          });
  }

  /** Which rows are reached from each part of the blocks of each color. A row depends on one block of a color at most. */
  private ask({ colors, count }: Coloring, narrower: number): readonly Uint8Array[] {
    const { width } = this;
    const [, columns] = this.shape;
    const questions = Int32Array.from({ length: columns }, (_, column) => {
      const block = Math.floor(column / width);
      return at(colors, block) * branching + Math.floor((column - block * width) / narrower);
    });
    return Array.from({ length: count * branching }, (_, question) => this.reach(questions, question));
  }
}
