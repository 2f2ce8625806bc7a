import { describe, expect, test } from '@jest/globals';
import { grad, jvp, vmap } from '@wengert/functional';
import { add, linalg, matmul, mul, slice, stack, sum } from '@wengert/primitives';
import { eye, tensor, zeros, type Tensor } from '@wengert/tensor';
import { expectClose } from './random-matrices.js';

const { cholesky, det, eigh, eigvalsh, expm, inv, norm, qr, slogdet, solve, svd, trace } = linalg;

describe('reference values', () => {
  // Checked with NumPy and SciPy.
  const a = tensor([
    [4, 1, 2],
    [1, 3, 0],
    [2, 0, 5],
  ]);

  test('of symmetric matrices', () => {
    expectClose(det(a), 43);
    expectClose(slogdet(a).logabsdet, Math.log(43));
    expectClose(norm(a), Math.sqrt(60));
    expect(norm(a, { ord: 1 })).toBe(7);
    expect(
      norm(
        tensor([
          [1, -2],
          [3, 4],
        ]),
        { ord: Infinity },
      ),
    ).toBe(7);
    expectClose(norm(a, { ord: 'nuc' }), 12);
    expectClose(sum(eigvalsh(a)), trace(a));
  });

  test('of the exponential', () => {
    // Moler and Van Loan, Nineteen dubious ways to compute the exponential of a matrix (2003), example 2.
    const hard = tensor([
      [-49, 24],
      [-64, 31],
    ]);
    const expected = tensor([
      [-0.735758758144755, 0.551819099658099],
      [-1.471517599088267, 1.103638240715576],
    ]);
    expectClose(expm(hard), expected, 1e-13);
    expectClose(matmul(expm(a), expm(mul(-1, a))), eye(3), 1e-10);
    expect(expm(zeros([2, 2])).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    // scipy.linalg.expm_frechet
    const [, frechet] = jvp(
      (x: Tensor) => expm(x),
      [
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ],
      [
        tensor([
          [5, 6],
          [7, 8],
        ]),
      ],
    );
    expectClose(
      frechet,
      tensor([
        [729.2771205469, 1022.58379404434],
        [1459.1391264995, 2038.94311791235],
      ]),
      1e-12,
    );
  });

  test('of empty and of 1 x 1 matrices', () => {
    expect(det(zeros([0, 0]))).toBe(1);
    expect(slogdet(zeros([0, 0]))).toEqual({ sign: 1, logabsdet: 0 });
    expect(inv(zeros([0, 0])).shape).toEqual([0, 0]);
    expect(solve(zeros([0, 0]), zeros([0, 2])).shape).toEqual([0, 2]);
    expect(svd(zeros([0, 3])).vt.shape).toEqual([0, 3]);
    expect(eigh(zeros([0, 0])).values.shape).toEqual([0]);
    expect(trace(zeros([0, 0]))).toBe(0);
    expect(inv(tensor([[4]])).toArray()).toEqual([[0.25]]);
    expect(det(tensor([[-3]]))).toBe(-3);
    expect(expm(tensor([[2]])).toArray()).toEqual([[Math.exp(2)]]);
    expect(qr(tensor([[-2]])).r.toArray()).toEqual([[2]]);
    for (const ord of ['fro', 'nuc', 2, 1, Infinity] as const) {
      expect([norm(zeros([0, 2]), { ord }), norm(zeros([2, 0]), { ord })]).toEqual([0, 0]);
    }
  });

  test('of the norms of a matrix that is not symmetric', () => {
    const x = tensor([
      [1, -2, 0],
      [3, 4, 5],
    ]);
    expect([norm(x, { ord: 1 }), norm(x, { ord: Infinity })]).toEqual([6, 12]);
    expectClose(norm(x), Math.sqrt(55));
  });

  test('of stacks of matrices, one by one', () => {
    const stacked = stack([a, add(a, eye(3)), mul(2, a)]);
    expectClose(det(stacked), stack([det(a), det(add(a, eye(3))), det(mul(2, a))]));
    for (const ord of ['fro', 'nuc', 2, 1, Infinity] as const) {
      expectClose(norm(stacked, { ord }), stack([a, add(a, eye(3)), mul(2, a)].map((x) => norm(x, { ord }))));
    }
    expectClose(cholesky(stacked), stack([cholesky(a), cholesky(add(a, eye(3))), cholesky(mul(2, a))]));
    const wide = slice(stacked, [null, [0, 2]]);
    expectClose(qr(wide).r, stack([0, 1, 2].map((i) => qr(slice(wide, [i]) as Tensor).r)));
    const mapped = vmap((x: Tensor) => det(x))(stacked);
    expectClose(mapped, det(stacked));
    expectClose(vmap(grad((x: Tensor) => norm(x, { ord: 'nuc' })))(stacked), stack([eye(3), eye(3), eye(3)]));
  });
});
