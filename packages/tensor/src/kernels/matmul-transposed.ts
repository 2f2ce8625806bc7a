import { broadcastShapes } from '../broadcast.js';
import { ShapeError } from '../errors.js';
import { formatShape, sizeOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, shapeOf, type Plain } from '../tensor.js';
import { addTransposedProduct } from './gemm-transposed.js';
import { matmul } from './matmul.js';
import { broadcastStrides } from './strided.js';

/**
 * The matrix product of `x` and `y`, each of them with its last two axes swapped if so flagged. They are read in that
 * order where they stand; no transposed copies are made.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when a flag is set and an argument has fewer than two axes, the inner sizes differ, or the
 * leading axes do not broadcast.
 *
 * @example
 * matmulTransposed('matmul', tensor([[1, 2], [3, 4]]), tensor([[1, 1]]), false, true); // [[3], [7]]
 */
export function matmulTransposed(
  operation: string,
  x: Plain,
  y: Plain,
  transposeX: boolean,
  transposeY: boolean,
): Plain {
  if (!transposeX && !transposeY) return matmul(operation, x, y);
  if (typeof x === 'number' || typeof y === 'number' || x.rank < 2 || y.rank < 2) {
    throw new ShapeError(
      `${operation}: a product with a transposed matrix needs two tensors with at least two axes each, but got shapes ` +
        `${formatShape(shapeOf(x))} and ${formatShape(shapeOf(y))}.`,
    );
  }
  const [m, k] = matrixSizes(x.shape, transposeX);
  const [inner, n] = matrixSizes(y.shape, transposeY);
  if (k !== inner) {
    const described = (shape: Shape, transposed: boolean): string =>
      transposed ? `${formatShape(shape)} transposed` : formatShape(shape);
    throw new ShapeError(
      `${operation}: inner sizes differ: ${described(x.shape, transposeX)} x ${described(y.shape, transposeY)} ` +
        `(${k} vs ${inner}).`,
    );
  }
  const xBatch = x.shape.slice(0, -2);
  const yBatch = y.shape.slice(0, -2);
  const batch = broadcastShapes(operation, xBatch, yBatch);
  const shape = [...batch, m, n];
  const out = allocate(sizeOf(shape));
  if (out.length === 0 || k === 0) return new DenseTensor(out, shape);
  if (yBatch.length === 0 && !transposeX) {
    // One right factor for all: the left ones are a single tall matrix.
    addTransposedProduct(sizeOf(batch) * m, n, k, x.data, 0, false, y.data, 0, transposeY, out, 0);
    return new DenseTensor(out, shape);
  }
  const xStrides = broadcastStrides(xBatch, batch);
  const yStrides = broadcastStrides(yBatch, batch);
  let oo = 0;

  function walk(axis: number, xo: number, yo: number): void {
    if (axis === batch.length) {
      addTransposedProduct(m, n, k, xData, xo, transposeX, yData, yo, transposeY, out, oo);
      oo += m * n;
      return;
    }
    const length = batch[axis]!;
    for (let i = 0; i < length; i++) {
      walk(axis + 1, xo + i * xStrides[axis]! * m * k, yo + i * yStrides[axis]! * k * n);
    }
  }

  const xData = x.data;
  const yData = y.data;
  walk(0, 0, 0);
  return new DenseTensor(out, shape);
}

/** The numbers of rows and columns, after the transposition if there is one. */
function matrixSizes(shape: Shape, transposed: boolean): [rows: number, columns: number] {
  const first = shape[shape.length - 2]!;
  const last = shape[shape.length - 1]!;
  return transposed ? [last, first] : [first, last];
}
