import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jvp } from '@wengert/functional';
import { add, linalg, matmul, mul, sub, transpose } from '@wengert/primitives';
import { eye, ones, tensor, zeros, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { expectClose, matrices } from './random-matrices.js';

const { det, norm, slogdet } = linalg;

describe('the determinant of singular matrices', () => {
  test('has exact gradients', () => {
    expect(
      grad((a: Tensor) => det(a))(
        tensor([
          [1, 2],
          [2, 4],
        ]),
      ).toArray(),
    ).toEqual([
      [4, -2],
      [-2, 1],
    ]);
    const rankTwo = tensor([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect(det(rankTwo)).toBe(0);
    expect(grad((a: Tensor) => det(a))(rankTwo).toArray()).toEqual([
      [-3, 6, -3],
      [6, -12, 6],
      [-3, 6, -3],
    ]);
    expect(grad((a: Tensor) => det(a))(ones([3, 3])).toArray()).toEqual(zeros([3, 3]).toArray());
  });

  test('has an exact Hessian, of every rank', () => {
    const hessianOf = hessian((a: Tensor) => det(a));
    // Of 2 x 2 matrices it is constant.
    const expected = [
      [
        [
          [0, 0],
          [0, 1],
        ],
        [
          [0, 0],
          [-1, 0],
        ],
      ],
      [
        [
          [0, -1],
          [0, 0],
        ],
        [
          [1, 0],
          [0, 0],
        ],
      ],
    ];
    for (const a of [
      zeros([2, 2]),
      tensor([
        [1, 2],
        [2, 4],
      ]),
      eye(2),
    ]) {
      expectClose(hessianOf(a), tensor(expected), 0);
    }
    // Of 3 x 3 matrices: d² det / d a₀₀ d a₁₁ = a₂₂, and so on.
    const ones3 = hessianOf(ones([3, 3]));
    expect([ones3.at(0, 0, 1, 1), ones3.at(0, 0, 1, 2), ones3.at(0, 1, 1, 0), ones3.at(0, 0, 0, 1)]).toEqual([
      1, -1, -1, 0,
    ]);
    expectClose(hessianOf(zeros([3, 3])), zeros([3, 3, 3, 3]), 0);
  });

  test('agrees with expansions by minors where singular values decide', () => {
    const shapes = fc
      .integer({ min: 4, max: 5 })
      .chain((n) => fc.tuple(matrices(fc.constant(n), fc.integer({ min: 0, max: n })), matrices(fc.constant(n))));
    fc.assert(
      fc.property(shapes, ([factor, direction]) => {
        const a = matmul(factor, transpose(factor));
        const n = a.shape[0]!;
        const minor = (x: Tensor, i: number, j: number): number => {
          const rows = Array.from({ length: n }, (_, k) => k);
          const kept = rows.filter((k) => k !== i).map((k) => rows.filter((l) => l !== j).map((l) => x.at(k, l)));
          return laplace(kept);
        };
        const cofactors = (x: Tensor): Tensor =>
          tensor(
            Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (-1) ** (i + j) * minor(x, i, j))),
          );
        const gradient = (x: Tensor): Tensor => grad((y: Tensor) => det(y))(x);
        // Both round in proportion to the products of four elements or so that they add up.
        const scale = Math.max(1, norm(a, { ord: 2 })) ** (1 - n);
        expectClose(mul(scale, gradient(a)), mul(scale, cofactors(a)), 1e-13);
        // Cofactors are polynomials of degree 3 or 4, so this difference is exact but for rounding.
        const step = (t: number): Tensor => cofactors(add(a, mul(t, direction)));
        const slope = sub(mul(8 / 12, sub(step(1), step(-1))), mul(1 / 12, sub(step(2), step(-2))));
        expectClose(mul(scale, jvp(gradient, [a], [direction])[1]), mul(scale, slope), 1e-11);
      }),
      { numRuns: 30 },
    );
  });

  test('slogdet of them is 0 and -Infinity, and the derivative has no limit', () => {
    const singular = tensor([
      [1, 2],
      [2, 4],
    ]);
    expect(slogdet(singular)).toEqual({ sign: 0, logabsdet: -Infinity });
    expect(grad((a: Tensor) => slogdet(a).logabsdet)(singular).toArray()).toEqual([
      [NaN, NaN],
      [NaN, NaN],
    ]);
  });

  test('neither value nor gradient overflow on the way', () => {
    for (const diagonal of [
      [1e200, 1e200, 1e-200, 1e-200],
      [1e-200, 1e-200, 1e200, 1e200],
      [1e-200, 1e200, 1e200, 1e-200],
      [1e-300, 1e150, 1e150, 1],
    ]) {
      expectClose(det(mul(eye(4), tensor(diagonal))), 1);
    }
    expect(slogdet(mul(1e-200, eye(20))).logabsdet).toBeCloseTo(20 * Math.log(1e-200), 6);
  });
});

function laplace(rows: readonly (readonly number[])[]): number {
  const [first, ...rest] = rows;
  if (first === undefined) return 1;
  return first.reduce((total, element, j) => {
    const smaller = rest.map((row) => row.filter((_, l) => l !== j));
    return total + (j % 2 === 0 ? element : -element) * laplace(smaller);
  }, 0);
}
