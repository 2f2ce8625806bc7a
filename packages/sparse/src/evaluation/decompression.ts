import type { BidirectionalColoring } from '../coloring/bidirectional-coloring.js';
import type { StarColoring } from '../coloring/star-coloring.js';
import type { Value } from '@wengert/primitives';
import { at, forEachEntry } from '../compressed-rows.js';
import type { SparsityPattern } from '../sparsity-pattern.js';

/** Reads the entries of a matrix off the results of compressed sweeps. */
export interface Decompression {
  /** The entries, from the results of all directions, one direction after the other. */
  decompress(forward: Float64Array, backward: Float64Array): Float64Array;
  /**
   * The entries, from results that are numbers of any kind, a list for each direction; `undefined` where entries are found
   * by arithmetic and do not stand there as they are.
   */
  entries(forward: readonly (readonly Value[])[], backward: readonly (readonly Value[])[]): Value[] | undefined;
}

/** Each entry stands in the results as it is: at `place` of the forward ones, or at `~place` of the backward ones. */
class DirectDecompression implements Decompression {
  private readonly places: Int32Array;
  private readonly rows: number;
  private readonly columns: number;

  constructor(places: Int32Array, [rows, columns]: readonly [rows: number, columns: number]) {
    this.places = places;
    this.rows = rows;
    this.columns = columns;
  }

  decompress(forward: Float64Array, backward: Float64Array): Float64Array {
    const { places } = this;
    const values = new Float64Array(places.length);
    for (let k = 0; k < places.length; k++) {
      const place = at(places, k);
      values[k] = (place >= 0 ? forward[place] : backward[~place]) ?? 0;
    }
    return values;
  }

  entries(forward: readonly (readonly Value[])[], backward: readonly (readonly Value[])[]): Value[] {
    const { rows, columns } = this;
    return Array.from(this.places, (place) => {
      if (place >= 0) return forward[Math.floor(place / rows)]?.[place % rows] ?? 0;
      return backward[Math.floor(~place / columns)]?.[~place % columns] ?? 0;
    });
  }
}

/** From forward sweeps by colors of columns, and backward sweeps by colors of rows. */
export function fromRowsAndColumns(
  pattern: SparsityPattern,
  { columns, rows, isByRows }: BidirectionalColoring,
): Decompression {
  const [rowCount, columnCount] = pattern.shape;
  const places = new Int32Array(pattern.nnz);
  forEachEntry(pattern, (i, j, k) => {
    const [rowColor, columnColor] = [at(rows.colors, i), at(columns.colors, j)];
    const isByRow = isByRows ? rowColor >= 0 : columnColor < 0;
    places[k] = isByRow ? ~(rowColor * columnCount + j) : columnColor * rowCount + i;
  });
  return new DirectDecompression(places, pattern.shape);
}

/** From products of a symmetric matrix with the sums of its columns by the colors of a star coloring. */
export function fromStars(pattern: SparsityPattern, coloring: StarColoring): Decompression {
  const [size] = pattern.shape;
  const places = new Int32Array(pattern.nnz);
  forEachEntry(pattern, (i, j, k) => {
    const hub = i === j ? i : coloring.hubOf(i, j);
    const other = hub === i ? j : i;
    places[k] = at(coloring.colors, hub) * size + other;
  });
  return new DirectDecompression(places, pattern.shape);
}
