import { allocate, broadcastShapes, fromData, shapeOf, sizeOf, dataOf, type Plain, type Shape } from '@wengert/tensor';

/** The lengths of the last two axes of an array that has them. */
export function lastTwo(shape: Shape): readonly [rows: number, columns: number] {
  return [shape[shape.length - 2] ?? 1, shape[shape.length - 1] ?? 1];
}

/**
 * Does the same to every matrix of a stack, given the elements of the matrix and zeros for the result.
 *
 * @param result - The shape of one result.
 */
export function mapMatrices(x: Plain, result: Shape, kernel: (matrix: Float64Array, out: Float64Array) => void): Plain {
  const shape = shapeOf(x);
  const batch = shape.slice(0, -2);
  const [rows, columns] = lastTwo(shape);
  const data = dataOf(x);
  const [from, to] = [rows * columns, sizeOf(result)];
  const count = sizeOf(batch);
  const out = allocate(count * to);
  for (let i = 0; i < count; i++) {
    kernel(data.subarray(i * from, (i + 1) * from), out.subarray(i * to, (i + 1) * to));
  }
  return fromData(out, [...batch, ...result]);
}

/**
 * Does the same to every pair of matrices of two stacks, whose leading axes broadcast. What only the left matrix is
 * needed for is prepared once for all pairs that share it.
 *
 * @param prepare - Given the left stack, and the place of a matrix in it.
 * @param result - The shape of one result.
 */
export function mapPairs<T>(
  operation: string,
  a: Plain,
  b: Plain,
  result: Shape,
  prepare: (index: number) => T,
  kernel: (prepared: T, matrix: Float64Array, out: Float64Array) => void,
): Plain {
  const bShape = shapeOf(b);
  const [aBatch, bBatch] = [shapeOf(a).slice(0, -2), bShape.slice(0, -2)];
  const batch = broadcastShapes(`${operation}, axes before the last two`, aBatch, bBatch);
  const [rows, columns] = lastTwo(bShape);
  const data = dataOf(b);
  const [from, to] = [rows * columns, sizeOf(result)];
  const out = allocate(sizeOf(batch) * to);
  let position = 0;
  let prepared: { readonly index: number; readonly value: T } | undefined;
  for (const index of flatIndices(batch)) {
    const left = placeIn(aBatch, index);
    if (prepared?.index !== left) prepared = { index: left, value: prepare(left) };
    const right = placeIn(bBatch, index);
    kernel(prepared.value, data.subarray(right * from, (right + 1) * from), out.subarray(position, position + to));
    position += to;
  }
  return fromData(out, [...batch, ...result]);
}

/** All index tuples of a shape, in row-major order. */
function* flatIndices(shape: Shape): Generator<readonly number[]> {
  const count = sizeOf(shape);
  const index = shape.map(() => 0);
  for (let k = 0; k < count; k++) {
    yield index;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
}

/** Where an array of this shape has what it broadcasts to an index. */
function placeIn(shape: Shape, index: readonly number[]): number {
  const added = index.length - shape.length;
  return shape.reduce((place, length, axis) => place * length + (length === 1 ? 0 : index[added + axis]!), 0);
}

/** Whether none of the numbers is NaN or infinite. */
export function allFinite(numbers: Float64Array): boolean {
  for (let k = 0; k < numbers.length; k++) if (!Number.isFinite(numbers[k]!)) return false;
  return true;
}

/** `(a + aᵀ) / 2` */
export function symmetrized(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const mean = 0.5 * a[i * n + j]! + 0.5 * a[j * n + i]!;
      out[i * n + j] = mean;
      out[j * n + i] = mean;
    }
  }
  return out;
}
