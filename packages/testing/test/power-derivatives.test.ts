import { describe, expect, test } from '@jest/globals';
import { primitives } from '@wengert/primitives';

const row = primitives().find(({ name }) => name === 'powDerivative');

/** The derivative of `x ** p`, `j` times along `x` and `k` times along `p`. */
const derivative = (x: number, p: number, j: number, k: number): unknown => row?.apply([x, p, j, k], undefined);

const exponents = [-1.5, -1, 0, 0.1, 0.5, 1, 1.5, 2, 2.5, 3];

/** Every power, and every mixed derivative of it up to those orders. */
const cases = exponents.flatMap((p) => [0, 1, 2, 3].flatMap((j) => [0, 1, 2].map((k) => [p, j, k] as const)));

/** Where a function that is a power times powers of a logarithm goes, from two places on its way there. */
function limit(near: number, nearer: number): number {
  if (near === nearer) return near;
  return Math.abs(nearer) < Math.abs(near) ? 0 : Math.sign(nearer) * Infinity;
}

describe('the derivatives of a power have their limits', () => {
  test.each(cases)('at 0 for the exponent %d, differentiated %i times along x and %i along the exponent', (p, j, k) => {
    // Along the exponent, the power of 0 has a jump at the exponent 0, which does not count.
    const expected =
      j === 0 && k > 0 && p === 0 ? 0 : limit(Number(derivative(1e-60, p, j, k)), Number(derivative(1e-90, p, j, k)));
    expect(Number(derivative(0, p, j, k)) + 0).toBe(expected + 0);
  });

  test.each(cases)('at Infinity for %d, %i and %i', (p, j, k) => {
    const expected = limit(Number(derivative(1e60, p, j, k)), Number(derivative(1e90, p, j, k)));
    expect(Number(derivative(Infinity, p, j, k)) + 0).toBe(expected + 0);
  });
});
