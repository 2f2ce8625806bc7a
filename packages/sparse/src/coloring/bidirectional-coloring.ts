import { at, transposeRows, type CompressedRows } from '../compressed-rows.js';
import type { Coloring, Ordering } from './coloring.js';
import { colorListsApart, type ShapedRows } from './column-coloring.js';

/** Colors for columns and for rows: each entry is shown by the sweep of its column's color or by that of its row's. */
export interface BidirectionalColoring {
  /** Colors of the columns, to be swept forward; -1 for a column of which all entries are shown by rows. */
  readonly columns: Coloring;
  /** Colors of the rows, to be swept backward; -1 for a row of which all entries are shown by columns. */
  readonly rows: Coloring;
  /** How many colors there are of both kinds. */
  readonly count: number;
  /** Whether the rows that have a color show all their entries; if not, the columns that have one do. */
  readonly isByRows: boolean;
}

/** So many ways to divide the matrix are colored, the most promising first. */
const tries = 4;

/**
 * Colors for some of the columns and some of the rows, for a Jacobian with long rows and long columns, such as an arrow: a
 * few long rows are swept backward, and what they leave is swept forward; or a few long columns are swept forward, and what
 * they leave backward.
 *
 * Which rows are long, or which columns, is chosen by the least number of colors that there would have to be: that of
 * entries in the longest of the other rows and in the longest column of these.
 *
 * @param pattern - Where the Jacobian has entries.
 * @param ordering - In which order columns and rows get their colors. Default `natural`.
 *
 * @example
 * const arrow = SparsityPattern.fromRows([[0, 1, 2, 3], [0, 1], [0, 2], [0, 3]], 4);
 * bidirectionalColoring(arrow).count; // 3
 *
 * @see Coleman and Verma, The efficient computation of sparse Jacobian matrices using automatic differentiation, SIAM J.
 * Sci. Comput. 19(4), 1998; Gebremedhin, Manne and Pothen, SIAM Review 47(4), 2005, section 4.
 */
export function bidirectionalColoring(pattern: ShapedRows, ordering: Ordering = 'natural'): BidirectionalColoring {
  const [rowCount, columnCount] = pattern.shape;
  const transpose = transposeRows(pattern, columnCount);
  const byRows = divisionsOf(pattern, columnCount).map((division) => ({ ...division, isByRows: true }));
  const byColumns = divisionsOf(transpose, rowCount).map((division) => ({ ...division, isByRows: false }));
  const [first, ...others] = [...byRows, ...byColumns].sort((a, b) => a.bound - b.bound);
  const colored = ({ most, isByRows }: Division & { readonly isByRows: boolean }): BidirectionalColoring => {
    const [lists, items] = isByRows ? [pattern, columnCount] : [transpose, rowCount];
    const long = colorListsApart(...chosenLists(lists, items, (length) => length > most), ordering);
    const [rest, transposeOfRest] = chosenLists(lists, items, (length) => length <= most);
    const other = colorListsApart(transposeOfRest, rest, ordering);
    const [rows, columns] = isByRows ? [long, other] : [other, long];
    return { rows, columns, count: rows.count + columns.count, isByRows };
  };
  let best = colored(first ?? { most: 0, bound: 0, isByRows: true });
  for (const division of others.slice(0, tries - 1)) {
    if (division.bound >= best.count) break;
    const next = colored(division);
    if (next.count < best.count) best = next;
  }
  return best;
}

/** A way to divide lists into long ones and others, and the least number of colors that there can be with it. */
interface Division {
  /** Lists with more items than this are long. */
  readonly most: number;
  readonly bound: number;
}

/** Every division by length, from that in which no list is long. */
function divisionsOf(lists: CompressedRows, items: number): readonly Division[] {
  const { rowPointers, columnIndices } = lists;
  const lengthOf = (list: number): number => at(rowPointers, list + 1) - at(rowPointers, list);
  const byLength = Int32Array.from({ length: rowPointers.length - 1 }, (_, list) => list).sort(
    (a, b) => lengthOf(b) - lengthOf(a) || a - b,
  );
  const uses = new Int32Array(items);
  let mostUsed = 0;
  const divisions: Division[] = [];
  byLength.forEach((list, place) => {
    const length = lengthOf(list);
    // Here the lists before this one are long.
    if (place === 0 || length < lengthOf(at(byLength, place - 1))) {
      divisions.push({ most: length, bound: length + mostUsed });
    }
    for (let k = at(rowPointers, list); k < at(rowPointers, list + 1); k++) {
      const item = at(columnIndices, k);
      uses[item] = at(uses, item) + 1;
      mostUsed = Math.max(mostUsed, at(uses, item));
    }
  });
  return divisions;
}

/** Some of the lists, with no items in the places of the others, and their transpose. */
function chosenLists(
  { rowPointers, columnIndices }: CompressedRows,
  items: number,
  isChosen: (length: number) => boolean,
): readonly [lists: CompressedRows, transpose: CompressedRows] {
  const pointers = new Int32Array(rowPointers.length);
  const indices = new Int32Array(columnIndices.length);
  let size = 0;
  for (let list = 0; list + 1 < rowPointers.length; list++) {
    const [start, end] = [at(rowPointers, list), at(rowPointers, list + 1)];
    if (isChosen(end - start)) {
      indices.set(columnIndices.subarray(start, end), size);
      size += end - start;
    }
    pointers[list + 1] = size;
  }
  const chosen = { rowPointers: pointers, columnIndices: indices.subarray(0, size) };
  return [chosen, transposeRows(chosen, items)];
}
