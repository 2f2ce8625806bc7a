import { eye, fromData, type Tensor } from '@wengert/tensor';
import type { Tangent } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { add, mul, neg, sub } from '../arithmetic.js';
import { transposeRow } from '../axes.js';
import { reshaped } from '../products.js';
import { sliceRow } from '../slicing.js';

/** Every matrix transposed. */
export function transposed(x: Value): Value {
  const rank = shapeOfValue(x).length;
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return transposeRow.apply([x], { axes: [...axes.slice(0, -2), rank - 1, rank - 2] });
}

/** `(x + xᵀ) / 2` */
export function symmetricPart(x: Value): Value {
  return mul(0.5, add(x, transposed(x)));
}

/** `(x - xᵀ) / 2` */
export function antisymmetricPart(x: Value): Value {
  return mul(0.5, sub(x, transposed(x)));
}

/** The lower triangle with half of the diagonal. */
export function halfTriangle(x: Value): Value {
  const n = shapeOfValue(x).at(-1) ?? 0;
  const weights = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    weights.fill(1, i * n, i * n + i);
    weights[i * n + i] = 0.5;
  }
  return mul(x, fromData(weights, [n, n]));
}

/** Every column of the matrices times an element of the vectors. */
export function scaleColumns(x: Value, vector: Value): Value {
  return mul(x, asRows(vector));
}

/** The vectors, along the last axis, as matrices of one row. */
export function asRows(vector: Value): Value {
  return reshaped(vector, shapeOfValue(vector).toSpliced(-1, 0, 1));
}

/** The vectors, along the last axis, as matrices of one column. */
export function asColumns(vector: Value): Value {
  return reshaped(vector, [...shapeOfValue(vector), 1]);
}

/** The main diagonal of every matrix. */
export function mainDiagonal(x: Value): Value {
  const shape = shapeOfValue(x);
  const [rows = 0, columns = 0] = shape.slice(-2);
  const batch = shape.slice(0, -2);
  const sizes = [...batch, Math.min(rows, columns)];
  return sliceRow.apply([reshaped(x, [...batch, rows * columns])], {
    starts: sizes.map(() => 0),
    sizes,
    steps: [...batch.map(() => 1), columns + 1],
    shape: sizes,
  });
}

/** The matrices with these vectors on their diagonals, and zeros elsewhere. */
export function diagonalMatrix(vector: Value): Value {
  return scaleColumns(eye(shapeOfValue(vector).at(-1) ?? 0), vector);
}

/** Part of the last axis. */
export function lastAxisPart(x: Value, start: number, length: number): Value {
  const shape = [...shapeOfValue(x).slice(0, -1), length];
  return sliceRow.apply([x], {
    starts: shape.map((_, axis) => (axis === shape.length - 1 ? start : 0)),
    sizes: shape,
    steps: shape.map(() => 1),
    shape,
  });
}

/** A part of the last axis, reshaped to matrices. */
export function lastAxisMatrix(x: Value, start: number, rows: number, columns: number): Value {
  return reshaped(lastAxisPart(x, start, rows * columns), [...shapeOfValue(x).slice(0, -1), rows, columns]);
}

/** The elements of every matrix along one axis. */
export function flattened(x: Value): Value {
  const shape = shapeOfValue(x);
  const [rows = 0, columns = 0] = shape.slice(-2);
  return reshaped(x, [...shape.slice(0, -2), rows * columns]);
}

/** `x + y` of tangents, of which those missing are zero. */
export function sumOfTangents(x: Tangent, y: Tangent): Tangent {
  if (x === undefined) return y;
  return y === undefined ? x : add(x, y);
}

/** `x - y` of tangents, of which those missing are zero. */
export function differenceOfTangents(x: Tangent, y: Tangent): Tangent {
  if (y === undefined) return x;
  return x === undefined ? neg(y) : sub(x, y);
}

/** A vector as a matrix of one column, as systems take their right-hand sides; other values unchanged. */
export function rightHandSides(b: Value): { readonly columns: Value; readonly restore: (x: Value) => Tensor } {
  const isVector = shapeOfValue(b).length === 1;
  return {
    columns: isVector ? asColumns(b) : b,
    restore: (x) => (isVector ? reshaped(x, shapeOfValue(x).slice(0, -1)) : x) as Tensor,
  };
}
