// The potential energy of bodies that attract each other in pairs.
import { add, div, mul, sqrt, sub, type Scalar } from 'wengert';

/** Three coordinates of each of so many bodies. */
export const point: number[] = Array.from({ length: 150 }, (_, i) => 3 * Math.sin(i * i));

/** The gradient by hand. */
export function gradient(x: readonly number[]): number[] {
  const result = new Array<number>(x.length).fill(0);
  const at = Float64Array.from(x);
  const push = (index: number, force: number): void => {
    result[index] = (result[index] ?? NaN) + force;
  };
  for (let i = 0; i < x.length; i += 3) {
    for (let j = i + 3; j < x.length; j += 3) {
      const a = (at[i] ?? NaN) - (at[j] ?? NaN);
      const b = (at[i + 1] ?? NaN) - (at[j + 1] ?? NaN);
      const c = (at[i + 2] ?? NaN) - (at[j + 2] ?? NaN);
      const square = a * a + b * b + c * c + 0.01;
      const force = 1 / (square * Math.sqrt(square));
      push(i, a * force);
      push(i + 1, b * force);
      push(i + 2, c * force);
      push(j, -a * force);
      push(j + 1, -b * force);
      push(j + 2, -c * force);
    }
  }
  return result;
}

/** For the library. */
export function traced(x: readonly Scalar[]): Scalar {
  let energy: Scalar = 0;
  for (let i = 0; i < x.length; i += 3) {
    for (let j = i + 3; j < x.length; j += 3) {
      const a = sub(x[i] ?? NaN, x[j] ?? NaN);
      const b = sub(x[i + 1] ?? NaN, x[j + 1] ?? NaN);
      const c = sub(x[i + 2] ?? NaN, x[j + 2] ?? NaN);
      const square = add(add(add(mul(a, a), mul(b, b)), mul(c, c)), 0.01);
      energy = sub(energy, div(1, sqrt(square)));
    }
  }
  return energy;
}
