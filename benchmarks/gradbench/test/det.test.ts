import { describe, test } from '@jest/globals';
import { det } from '../evals/det.js';
import { expectClose } from './independent.js';
import { evaluated } from './replay.js';

interface Input {
  readonly A: readonly number[];
  readonly ell: number;
}

/** Determinant by Gaussian elimination without pivots, which random matrices can do without. */
function eliminated({ A, ell }: Input): number {
  const a = [...A];
  const at = (i: number, j: number): number => a[i * ell + j] ?? NaN;
  let determinant = 1;
  for (let k = 0; k < ell; k++) {
    determinant *= at(k, k);
    for (let i = k + 1; i < ell; i++) {
      const factor = at(i, k) / at(k, k);
      for (let j = k; j < ell; j++) a[i * ell + j] = at(i, j) - factor * at(k, j);
    }
  }
  return determinant;
}

/** A determinant is linear in each element: its slope there is a difference over any distance. */
function cofactors({ A, ell }: Input): number[] {
  return A.map((at, i) => {
    const [up, down] = [at + 1, at - 1].map((entry) => eliminated({ A: A.with(i, entry), ell }));
    return ((up ?? NaN) - (down ?? NaN)) / 2;
  });
}

describe('det', () => {
  test.each(evaluated<Input>('det'))('$name agrees with elimination', ({ function: name, input, output }) => {
    expectClose(output, name === 'primal' ? eliminated(input) : cofactors(input), 1e-12);
  });

  // Beyond this size, the minors of the first row are expanded one after the other.
  test.each([
    ['primal', eliminated],
    ['gradient', cofactors],
  ] as const)('%s of a 9 x 9 matrix agrees with elimination', (name, expected) => {
    const input = { ell: 9, A: Array.from({ length: 81 }, (_, i) => Math.sin(1 + i * i)) };
    const prepared = det[name]?.(input);
    expectClose(prepared?.answer(prepared.compute()), expected(input), 1e-9);
  });
});
