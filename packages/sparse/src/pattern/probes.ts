import { DenseTensor, sizeOf, type Plain, type Shape } from '@wengert/tensor';

/**
 * Numbers without pattern in [1, 2), the same at every run: multiples of an irrational number, modulo 1 (Weyl's
 * sequence), stirred so that neighbours are unrelated. Being generic, they cancel in no sum that is not zero for all
 * numbers; being of one sign and size, they drown nothing.
 */
export function genericNumber(index: number, series: number): number {
  const x = (index + 1) * 0.6180339887498949 + (series + 1) * 0.7548776662466927;
  const y = (x - Math.floor(x)) * 43758.5453123;
  return 1 + (y - Math.floor(y));
}

/** An array of generic numbers. */
export function genericArray(shape: Shape, series: number): Plain {
  return arrayOf(shape, (index) => genericNumber(index, series));
}

/** The array with these elements; a number for the shape `[]`. */
export function arrayOf(shape: Shape, element: (index: number) => number): Plain {
  if (shape.length === 0) return element(0);
  const data = new Float64Array(sizeOf(shape));
  for (let k = 0; k < data.length; k++) data[k] = element(k);
  return new DenseTensor(data, shape);
}

/** A whole number below `bound`, without pattern. */
export function genericInteger(bound: number, index: number, series: number): number {
  return Math.min(bound - 1, Math.floor((genericNumber(index, series) - 1) * bound));
}
