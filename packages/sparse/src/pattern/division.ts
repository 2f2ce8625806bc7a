import { columnColoring } from '../coloring/column-coloring.js';
import type { Coloring } from '../coloring/coloring.js';
import { at } from '../compressed-rows.js';
import { identityLists, listAt, type Lists } from './dependence.js';

/** Into how many parts a block of columns is divided at each step. */
const branching = 4;

/** Says which rows are reached from the columns that are chosen. */
export type Reach = (isChosen: (column: number) => boolean) => ArrayLike<number | boolean>;

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
  private coloring: Coloring = { colors: new Int32Array(1), count: 1 };

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

  /** How many questions the next step takes. */
  get questions(): number {
    return branching * this.coloring.count;
  }

  /** Divides every block. */
  step(): void {
    const [rows, columns] = this.shape;
    const { width } = this;
    const { colors, count } = this.coloring;
    const narrower = width / branching;
    const found = Array.from({ length: rows }, (): number[] => []);
    for (let color = 0; color < count; color++) {
      for (let part = 0; part < branching; part++) {
        const reached = this.reach((column) => {
          const block = Math.floor(column / width);
          return at(colors, block) === color && Math.floor((column - block * width) / narrower) === part;
        });
        for (let row = 0; row < rows; row++) {
          if (!reached[row]) continue;
          // A row depends on one block of each color at most.
          const block = listAt(this.rows, row).find((candidate) => at(colors, candidate) === color);
          if (block !== undefined) found[row]?.push(block * branching + part);
        }
      }
    }
    const pointers = new Int32Array(rows + 1);
    found.forEach((blocks, row) => (pointers[row + 1] = at(pointers, row) + blocks.length));
    this.rows = { pointers, items: Int32Array.from(found.flat()) };
    this.width = narrower;
    this.coloring = columnColoring({
      shape: [rows, Math.ceil(columns / narrower)],
      rowPointers: this.rows.pointers,
      columnIndices: this.rows.items,
    });
  }
}
