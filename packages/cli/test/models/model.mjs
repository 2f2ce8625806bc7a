// Functions as a user may have them in a module.
import { add, customJvp, matmul, mul, sum } from 'wengert';

export const loss = (weights, x) => sum(mul(weights.w, add(x, weights.b)));
export const layer = (w, x) => matmul(w, x);
export const threeForTwo = customJvp(
  (x) => mul(x, x),
  ([x], [t]) => [mul(x, x), mul(3, x, t)],
);
export const squares = (xs) => xs.map((x) => mul(x, x));
export const operators = (x) => x * 2;
export const throwing = () => {
  throw new TypeError('no such thing');
};
export const number = 1;
export default loss;
