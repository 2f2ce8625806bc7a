import type { BidirectionalColoring } from '../coloring/bidirectional-coloring.js';
import type { StarColoring } from '../coloring/star-coloring.js';
import { at, forEachEntry } from '../compressed-rows.js';
import type { SparsityPattern } from '../sparsity-pattern.js';

/** Reads the entries of a matrix off the results of compressed sweeps. */
export type Decompress = (forward: Float64Array, backward: Float64Array) => Float64Array;

/** Each entry stands in the results as it is: at `place` of the forward ones, or at `~place` of the backward ones. */
function direct(places: Int32Array): Decompress {
  return (forward, backward) => {
    const values = new Float64Array(places.length);
    for (let k = 0; k < places.length; k++) {
      const place = at(places, k);
      values[k] = (place >= 0 ? forward[place] : backward[~place]) ?? 0;
    }
    return values;
  };
}

/** From forward sweeps by colors of columns, and backward sweeps by colors of rows. */
export function fromRowsAndColumns(
  pattern: SparsityPattern,
  { columns, rows, isByRows }: BidirectionalColoring,
): Decompress {
  const [rowCount, columnCount] = pattern.shape;
  const places = new Int32Array(pattern.nnz);
  forEachEntry(pattern, (i, j, k) => {
    const [rowColor, columnColor] = [at(rows.colors, i), at(columns.colors, j)];
    const isByRow = isByRows ? rowColor >= 0 : columnColor < 0;
    places[k] = isByRow ? ~(rowColor * columnCount + j) : columnColor * rowCount + i;
  });
  return direct(places);
}

/** From products of a symmetric matrix with the sums of its columns by the colors of a star coloring. */
export function fromStars(pattern: SparsityPattern, coloring: StarColoring): Decompress {
  const [size] = pattern.shape;
  const places = new Int32Array(pattern.nnz);
  forEachEntry(pattern, (i, j, k) => {
    const hub = i === j ? i : coloring.hubOf(i, j);
    const other = hub === i ? j : i;
    places[k] = at(coloring.colors, hub) * size + other;
  });
  return direct(places);
}
