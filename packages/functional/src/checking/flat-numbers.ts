import { value, type Value } from '@wengert/primitives';
import { dataOf, fromData, shapeOf, sizeOf, type Plain } from '@wengert/tensor';

/** Some of the places of a flat list, from `start` up to `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** All places of the numbers in some values, one value after the other in row-major order. */
export function allOf(values: readonly Plain[]): Range {
  return { start: 0, end: values.reduce<number>((total, x) => total + sizeOf(shapeOf(x)), 0) };
}

/** The numbers and tensors under all transformations. */
export function plainValues(values: readonly Value[]): readonly Plain[] {
  return values.map((x) => value(x));
}

/** All numbers in some values. */
export function flatNumbers(values: readonly Plain[]): readonly number[] {
  return values.flatMap((x) => (typeof x === 'number' ? [x] : Array.from(x.data)));
}

/** Values of the same shapes, whose numbers are given by their place among all, and the number there now. */
export function mapNumbers(values: readonly Plain[], change: (place: number, now: number) => number): readonly Plain[] {
  let start = 0;
  return values.map((x) => {
    const from = start;
    start += sizeOf(shapeOf(x));
    return fromData(
      dataOf(x).map((now, k) => change(from + k, now)),
      shapeOf(x),
    );
  });
}

/** What a place is called: the path of its leaf, and `.at(i, j)` where that is a tensor. */
export function nameOfPlace(place: number, values: readonly Plain[], paths: readonly string[]): string {
  let start = 0;
  for (const [i, x] of values.entries()) {
    const size = sizeOf(shapeOf(x));
    if (place < start + size) {
      const path = paths[i] ?? '';
      if (typeof x === 'number') return path;
      let rest = place - start;
      const index = x.shape.toReversed().map((length) => {
        const at = rest % length;
        rest = (rest - at) / length;
        return at;
      });
      return `${path}.at(${index.toReversed().join(', ')})`;
    }
    start += size;
  }
  return '';
}

/** `sum(xs[k] * ys[k])`, and the sum of the sizes of the terms, which its rounding error scales with. */
export function innerProduct(
  xs: readonly number[],
  ys: readonly number[],
): { readonly product: number; readonly size: number } {
  let product = 0;
  let size = 0;
  xs.forEach((x, k) => {
    const y = ys[k] ?? NaN;
    // A place that is left out must not bring in a NaN from the other side.
    if (x === 0 || y === 0) return;
    product += x * y;
    size += Math.abs(x * y);
  });
  return { product, size };
}
