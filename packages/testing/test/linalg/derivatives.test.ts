import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jacfwd, jacrev, jvp, valueAndGrad } from '@wengert/functional';
import { add, linalg, log, matmul, mul, sub, sum, transpose } from '@wengert/primitives';
import { tensor, zeros, type Tensor } from '@wengert/tensor';
import { expectClose } from './random-matrices.js';

const { cholesky, det, eigh, inv, lstsq, pinv, qr, slogdet, solve, svd } = linalg;

describe('derivatives', () => {
  const a = tensor([
    [4, 1, 2],
    [1, 3, 0.5],
    [2, 0.25, 5],
  ]);

  test('of cholesky and eigh are symmetric, since they read the symmetric part', () => {
    for (const f of [(x: Tensor) => sum(cholesky(x)), (x: Tensor) => eigh(x).vectors.at(0, 2)]) {
      const gradient = grad(f)(a);
      expectClose(gradient, transpose(gradient), 1e-14);
    }
    expect(
      cholesky(
        tensor([
          [4, 4],
          [0, 5],
        ]),
      ).toArray(),
    ).toEqual([
      [2, 0],
      [1, 2],
    ]);
  });

  test('of what a decomposition leaves unchanged are those of the matrix', () => {
    const identities: readonly ((x: Tensor) => Tensor)[] = [
      (x) => matmul(qr(x).q, qr(x).r),
      (x) => matmul(mul(svd(x).u, svd(x).s), svd(x).vt),
      (x) => inv(inv(x)),
      (x) => solve(x, matmul(x, x)),
      (x) => pinv(pinv(x)),
    ];
    const wide = tensor([
      [4, 1, 2],
      [1, 3, 0.5],
    ]);
    const unit = (x: Tensor): Tensor => jacfwd((y: Tensor) => mul(1, y))(x);
    identities.forEach((f, i) => {
      for (const x of i === 2 || i === 3 ? [a] : [a, wide, transpose(wide)]) {
        expectClose(jacfwd(f)(x), unit(x), 1e-12);
        expectClose(jacrev(f)(x), unit(x), 1e-12);
        // Linear functions have no second derivative.
        expectClose(jacfwd(jacrev((y: Tensor) => sum(mul(x, f(y)))))(x), zeros([...x.shape, ...x.shape]), 1e-10);
      }
    });
  });

  test('of lstsq and pinv are those along matrices of the same rank', () => {
    const factor = tensor([[1], [2], [3]]);
    const project = (x: Tensor): Tensor => matmul(x, transpose(x));
    const [, pushed] = jvp((x: Tensor) => pinv(project(x)), [factor], [tensor([[1], [0], [-1]])]);
    const h = 1e-4;
    const at = (t: number): Tensor => pinv(project(add(factor, mul(t, tensor([[1], [0], [-1]])))));
    expectClose(pushed, mul(1 / (2 * h), sub(at(h), at(-h))), 1e-6);
    const b = tensor([1, 2, 4]);
    const [, solved] = jvp((x: Tensor) => lstsq(project(x), b), [factor], [tensor([[1], [0], [-1]])]);
    expectClose(solved, matmul(pushed, b), 1e-10);
  });

  test('of slogdet are those of the logarithm of det', () => {
    const [value, gradient] = valueAndGrad((x: Tensor) => slogdet(x).logabsdet)(a);
    expectClose(value, Math.log(det(a)));
    expectClose(gradient, transpose(inv(a)));
    expectClose(hessian((x: Tensor) => slogdet(x).logabsdet)(a), hessian((x: Tensor) => log(det(x)))(a));
  });
});
