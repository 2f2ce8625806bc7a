import { describe, expect, test } from '@jest/globals';
import { grad, vjp } from '@wengert/functional';
import { add, linalg, matmul, mul, stack, sum, transpose, triu } from '@wengert/primitives';
import { eye, fromData, ones, tensor, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { dominant, expectClose, matrices, sizes } from './random-matrices.js';

const { inv, lstsq, matrixPower, pinv, solve, svdvals, triangularSolve } = linalg;

describe('systems', () => {
  test('a solve(a, b) = b, for vectors and for several right-hand sides', () => {
    fc.assert(
      fc.property(dominant, (a) => {
        const n = a.shape[0]!;
        const b = add(a, ones([n, n]));
        expectClose(matmul(a, solve(a, b)), b);
        expectClose(matmul(a, solve(a, ones([n]))), ones([n]));
        expectClose(inv(a), solve(a, eye(n)));
        expectClose(matmul(matrixPower(a, -2), matmul(a, a)), eye(n), 1e-11);
      }),
    );
  });

  test('powers are repeated products, of the inverse where the exponent is negative', () => {
    fc.assert(
      fc.property(dominant, fc.integer({ min: 0, max: 9 }), (dominating, n) => {
        const size = dominating.shape[0]!;
        // So that no power is far from 1.
        const a = mul(1 / (8 * size), dominating);
        const factors = Array.from({ length: n }, () => a);
        const expected = factors.reduce<Tensor>((product, factor) => matmul(product, factor), eye(size));
        expectClose(matrixPower(a, n), expected);
        expectClose(matmul(matrixPower(a, -n), expected), eye(size), 1e-10);
      }),
    );
    expect(
      matrixPower(
        tensor([
          [1, 1],
          [0, 0],
        ]),
        3,
      ).toArray(),
    ).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  test('triangularSolve reads one triangle only', () => {
    fc.assert(
      fc.property(dominant, fc.boolean(), (a, lower) => {
        const n = a.shape[0]!;
        const triangle = lower ? transpose(triu(transpose(a))) : triu(a);
        expectClose(matmul(triangle, triangularSolve(a, eye(n), { lower })), eye(n));
        const gradient = grad((x: Tensor) => sum(triangularSolve(x, ones([n]), { lower })))(a);
        expectClose(gradient, lower ? transpose(triu(transpose(gradient))) : triu(gradient), 0);
      }),
    );
  });

  test('large systems, which are solved in blocks, have small residuals', () => {
    const n = 150;
    const a = fromData(
      Float64Array.from({ length: n * n }, (_, k) => Math.sin(k * k) + (k % (n + 1) === 0 ? 20 : 0)),
      [n, n],
    ) as Tensor;
    expectClose(matmul(a, inv(a)), eye(n));
    expectClose(matmul(transpose(triu(transpose(a))), triangularSolve(a, eye(n))), eye(n));
    const [, pullback] = vjp((b: Tensor) => solve(a, b), [eye(n)]);
    const [pulled] = pullback(eye(n));
    expectClose(pulled, transpose(inv(a)));
  });

  test('the greatest element of a column divides, so that small ones lose no digits', () => {
    const a = tensor([
      [1, 1, 1, 16],
      [1, 1 + 2 ** -40, 2, 3],
      [1, 2, 4, 8],
      [1, -2, 4, -8],
    ]);
    expectClose(matmul(a, solve(a, tensor([1, 2, 3, 4]))), tensor([1, 2, 3, 4]));
    expectClose(matmul(a, inv(a)), eye(4));
  });

  test('lstsq is the solution of least norm, for each shape and rank', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        fc.pre(svdvals(a).data.every((s) => s === 0 || s > 1e-2 || s < 1e-13));
        const b = ones([a.shape[0]!]);
        expectClose(lstsq(a, b), matmul(pinv(a), b), 1e-9);
      }),
    );
  });

  test('leading axes broadcast, and a vector b is one right-hand side for all', () => {
    const a = stack([
      tensor([
        [2, 0],
        [0, 4],
      ]),
      tensor([
        [1, 1],
        [0, 1],
      ]),
    ]);
    expect(solve(a, tensor([2, 4])).toArray()).toEqual([
      [1, 1],
      [-2, 4],
    ]);
    expect(solve(a, tensor([[2], [4]])).shape).toEqual([2, 2, 1]);
    expect(solve(ones([3, 1, 1, 1]), ones([2, 1, 5])).shape).toEqual([3, 2, 1, 5]);
    expect(lstsq(ones([3, 2, 1]), ones([2])).shape).toEqual([3, 1]);
    expect(triangularSolve(ones([3, 1, 1]), ones([1, 2])).shape).toEqual([3, 1, 2]);
  });

  test('a tensor whose elements were overwritten is factorised again', () => {
    const data = Float64Array.of(2, 0, 0, 2);
    const a = fromData(data, [2, 2]) as Tensor;
    expect(solve(a, tensor([2, 4])).toArray()).toEqual([1, 2]);
    data[0] = 4;
    expect(solve(a, tensor([2, 4])).toArray()).toEqual([0.5, 2]);
    data.set([1, -1, 1, 1]);
    expect(solve(a, tensor([2, 4])).toArray()).toEqual([3, 1]);
  });
});
