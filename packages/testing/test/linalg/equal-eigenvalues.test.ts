import { describe, expect, test } from '@jest/globals';
import { grad, jvp } from '@wengert/functional';
import { add, linalg, log, matmul, mul, square, sub, sum, transpose } from '@wengert/primitives';
import { dataOf, eye, fromData, tensor, zeros, type Plain, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { expectClose } from './random-matrices.js';

const { eigh, eigvalsh, inv, norm, qr, svd } = linalg;

describe('equal eigenvalues and singular values', () => {
  const turned = qr(
    tensor([
      [1, 2, 3],
      [0, 1, 4],
      [5, 6, 0],
    ]),
  ).q;
  const repeated = matmul(mul(turned, tensor([2, 2, 5])), transpose(turned));

  test('leave the gradients of symmetric functions of the eigenvalues exact', () => {
    expectClose(grad((a: Tensor) => sum(eigvalsh(a)))(repeated), eye(3));
    expectClose(grad((a: Tensor) => sum(square(eigvalsh(a))))(repeated), mul(2, repeated));
    expectClose(grad((a: Tensor) => sum(log(eigvalsh(a))))(repeated), inv(repeated));
  });

  test('leave the gradients of the projection on an eigenspace that is apart exact', () => {
    const project = (a: Tensor): Tensor => {
      const { vectors } = eigh(a);
      const selected = mul(vectors, tensor([0, 0, 1]));
      return matmul(selected, transpose(selected));
    };
    const direction = tensor([
      [1, 2, 0],
      [2, -1, 3],
      [0, 3, 1],
    ]);
    const [, pushed] = jvp(project, [repeated], [direction]);
    const h = 1e-4;
    const at = (t: number): Tensor => project(add(repeated, mul(t, direction)));
    expectClose(pushed, mul(1 / (2 * h), sub(at(h), at(-h))), 1e-6);
  });

  test('give finite derivatives of single eigenvectors', () => {
    const gradient = grad((a: Tensor) => eigh(a).vectors.at(0, 0))(eye(3));
    expect(dataOf(gradient as Plain).every(Number.isFinite)).toBe(true);
  });

  test('may differ by rounding, and count as equal nevertheless', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 9, maxLength: 9 }), (numbers) => {
        const { q } = qr(add(mul(10, eye(3)), fromData(Float64Array.from(numbers), [3, 3]) as Tensor));
        const direction = tensor([
          [1, 2, 3],
          [2, 4, 5],
          [3, 5, 9],
        ]);
        const symmetric = matmul(mul(q, tensor([5, 5, 2])), transpose(q));
        const [, { vectors }] = jvp(eigh, [symmetric], [direction]);
        const [, { u, s, vt }] = jvp(svd, [matmul(mul(turned, tensor([5, 5, 0])), q)], [direction]);
        const greatest = Math.max(...[vectors, u, s, vt].flatMap((tangent) => [...tangent.data].map(Math.abs)));
        expect(greatest).toBeLessThan(1000);
      }),
    );
  });

  test('leave the polar factor and the nuclear norm exact', () => {
    const polar = (a: Tensor): Tensor => {
      const { u, vt } = svd(a);
      return matmul(u, vt);
    };
    // At the identity, the polar factor changes by the antisymmetric part of the direction.
    const direction = tensor([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    const [, pushed] = jvp(polar, [eye(3)], [direction]);
    expectClose(pushed, mul(0.5, sub(direction, transpose(direction))));
    expectClose(grad((a: Tensor) => norm(a, { ord: 'nuc' }))(mul(3, turned)), turned);
  });

  test('norms have the subgradient of least norm at kinks', () => {
    for (const ord of ['fro', 'nuc', 2, 1, Infinity] as const) {
      expect(grad((a: Tensor) => norm(a, { ord }))(zeros([2, 3])).toArray()).toEqual(zeros([2, 3]).toArray());
    }
    expect(grad((a: Tensor) => norm(a, { ord: 2 }))(eye(2)).toArray()).toEqual([
      [0.5, 0],
      [0, 0.5],
    ]);
  });
});
