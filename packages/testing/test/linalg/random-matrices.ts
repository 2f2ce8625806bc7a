import { expect } from '@jest/globals';
import { add, mul, type Value } from '@wengert/primitives';
import { dataOf, eye, fromData, isDense, shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';

/** Equal shapes, and elements that differ by rounding errors only, given the size of the greatest one. */
export function expectClose(actual: Value, expected: Value, tolerance = 1e-12): void {
  const [x, y] = [actual, expected] as [Plain, Plain];
  expect(isDense(actual) || typeof actual === 'number').toBe(true);
  expect(shapeOf(x)).toEqual(shapeOf(y));
  const size = dataOf(y).reduce((greatest, element) => Math.max(greatest, Math.abs(element)), 1);
  const wanted = dataOf(y);
  const distance = dataOf(x).reduce((most, element, k) => Math.max(most, Math.abs(element - wanted[k]!)), 0);
  expect(distance / size).toBeLessThanOrEqual(tolerance);
}

const entries = fc.integer({ min: -32, max: 32 }).map((k) => k / 8);

/** Random matrices of these sizes, singular ones among them. */
export function matrices(rows: fc.Arbitrary<number>, columns?: fc.Arbitrary<number>): fc.Arbitrary<Tensor> {
  return fc
    .tuple(rows, columns ?? fc.constant(-1))
    .chain(([m, n]) => {
      const shape = [m, n < 0 ? m : n];
      const length = shape.reduce((x, y) => x * y, 1);
      return fc.array(entries, { minLength: length, maxLength: length }).map((data) => ({ data, shape }));
    })
    .map(({ data, shape }) => fromData(Float64Array.from(data), shape) as Tensor);
}

/** How many rows or columns to test with. */
export const sizes: fc.Arbitrary<number> = fc.integer({ min: 1, max: 6 });

/** Well-conditioned square matrices: the diagonal outweighs the rest. */
export const dominant: fc.Arbitrary<Tensor> = matrices(sizes).map((a) =>
  add(a, mul(5 * a.shape[0]!, eye(a.shape[0]!))),
);

/** Every column times its number. */
export const columnScaled = (x: Tensor, s: Tensor): Tensor => mul(x, s);
