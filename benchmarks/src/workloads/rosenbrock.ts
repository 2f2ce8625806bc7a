// Rosenbrock's valley in n dimensions: H. H. Rosenbrock, An automatic method for finding the greatest or least value of a
// function, Computer Journal 3 (1960).
import { add, mul, slice, square, sub, sum, type Scalar, type Tensor } from 'wengert';

/** Where it is differentiated. */
export function point(n: number): number[] {
  return Array.from({ length: n }, (_, i) => Math.sin(i));
}

/** On plain numbers. */
export function plain(x: readonly number[]): number {
  let total = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const [a, b] = [x[i] ?? NaN, x[i + 1] ?? NaN];
    total += 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  }
  return total;
}

/** The gradient by hand. */
export function gradient(x: readonly number[]): number[] {
  const result = new Array<number>(x.length).fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i] ?? NaN;
    const valley = 200 * ((x[i + 1] ?? NaN) - a * a);
    result[i] = (result[i] ?? NaN) - 2 * a * valley - 2 * (1 - a);
    result[i + 1] = (result[i + 1] ?? NaN) + valley;
  }
  return result;
}

/** The Hessian by hand. */
export function hessian(x: readonly number[]): number[][] {
  const result = x.map(() => new Array<number>(x.length).fill(0));
  const put = (i: number, j: number, value: number): void => {
    const row = result[i];
    if (row !== undefined) row[j] = (row[j] ?? NaN) + value;
  };
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i] ?? NaN;
    put(i, i, 1200 * a * a - 400 * (x[i + 1] ?? NaN) + 2);
    put(i, i + 1, -400 * a);
    put(i + 1, i, -400 * a);
    put(i + 1, i + 1, 200);
  }
  return result;
}

/** Operations for each pair of neighbours. */
export const operationsPerPair = 8;

/** For the library, number by number. */
export function traced(x: readonly Scalar[]): Scalar {
  let total: Scalar = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i] ?? NaN;
    total = add(total, add(mul(100, square(sub(x[i + 1] ?? NaN, square(a)))), square(sub(1, a))));
  }
  return total;
}

/** For the library, all at once. */
export function ofTensor(x: Tensor): Scalar {
  const [here, next] = [slice(x, [[0, -1]]), slice(x, [[1, null]])];
  return sum(add(mul(100, square(sub(next, square(here)))), square(sub(1, here))));
}
