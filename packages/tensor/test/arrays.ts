import fc from 'fast-check';
import { dataOf, fromData, shapeOf, sizeOf, type Plain, type Shape } from '@wengert/tensor';

/** Shapes of up to four axes, zero-size ones included. */
export const shapes = (minRank = 0): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 4 }), { minLength: minRank, maxLength: 4 });

/** Small integers, whose sums and products are exact. */
const integers: fc.Arbitrary<number> = fc.integer({ min: -9, max: 9 });

/** Any number: infinities, NaN and -0 included. */
export const anyNumbers: fc.Arbitrary<number> = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity),
);

/** Arrays of a shape. */
export const arraysOf = (shape: Shape, elements: fc.Arbitrary<number> = integers): fc.Arbitrary<Plain> =>
  fc
    .array(elements, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((data) => fromData(Float64Array.from(data), shape));

/** Arrays of any shape. */
export const arrays = (minRank = 0, elements: fc.Arbitrary<number> = integers): fc.Arbitrary<Plain> =>
  shapes(minRank).chain((shape) => arraysOf(shape, elements));

/** Shapes that broadcast to the given one: leading axes missing, others of length 1. */
export const shapesBelow = (shape: Shape): fc.Arbitrary<number[]> =>
  fc
    .tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }))
    .map(([missing, ones]) => shape.map((length, axis) => (ones[axis] ? 1 : length)).slice(missing));

/** A list of axes of an array of this rank, sorted, each once. */
export const axesOf = (rank: number): fc.Arbitrary<number[]> => fc.subarray(Array.from({ length: rank }, (_, k) => k));

/** All indices into an array of this shape, in row-major order. */
export function indicesOf(shape: Shape): number[][] {
  let indices: number[][] = [[]];
  for (const length of shape) {
    indices = indices.flatMap((index) => Array.from({ length }, (_, i) => [...index, i]));
  }
  return indices;
}

/** The element at an index; missing leading axes and axes of length 1 are repeated. */
export function elementAt(x: Plain, index: readonly number[]): number {
  const shape = shapeOf(x);
  const own = index.slice(index.length - shape.length);
  let offset = 0;
  shape.forEach((length, axis) => {
    offset = offset * length + (length === 1 ? 0 : own[axis]!);
  });
  return dataOf(x)[offset]!;
}

/** The array whose element at each index is given by a function. */
export function build(shape: Shape, element: (index: readonly number[]) => number): Plain {
  return fromData(Float64Array.from(indicesOf(shape).map(element)), [...shape]);
}

/** The sum of the products of corresponding elements. */
export function innerProduct(x: Plain, y: Plain): number {
  const other = dataOf(y);
  return dataOf(x).reduce((sum, v, i) => sum + v * other[i]!, 0);
}

/** Runs a check and fails if it writes to one of the arrays. */
export function leavingAlone(xs: readonly Plain[], check: () => void): void {
  const before = xs.map((x) => [dataOf(x).slice(), shapeOf(x).slice()]);
  check();
  const after = xs.map((x) => [dataOf(x).slice(), shapeOf(x).slice()]);
  if (!before.every((pair, k) => pair.every((list, j) => list.every((v, i) => Object.is(v, after[k]![j]![i]))))) {
    throw new Error('An argument was changed.');
  }
}
