// A scalar expression of two numbers, as small as derivatives come.
import { add, mul, sin, type Scalar } from 'wengert';

/** Where it is differentiated. */
export const point: [number, number] = [2, 3];

/** The expression on plain numbers. */
export function plain(x: number, y: number): number {
  return x * y + Math.sin(x);
}

/** Its gradient by hand. */
export function gradient(x: number, y: number): [number, number] {
  return [y + Math.cos(x), x];
}

/** The expression for the library. */
export function traced(x: Scalar, y: Scalar): Scalar {
  return add(mul(x, y), sin(x));
}
