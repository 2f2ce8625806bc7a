// A derivative inside a derivative, whose function closes over the variable of the outer one:
// d/dx [x · d/dy sin(x y) at y = 1] = d/dx [x² cos x] = 2 x cos x - x² sin x.
import { grad, mul, sin, type Scalar } from 'wengert';

/** Where it is differentiated. */
export const point = 1.3;

/** The outer function on plain numbers, with the inner derivative by hand. */
export function plain(x: number): number {
  return x * x * Math.cos(x);
}

/** Both derivatives by hand. */
export function derivative(x: number): number {
  return 2 * x * Math.cos(x) - x * x * Math.sin(x);
}

/** The outer function for the library. */
export function traced(x: Scalar): Scalar {
  return mul(x, grad((y: Scalar) => sin(mul(x, y)))(1));
}
