import { broadcastShapes } from '../broadcast.js';
import { ShapeError } from '../errors.js';
import { formatShape, sameShape, sizeOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, shapeOf, type Plain } from '../tensor.js';
import { addProduct } from './gemm.js';
import { broadcastStrides } from './strided.js';
import { dotRows } from './summation.js';

/**
 * The matrix product, by NumPy's rules: the last axis of `x` meets the second to last of `y`, or the only one;
 * a vector counts as a row on the left and as a column on the right, and its axis is missing in the result;
 * leading axes broadcast. Two vectors give a number.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when an argument is a number, the inner sizes differ, or leading axes do not broadcast.
 *
 * @example
 * matmul('matmul', tensor([[1, 2], [3, 4]]), tensor([1, 1])); // [3, 7]
 */
export function matmul(operation: string, x: Plain, y: Plain): Plain {
  if (typeof x === 'number' || typeof y === 'number') {
    throw new ShapeError(
      `${operation}: a product of matrices needs two tensors, but got shapes ${formatShape(shapeOf(x))} and ` +
        `${formatShape(shapeOf(y))}. mul multiplies by a number.`,
    );
  }
  const xVector = x.shape.length === 1;
  const yVector = y.shape.length === 1;
  const k = x.shape[x.shape.length - 1]!;
  const inner = y.shape[yVector ? 0 : y.shape.length - 2]!;
  if (k !== inner) {
    throw new ShapeError(
      `${operation}: inner sizes differ: ${formatShape(x.shape)} x ${formatShape(y.shape)} (${k} vs ${inner}).`,
    );
  }
  if (x.shape.length === 2 && y.shape.length <= 2) {
    const m = x.shape[0]!;
    const n = yVector ? 1 : y.shape[1]!;
    const out = allocate(m * n);
    addProduct(m, n, k, x.data, 0, y.data, 0, out, 0);
    return new DenseTensor(out, yVector ? [m] : [m, n]);
  }
  if (xVector && yVector) return dotRows(x.data, 0, y.data, 0, k);
  // With leading axes, or a vector on the left.
  const m = xVector ? 1 : x.shape[x.shape.length - 2]!;
  const n = yVector ? 1 : y.shape[y.shape.length - 1]!;
  const xBatch = x.shape.slice(0, -2);
  const yBatch = y.shape.slice(0, -2);
  const batch = batchShape(operation, x, y, xBatch, yBatch);
  const shape = [...batch, ...(xVector ? [] : [m]), ...(yVector ? [] : [n])];
  const out = allocate(sizeOf(shape));
  if (out.length > 0 && k > 0) {
    // One right factor for all: the left ones are a single tall matrix.
    if (yBatch.length === 0) addProduct(sizeOf(batch) * m, n, k, x.data, 0, y.data, 0, out, 0);
    else multiplyBatches(x, y, m, n, k, xBatch, yBatch, batch, out);
  }
  return new DenseTensor(out, shape);
}

function batchShape(operation: string, x: DenseTensor, y: DenseTensor, xBatch: Shape, yBatch: Shape): Shape {
  if (yBatch.length === 0 || sameShape(xBatch, yBatch)) return xBatch;
  return broadcastShapes(
    `${operation}: leading axes of ${formatShape(x.shape)} x ${formatShape(y.shape)}`,
    xBatch,
    yBatch,
  );
}

function multiplyBatches(
  x: DenseTensor,
  y: DenseTensor,
  m: number,
  n: number,
  k: number,
  xBatch: Shape,
  yBatch: Shape,
  batch: Shape,
  out: Float64Array,
): void {
  const xStrides = broadcastStrides(xBatch, batch);
  const yStrides = broadcastStrides(yBatch, batch);
  let oo = 0;

  function walk(axis: number, xMatrix: number, yMatrix: number): void {
    if (axis === batch.length) {
      addProduct(m, n, k, x.data, xMatrix * m * k, y.data, yMatrix * k * n, out, oo);
      oo += m * n;
      return;
    }
    const length = batch[axis]!;
    for (let i = 0; i < length; i++) {
      walk(axis + 1, xMatrix + i * xStrides[axis]!, yMatrix + i * yStrides[axis]!);
    }
  }

  walk(0, 0, 0);
}
