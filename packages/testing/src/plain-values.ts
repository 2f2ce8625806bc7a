import { dataOf, fromData, shapeOf, sizeOf, type Plain, type Shape } from '@wengert/tensor';

/** A value of this shape whose element `k`, in row-major order, is `element(k)`. */
export function valueOfShape(shape: Shape, element: (k: number) => number): Plain {
  return fromData(
    Float64Array.from({ length: sizeOf(shape) }, (_, k) => element(k)),
    shape,
  );
}

/** `a * x + b * y`, for values of one shape. */
export function combination(a: number, x: Plain, b: number, y: Plain): Plain {
  const [left, right] = [dataOf(x), dataOf(y)];
  return valueOfShape(shapeOf(x), (k) => a * (left[k] ?? NaN) + b * (right[k] ?? NaN));
}

/** The inner product of two lists of values, and the sum of the sizes of its terms: what its rounding error scales with. */
export function innerProduct(
  xs: readonly Plain[],
  ys: readonly Plain[],
): { readonly product: number; readonly size: number } {
  let product = 0;
  let size = 0;
  xs.forEach((x, i) => {
    const left = dataOf(x);
    const right = dataOf(ys[i] ?? NaN);
    left.forEach((element, k) => {
      const term = element * (right[k] ?? NaN);
      product += term;
      size += Math.abs(term);
    });
  });
  return { product, size };
}

/** The largest size of a finite element; 0 when there is none. */
export function largest(xs: readonly Plain[]): number {
  return Math.max(0, ...xs.flatMap((x) => Array.from(dataOf(x), Math.abs).filter(Number.isFinite)));
}

/** The same numbers in a new place, so that a change to the old one can be seen. */
export function copied(x: Plain): Plain {
  return typeof x === 'number' ? x : fromData(x.data.slice(), [...x.shape]);
}

/** Whether two values have the same shape and the same elements, bit for bit; NaN equals NaN. */
export function identical(x: Plain, y: Plain): boolean {
  if (typeof x === 'number' || typeof y === 'number') return Object.is(x, y);
  return (
    x.shape.length === y.shape.length &&
    x.shape.every((length, axis) => length === y.shape[axis]) &&
    x.data.every((element, k) => Object.is(element, y.data[k]))
  );
}
