import { type Value } from '@wengert/primitives';
import { fromData, isDense, sizeOf, type NestedNumbers, type Shape, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';

/** The numbers 1, 2, 3 … in this shape: all differ, and from the zeros that an operation may put in. */
export function numbered(shape: Shape): number | Tensor {
  return fromData(
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => i + 1),
    shape,
  );
}

export function plain(x: Value): number | NestedNumbers {
  if (typeof x === 'number') return x;
  if (isDense(x)) return x.toArray();
  throw new Error('expected a plain value');
}

/** A plain value as one writes it, `[[1, 2], [3, 4]]`. */
export function text(x: Value): string {
  const write = (item: number | NestedNumbers): string =>
    typeof item === 'number' ? String(item) : `[${item.map(write).join(', ')}]`;
  return write(plain(x));
}

/** All index tuples of an array of this shape, in row-major order. */
export function indicesOf(shape: Shape): readonly (readonly number[])[] {
  return shape.reduce<readonly (readonly number[])[]>(
    (prefixes, length) => prefixes.flatMap((prefix) => Array.from({ length }, (_, i) => [...prefix, i])),
    [[]],
  );
}

/** The array of this shape whose elements `element` gives. */
export function build(shape: Shape, element: (index: readonly number[]) => number): number | Tensor {
  return fromData(Float64Array.from(indicesOf(shape), element), shape);
}

export function at(x: Value, index: readonly number[]): number {
  return typeof x === 'number' ? x : (x as Tensor).at(...index);
}

/** Shapes with axes of length 0 to 3. */
export const shapes = (minRank: number, maxRank = 4): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: minRank, maxLength: maxRank });

/** A shape and one of its axes, counted from either end. */
/** Shapes with axes of length 0 to 3. */
export const shapesWithAxis = shapes(1).chain((shape) =>
  fc.tuple(fc.constant(shape), fc.integer({ min: -shape.length, max: shape.length - 1 })),
);

/** An axis counted from the start. */
export const counted = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);
