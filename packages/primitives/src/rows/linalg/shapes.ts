import { formatShape, ShapeError, type Shape } from '@wengert/tensor';

/** The sizes of a matrix. */
export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

/**
 * What the last two axes of a stack of matrices mean.
 *
 * @throws {@link ShapeError} when there are fewer than two.
 */
export function matrixShape(operation: string, shape: Shape): MatrixShape {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new ShapeError(
      `${operation}: takes a matrix, or matrices along leading axes, but got shape ${formatShape(shape)}.`,
    );
  }
  return { rows, columns };
}

/**
 * The size of the square matrices of a stack.
 *
 * @throws {@link ShapeError} when they are not square, or there are fewer than two axes.
 */
export function squareSize(operation: string, shape: Shape): number {
  const { rows, columns } = matrixShape(operation, shape);
  if (rows !== columns) {
    throw new ShapeError(
      `${operation}: takes a square matrix, but got shape ${formatShape(shape)} (${rows} rows, ${columns} columns).`,
    );
  }
  return rows;
}

/**
 * Lets the right-hand sides of a system pass: a vector or matrices, with as many rows as the system has.
 *
 * @throws {@link ShapeError} for other shapes.
 */
export function checkRightHandSides(operation: string, a: Shape, b: Shape): void {
  const { rows } = matrixShape(operation, a);
  const given = b.length === 1 ? b[0] : matrixShape(operation, b).rows;
  if (rows !== given) {
    throw new ShapeError(
      `${operation}: a of shape ${formatShape(a)} has ${rows} rows, but b of shape ${formatShape(b)} has ${given}.`,
    );
  }
}
