import type { Domain } from '@wengert/primitives';
import { sizeOf, type Shape } from '@wengert/tensor';

/**
 * Numbers of the interval as the entries of a matrix, or of a stack of matrices, with the structure asked for.
 *
 * The matrix is well conditioned, and its eigenvalues and singular values lie apart: off the diagonal stand small
 * numbers, on it large ones that differ. `invertible` matrices have their rows in another order than that.
 */
export function structuredMatrix(domain: Domain, shape: Shape, numbers: readonly number[]): number[] {
  const { matrix, min, max } = domain;
  if (matrix === undefined) return [...numbers];
  const small = numbers.map((x) => (x - (min + max) / 2) / (max - min));
  return mapMatrices(shape, small, (entry, row, column, rows, columns) => {
    if (matrix === 'invertible') {
      const source = rows === columns ? (row + 1) % rows : row;
      return entry(source, column) + (source === column ? 2 + 1.5 * column : 0);
    }
    const own = entry(row, column);
    const diagonal = row === column ? 2 + 1.5 * row : 0;
    if (matrix === 'lowerTriangular') return column > row ? 0 : own + diagonal;
    const symmetric = row < column ? entry(column, row) : own;
    return symmetric + (matrix === 'symmetric' && row % 2 === 1 ? -diagonal : diagonal);
  });
}

/** A direction in which a matrix keeps its structure: symmetric for symmetric ones, and so on. */
export function structuredDirection(domain: Domain, shape: Shape, numbers: readonly number[]): number[] {
  const { matrix } = domain;
  if (matrix === undefined || matrix === 'invertible') return [...numbers];
  return mapMatrices(shape, numbers, (entry, row, column) => {
    if (row >= column) return entry(row, column);
    return matrix === 'lowerTriangular' ? 0 : entry(column, row);
  });
}

type Entry = (row: number, column: number) => number;

function mapMatrices(
  shape: Shape,
  numbers: readonly number[],
  entryAt: (entry: Entry, row: number, column: number, rows: number, columns: number) => number,
): number[] {
  const [rows = 1, columns = 1] = shape.slice(-2);
  return Array.from({ length: sizeOf(shape) }, (_, k) => {
    const start = Math.floor(k / (rows * columns)) * rows * columns;
    const entry: Entry = (row, column) => numbers[start + row * columns + column] ?? 0;
    const place = k - start;
    return entryAt(entry, Math.floor(place / columns), place % columns, rows, columns);
  });
}
