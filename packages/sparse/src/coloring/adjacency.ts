import { ShapeError } from '@wengert/tensor';
import { at, transposeRows, type CompressedRows } from '../compressed-rows.js';
import type { ShapedRows } from './column-coloring.js';
import type { Graph } from './ordering.js';

/** The graph of a symmetric matrix: a vertex for each row, and an edge for each entry off the diagonal. */
export interface Adjacency extends CompressedRows, Graph {}

/**
 * The graph of a symmetric pattern.
 *
 * @throws {@link ShapeError} when the pattern is not symmetric.
 */
export function adjacencyOf(operation: string, pattern: ShapedRows): Adjacency {
  const { shape, rowPointers, columnIndices } = pattern;
  const [size, columns] = shape;
  const isSymmetric =
    size === columns && transposeRows(pattern, size).columnIndices.every((j, k) => j === at(columnIndices, k));
  if (!isSymmetric) {
    throw new ShapeError(
      `${operation}: the pattern must be symmetric, but this one, of shape [${shape.join(', ')}], is not.`,
    );
  }
  const pointers = new Int32Array(size + 1);
  const neighbors = new Int32Array(columnIndices.length);
  let edges = 0;
  for (let i = 0; i < size; i++) {
    for (let k = at(rowPointers, i); k < at(rowPointers, i + 1); k++) {
      if (at(columnIndices, k) !== i) neighbors[edges++] = at(columnIndices, k);
    }
    pointers[i + 1] = edges;
  }
  return {
    size,
    rowPointers: pointers,
    columnIndices: neighbors.subarray(0, edges),
    forEachNeighbor(vertex, visit) {
      for (let k = at(pointers, vertex); k < at(pointers, vertex + 1); k++) visit(at(neighbors, k));
    },
  };
}
