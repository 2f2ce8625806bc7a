import { describe, expect, test } from '@jest/globals';
import { add, matmul, mul, sin, sum, tanh, type Scalar } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { checkpoint, grad, hessian, hvp, jacfwd, jacrev, jvp, linearize, vjp, vmap } from '../src/index.js';

describe('checkpoint changes no value and no derivative', () => {
  const f = (x: Scalar) => mul(sin(x), add(x, sin(mul(x, x))));
  const g = checkpoint(f);

  test('in any mode and order', () => {
    const x = 0.8;
    expect(g(x)).toBe(f(x));
    expect(grad(g)(x)).toBe(grad(f)(x));
    expect(jvp(g, [x], [1])).toEqual(jvp(f, [x], [1]));
    expect(vjp(g, [x])[1](2)).toEqual(vjp(f, [x])[1](2));
    expect(linearize(g, [x])[1](2)).toEqual(linearize(f, [x])[1](2));
    expect(jacfwd(g)(x)).toBe(jacfwd(f)(x));
    expect(jacrev(g)(x)).toBe(jacrev(f)(x));
    expect(hessian(g)(x)).toBe(hessian(f)(x));
    expect(grad(grad(g))(x)).toBe(grad(grad(f))(x));
    expect(grad((y: Scalar) => jvp(g, [y], [1])[1])(x)).toBe(grad((y: Scalar) => jvp(f, [y], [1])[1])(x));
    expect(grad(grad(grad(g)))(x)).toBe(grad(grad(grad(f)))(x));
    expect(hvp(g, [x], [1])).toEqual(hvp(f, [x], [1]));
    const batch = tensor([0.1, 0.2]);
    expect(vmap(grad(g))(batch).toArray()).toEqual(vmap(grad(f))(batch).toArray());
    const total = (h: typeof f) => grad((xs: Tensor) => sum(vmap(h)(xs)))(batch).toArray();
    expect(total(g)).toEqual(total(f));
  });

  test('on trees and tensors, with closures over traced values', () => {
    const x = tensor([0.3, -0.2]);
    const layer = (w: Tensor, h: Tensor) => tanh(matmul(w, h));
    const network = (wrap: (g: (h: Tensor) => { out: Tensor }) => (h: Tensor) => { out: Tensor }) => (w: Tensor) => {
      const step = wrap((h) => ({ out: layer(w, h) }));
      return sum(step(step(step(x).out).out).out);
    };
    const w = tensor([
      [0.5, -1],
      [0.25, 2],
    ]);
    const plain = network((step) => step);
    const checked = network(checkpoint);
    expect(grad(checked)(w).toArray()).toEqual(grad(plain)(w).toArray());
    const direction = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(hvp(checked, [w], [direction])[0].toArray()).toEqual(hvp(plain, [w], [direction])[0].toArray());
  });

  test('nested checkpoints', () => {
    const nested = checkpoint((x: Scalar) =>
      mul(checkpoint(f)(x), checkpoint((y: Scalar) => checkpoint((z: Scalar) => sin(z))(y))(x)),
    );
    const plain = (x: Scalar) => mul(f(x), sin(x));
    expect(grad(nested)(0.5)).toBe(grad(plain)(0.5));
    const [, pullback] = vjp(nested, [0.5]);
    expect(pullback(1)).toEqual(pullback(1));
  });
});

test('the function runs once forward and once again in the backward sweep', () => {
  let calls = 0;
  const counted = checkpoint((x: Scalar) => {
    calls++;
    return mul(x, x);
  });
  expect(grad((x: Scalar) => counted(x))(3)).toBe(6);
  expect(calls).toBe(2);
});

test('what the output does not depend on, and outputs that are inputs', () => {
  const swap = checkpoint((x: Scalar, y: Scalar) => [y, x, 7] as const);
  const f = (x: Scalar, y: Scalar) => {
    const [a, b, c] = swap(x, y);
    return add(mul(2, a), mul(3, b), c);
  };
  expect(grad(f, { argnums: [0, 1] })(1, 1)).toEqual([3, 2]);
});
