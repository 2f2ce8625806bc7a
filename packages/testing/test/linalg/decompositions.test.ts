import { describe, expect, test } from '@jest/globals';
import { jvp, vjp } from '@wengert/functional';
import { add, linalg, matmul, mul, sum, transpose, tril, triu } from '@wengert/primitives';
import { eye, fromData, ones, tensor, zeros, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { columnScaled, expectClose, matrices, sizes } from './random-matrices.js';

const { cholesky, eigh, eigvalsh, pinv, qr, svd, svdvals } = linalg;

describe('decompositions put together give the matrix back', () => {
  test('q r = a, with orthonormal columns in q and an upper triangle r of non-negative diagonal', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        const { q, r } = qr(a);
        const k = Math.min(a.shape[0]!, a.shape[1]!);
        expectClose(matmul(q, r), a);
        expectClose(matmul(transpose(q), q), eye(k));
        expectClose(r, triu(r), 0);
        for (let i = 0; i < k; i++) expect(r.at(i, i)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('q r = a to rounding for huge and tiny columns, and for those that are almost along an axis already', () => {
    for (const scale of [1, 1e300, 1e-300]) {
      for (const sign of [1, -1]) {
        const a = tensor([
          [sign, 2, 1],
          [1e-9, 3, 1],
          [0, 1e-9, 1],
        ]);
        const { q, r } = qr(mul(scale, a));
        expectClose(matmul(transpose(q), q), eye(3), 1e-15);
        expectClose(matmul(q, mul(1 / scale, r)), a, 1e-15);
      }
    }
  });

  test('of zeros, q is the first columns of the unit matrix; of NaN and Infinity, it has NaN', () => {
    expect(qr(zeros([3, 2])).q.toArray()).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    for (const bad of [NaN, Infinity]) expect(qr(mul(bad, ones([3, 2]))).q.at(0, 0)).toBe(NaN);
  });

  test('u diag(s) vt = a, with orthonormal u and vt and descending s', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        const { u, s, vt } = svd(a);
        const k = Math.min(a.shape[0]!, a.shape[1]!);
        expectClose(matmul(columnScaled(u, s), vt), a);
        expectClose(matmul(transpose(u), u), eye(k));
        expectClose(matmul(vt, transpose(vt)), eye(k));
        const descending = [...s.data].sort((x, y) => y - x);
        expect([...s.data]).toEqual(descending);
        expectClose(svdvals(a), s, 0);
      }),
    );
  });

  test('v diag(values) vᵀ = the symmetric part, with orthonormal v and ascending values', () => {
    fc.assert(
      fc.property(matrices(sizes), (a) => {
        const { values, vectors } = eigh(a);
        expectClose(matmul(columnScaled(vectors, values), transpose(vectors)), mul(0.5, add(a, transpose(a))));
        expectClose(matmul(transpose(vectors), vectors), eye(a.shape[0]!));
        expect([...values.data]).toEqual([...values.data].sort((x, y) => x - y));
        expectClose(eigvalsh(a), values, 0);
      }),
    );
  });

  test('l lᵀ = a for positive definite a', () => {
    fc.assert(
      fc.property(matrices(sizes), (x) => {
        const a = add(matmul(x, transpose(x)), eye(x.shape[0]!));
        const l = cholesky(a);
        expectClose(matmul(l, transpose(l)), a);
      }),
    );
  });

  test('of eigenvectors and left singular vectors, the first component of nearly the greatest size is positive', () => {
    fc.assert(
      fc.property(matrices(sizes), (a) => {
        for (const vectors of [eigh(a).vectors, svd(a).u]) {
          for (const column of transpose(vectors).toArray() as number[][]) {
            const greatest = Math.max(...column.map(Math.abs));
            expect(column.find((component) => Math.abs(component) >= 0.8 * greatest)).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  test('large matrices are the product of their triangles too, and both modes agree on those', () => {
    const n = 13;
    const numbers = (seed: number): Tensor =>
      fromData(
        Float64Array.from({ length: n * n }, (_, k) => Math.sin(seed + k * k)),
        [n, n],
      ) as Tensor;
    const x = numbers(0);
    const a = add(matmul(x, transpose(x)), eye(n));
    const l = cholesky(a);
    expectClose(matmul(l, transpose(l)), a);
    expectClose(l, tril(l), 0);
    const [direction, cotangent] = [numbers(1), numbers(2)];
    const [, pushed] = jvp(cholesky, [a], [direction]);
    const [, pullback] = vjp(cholesky, [a]);
    expectClose(sum(mul(cotangent, pushed)), sum(mul(pullback(cotangent)[0], direction)));
  });

  test('a pinv(a) a = a and pinv(a) a pinv(a) = pinv(a), with symmetric products', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        fc.pre(svdvals(a).data.every((s) => s === 0 || s > 1e-2 || s < 1e-13));
        const p = pinv(a);
        expectClose(matmul(matmul(a, p), a), a, 1e-10);
        expectClose(matmul(matmul(p, a), p), p, 1e-10);
        for (const projection of [matmul(a, p), matmul(p, a)]) expectClose(projection, transpose(projection), 1e-10);
      }),
    );
  });
});
