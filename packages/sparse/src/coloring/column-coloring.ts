import { at, transposeRows, type CompressedRows } from '../compressed-rows.js';
import type { Coloring, Ordering } from './coloring.js';
import { colorGreedily } from './greedy.js';
import { orderOf } from './ordering.js';

/** A pattern with its shape. */
export interface ShapedRows extends CompressedRows {
  readonly shape: readonly [rows: number, columns: number];
}

/**
 * A color for each column, such that no row has entries in two columns of one color: the sum of the columns of one color
 * then shows every entry of each of them. As many forward sweeps as there are colors give the whole Jacobian.
 *
 * Greedy, in time proportional to the sum of the squares of the rows' numbers of entries. There are never fewer colors than
 * entries in the longest row.
 *
 * @param pattern - Where the Jacobian has entries.
 * @param ordering - In which order the columns get their colors. Default `natural`.
 * @returns The color of each column, and how many colors there are.
 *
 * @example
 * columnColoring(SparsityPattern.fromRows([[0, 1], [1, 2], [2, 3]], 4)).colors; // Int32Array [0, 1, 0, 1]
 *
 * @see Curtis, Powell and Reid, On the estimation of sparse Jacobian matrices, IMA J. Appl. Math. 13, 1974;
 * Gebremedhin, Manne and Pothen, What color is your Jacobian?, SIAM Review 47(4), 2005, section 3.
 */
export function columnColoring(pattern: ShapedRows, ordering: Ordering = 'natural'): Coloring {
  const columns = transposeRows(pattern, pattern.shape[1]);
  return colorListsApart(columns, pattern, ordering);
}

/**
 * A color for each row, such that no column has entries in two rows of one color. It is to backward sweeps what
 * {@link columnColoring} is to forward ones.
 *
 * @param pattern - Where the Jacobian has entries.
 * @param ordering - In which order the rows get their colors. Default `natural`.
 * @returns The color of each row, and how many colors there are.
 *
 * @example
 * rowColoring(SparsityPattern.fromRows([[0], [0], [1]], 2)).colors; // Int32Array [0, 1, 0]
 */
export function rowColoring(pattern: ShapedRows, ordering: Ordering = 'natural'): Coloring {
  return colorListsApart(pattern, transposeRows(pattern, pattern.shape[1]), ordering);
}

/**
 * Colors lists such that those that have an item in common differ. Empty lists get no color, which is -1, unless there is
 * nothing else.
 *
 * @param listsOf - The transpose: for each item the lists that have it.
 */
export function colorListsApart(lists: CompressedRows, listsOf: CompressedRows, ordering: Ordering): Coloring {
  const size = lists.rowPointers.length - 1;
  const forEachNeighbor = (list: number, visit: (neighbor: number) => void): void => {
    for (let k = at(lists.rowPointers, list); k < at(lists.rowPointers, list + 1); k++) {
      const item = at(lists.columnIndices, k);
      const end = at(listsOf.rowPointers, item + 1);
      for (let l = at(listsOf.rowPointers, item); l < end; l++) visit(at(listsOf.columnIndices, l));
    }
  };
  const order = orderOf({ size, forEachNeighbor }, ordering);
  const nonempty = order.filter((list) => at(lists.rowPointers, list + 1) > at(lists.rowPointers, list));
  return colorGreedily(nonempty, size, (list, colors, forbidden) => {
    forEachNeighbor(list, (neighbor) => {
      forbidden(at(colors, neighbor));
    });
  });
}
