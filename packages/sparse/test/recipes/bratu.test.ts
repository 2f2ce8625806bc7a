// A nonlinear partial differential equation on a grid, with each unknown coupled to its four neighbours: 10 000 unknowns on a
// grid of 100 x 100. The sparse LU factorisation takes nearly all of the time, so the tests that run at each change solve the
// same problem on a coarser grid; with WENGERT_RUNS set, as at night, the fine one is solved as well.
import { expect, test } from '@jest/globals';
import { add, exp, mul, pad, slice, sub } from '@wengert/primitives';
import { tensor, zeros, type Tensor } from '@wengert/tensor';
import { sparseJacobian } from '../../src/index.js';
import { factorized } from '../mathjs-matrices.js';

const lambda = 6;
const isNightly = process.env['WENGERT_RUNS'] !== undefined;

/** Bratu's problem `-Δu = λ exp(u)` on the unit square, zero on its edge, by five-point differences, times h². */
function bratu(u: Tensor): Tensor {
  const [size = 0] = u.shape;
  const padded = pad(u, 1);
  const shifted = (down: number, right: number): Tensor =>
    slice(padded, [
      [1 + down, 1 + down + size],
      [1 + right, 1 + right + size],
    ]);
  const neighbors = add(shifted(-1, 0), shifted(1, 0), shifted(0, -1), shifted(0, 1));
  return sub(sub(mul(4, u), neighbors), mul(lambda / (size + 1) ** 2, exp(u)));
}

/** Newton's method from zero: where it ends. */
function solution(size: number): Tensor {
  const jacobian = sparseJacobian(bratu);
  let u: Tensor = zeros([size, size]);
  let norm = Infinity;
  let solve: ReturnType<typeof factorized> | undefined;
  while (norm > 1e-12) {
    const residual = bratu(u).data;
    const before = norm;
    norm = Math.hypot(...residual);
    // To factorise is the dear part: the factors are used again as long as they serve.
    if (solve === undefined || norm > 0.3 * before) solve = factorized(jacobian(u));
    const update = solve(residual);
    u = tensor(
      u.data.map((x, i) => x - (update[i] ?? NaN)),
      [size, size],
    );
  }
  return u;
}

test.each(isNightly ? [40, 100] : [40])('Newton solves the Bratu problem on a grid of %i rows', (size) => {
  // The largest value on this branch for λ = 6: Mohsen, A simple solution of the Bratu problem, Comput. Math. Appl. 67, 2014.
  expect(Math.max(...solution(size).data)).toBeCloseTo(0.797, 2);
});

test('the Jacobian on a grid of 100 x 100 takes seven sweeps at most', () => {
  const size = 100;
  const u = tensor(new Float64Array(size * size).fill(0.5), [size, size]);
  const prepared = sparseJacobian(bratu).prepare(u);
  expect(prepared.nnz).toBe(5 * size * size - 4 * size);
  expect(prepared.colors).toBeLessThanOrEqual(7);
  const diagonal = 4 - (lambda / (size + 1) ** 2) * Math.exp(0.5);
  const errors = prepared
    .evaluate(u)
    .toTriplets()
    .map(([row, column, entry]) => Math.abs(entry - (row === column ? diagonal : -1)));
  expect(Math.max(...errors)).toBeLessThan(1e-14);
});
