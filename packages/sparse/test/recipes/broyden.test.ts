// Newton's method on a banded system: a Jacobian of 200 x 200 in seven sweeps.
import { expect, test } from '@jest/globals';
import { add, mul, square, sub, type Scalar } from '@wengert/primitives';
import { sparseJacobian } from '../../src/index.js';
import { factorized } from '../mathjs-matrices.js';

/** Broyden's banded function: Moré, Garbow and Hillstrom, Testing unconstrained optimization software, 1981, (31). */
function broydenBanded(x: readonly Scalar[]): Scalar[] {
  return x.map((xi, i) => {
    const own = add(mul(xi, add(2, mul(5, square(xi)))), 1);
    const others = x.slice(Math.max(0, i - 5), i + 2).filter((_, k) => Math.max(0, i - 5) + k !== i);
    return others.reduce((total, xj) => sub(total, mul(xj, add(1, xj))), own);
  });
}

test('Newton finds the root of the Broyden banded function', () => {
  const jacobian = sparseJacobian(broydenBanded);
  let x = new Array<number>(200).fill(-1);
  const norms: number[] = [];
  for (let step = 0; step < 7; step++) {
    const residual = broydenBanded(x) as number[];
    norms.push(Math.hypot(...residual));
    const update = factorized(jacobian(x))(residual);
    x = x.map((xi, i) => xi - (update[i] ?? NaN));
  }
  expect(jacobian.prepare(x)).toMatchObject({ colors: 7, mode: 'forward', nnz: 7 * 200 - 16 });
  expect(norms.at(-1)).toBeLessThan(1e-12);
  // At the end, each step squares the error.
  const [before = 0, after = 0] = norms.filter((norm) => norm < 1 && norm > 1e-10);
  expect(after).toBeLessThan(before ** 1.5);
});
