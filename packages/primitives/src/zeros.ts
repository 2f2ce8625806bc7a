import { zeros, type Plain, type Shape } from '@wengert/tensor';

/** Zeros of this shape; the number 0 for `[]`. */
export function zerosOf(shape: Shape): Plain {
  return shape.length === 0 ? 0 : zeros(shape);
}
