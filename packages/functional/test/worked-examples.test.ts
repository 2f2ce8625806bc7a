import { describe, expect, test } from '@jest/globals';
import { add, div, eq, log, lt, mul, pow, sin, square, stack, sub, sum, value, type Scalar } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { grad, hessian, hvp, jacfwd, jacobian, jacrev, jvp, valueAndGrad, vjp } from '../src/index.js';

describe('the examples of the textbooks', () => {
  test('x1 x2 + sin x1 at (2, 3)', () => {
    const f = (x1: Scalar, x2: Scalar) => add(mul(x1, x2), sin(x1));
    const [value, gradient] = valueAndGrad(f, { argnums: [0, 1] })(2, 3);
    expect(value).toBeCloseTo(6.909297426825682, 15);
    expect(gradient).toEqual([3 + Math.cos(2), 2]);
    expect(jvp(f, [2, 3], [1, 0])[1]).toBe(3 + Math.cos(2));
    expect(jvp(f, [2, 3], [0, 1])[1]).toBe(2);
  });

  test('x1 x2 + x2 - ln x1, forward and reverse', () => {
    const f = (x1: Scalar, x2: Scalar) => sub(add(mul(x1, x2), x2), log(x1));
    expect(f(2, 4)).toBeCloseTo(11.306852819440055, 14);
    expect(jvp(f, [3, -4], [0, 1])[1]).toBe(4);
    const [, pullback] = vjp(f, [3, -4]);
    expect(pullback(1)).toEqual([-4 - 1 / 3, 4]);
  });

  test('a b + c a and a / b - c at (25, 4, -5)', () => {
    const f = (a: Scalar, b: Scalar, c: Scalar) => add(mul(a, b), mul(c, a));
    const g = (a: Scalar, b: Scalar, c: Scalar) => sub(div(a, b), c);
    expect(valueAndGrad(f, { argnums: [0, 1, 2] })(25, 4, -5)).toEqual([-25, [-1, 25, 25]]);
    expect(valueAndGrad(g, { argnums: [0, 1, 2] })(25, 4, -5)).toEqual([11.25, [0.25, -1.5625, -1]]);
  });

  test('a b + c on vectors has a diagonal Jacobian', () => {
    const f = (a: Tensor, b: Tensor, c: Scalar) => add(mul(a, b), c);
    const args = [tensor([1, 2, 3, 4]), tensor([5, 6, 7, 8]), 1] as const;
    const diagonal = [
      [1, 0, 0, 0],
      [0, 2, 0, 0],
      [0, 0, 3, 0],
      [0, 0, 0, 4],
    ];
    expect(jacfwd(f, { argnums: 1 })(...args).toArray()).toEqual(diagonal);
    expect(jacrev(f, { argnums: 1 })(...args).toArray()).toEqual(diagonal);
    expect(jacobian(f, { argnums: 2 })(...args).toArray()).toEqual([1, 1, 1, 1]);
  });

  test('sums of squares of two and of four inputs', () => {
    const two = (w1: Scalar, w2: Scalar) => add(square(w1), square(w2));
    const four = (w: Scalar[]) => w.reduce<Scalar>((total, x) => add(total, square(x)), 0);
    expect(grad(two, { argnums: [0, 1] })(3, -4)).toEqual([6, -8]);
    expect(grad(four)([1, 2, 3, 4])).toEqual([2, 4, 6, 8]);
    expect(hessian(four)([1, 2, 3, 4])).toEqual([
      [2, 0, 0, 0],
      [0, 2, 0, 0],
      [0, 0, 2, 0],
      [0, 0, 0, 2],
    ]);
  });

  test('the third derivative of x^4 at 2 is 48', () => {
    const f = (x: Scalar) => pow(x, 4);
    expect(grad(grad(grad(f)))(2)).toBe(48);
    const derivative = (g: (x: Scalar) => Scalar) => (x: Scalar) => jvp(g, [x], [1])[1];
    expect(derivative(derivative(derivative(f)))(2)).toBe(48);
    expect(derivative(grad(derivative(f)))(2)).toBe(48);
  });

  test('d/dx (x d/dy (x + y)) = 1: inner and outer perturbations are not confused', () => {
    const inner = (x: Scalar) => grad((y: Scalar) => add(x, y))(1);
    expect(grad((x: Scalar) => mul(x, inner(x)))(1)).toBe(1);
    expect(jvp((x: Scalar) => mul(x, jvp((y: Scalar) => add(x, y), [1], [1])[1]), [1], [1])[1]).toBe(1);
  });
});

describe('size', () => {
  test('x + x sixty times costs sixty operations, not 2^60', () => {
    const f = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < 60; i++) y = add(y, y);
      return y;
    };
    expect(grad(f)(1)).toBe(2 ** 60);
    expect(grad((x: Scalar) => sum(f(x)))(1)).toBe(2 ** 60);
  });

  test('a chain of a million operations does not overflow the stack', () => {
    const chain = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < 500_000; i++) y = mul(add(y, 1e-9), 1);
      return y;
    };
    expect(grad(chain)(1)).toBe(1);
    expect(jvp(chain, [1], [1])[1]).toBe(1);
  });

  test('an argument of many scalars', () => {
    const x = Array.from({ length: 20_000 }, (_, i) => i);
    const gradient = grad((values: Scalar[]) => values.reduce<Scalar>((total, v) => add(total, mul(v, v)), 0))(x);
    expect(gradient).toEqual(x.map((v) => 2 * v));
  });
});

describe('control flow', () => {
  test('if, while and recursion follow the branch taken', () => {
    const halve = (x: Scalar): Scalar => (lt(x, 1) ? mul(x, x) : halve(div(x, 2)));
    expect(grad(halve)(6)).toBe((2 * 6) / 64);
    const doubled = (x: Scalar) => {
      let y = x;
      while (lt(y, 100)) y = mul(y, 2);
      return y;
    };
    expect(grad(doubled)(3)).toBe(64);
    const branch = (x: Scalar) => {
      if (eq(x, 0)) return mul(3, x);
      return square(x);
    };
    expect(grad(branch)(0)).toBe(3);
    expect(grad(grad(branch))(5)).toBe(2);
  });
});

describe('trees', () => {
  test('gradients have the structure of the argument', () => {
    const f = ({ weights, bias }: { weights: Tensor[]; bias: Scalar }) =>
      add(...(weights.map((w) => sum(mul(w, w))) as [Scalar, Scalar]), bias);
    const gradient = grad(f)({ weights: [tensor([1, 2]), tensor([[3]])], bias: 1 });
    expect(gradient.weights.map((w) => w.toArray())).toEqual([[2, 4], [[6]]]);
    expect(gradient.bias).toBe(1);
  });

  test('Jacobians have the tree of the output with the tree of the input at its leaves', () => {
    const f = (x: { a: Scalar; b: Tensor }) => [mul(x.a, x.b), { c: x.a }] as const;
    for (const transform of [jacfwd, jacrev, jacobian]) {
      const [row, { c }] = transform(f)({ a: 2, b: tensor([3, 4]) });
      expect(row.a.toArray()).toEqual([3, 4]);
      expect(row.b.toArray()).toEqual([
        [2, 0],
        [0, 2],
      ]);
      expect(c.a).toBe(1);
      expect(c.b.toArray()).toEqual([0, 0]);
    }
  });

  test('a function of arrays of numbers has J[i][j]', () => {
    const f = (x: Scalar[]) => [mul(x[0]!, x[1]!), x[2]!, mul(2, x[0]!)];
    const expected = [
      [5, 3, 0],
      [0, 0, 1],
      [2, 0, 0],
    ];
    expect(jacfwd(f)([3, 5, 7])).toEqual(expected);
    expect(jacrev(f)([3, 5, 7])).toEqual(expected);
  });

  test('the Hessian of several arguments is a tree of blocks', () => {
    const f = (x: Scalar, y: Tensor) => mul(x, sum(mul(y, y)));
    const [[xx, xy], [yx, yy]] = hessian(f, { argnums: [0, 1] })(2, tensor([3, 4]));
    expect(xx).toBe(0);
    expect(xy.toArray()).toEqual([6, 8]);
    expect(yx.toArray()).toEqual([6, 8]);
    expect(yy.toArray()).toEqual([
      [4, 0],
      [0, 4],
    ]);
  });

  test('arguments that are not differentiated pass through untouched', () => {
    const seen: unknown[] = [];
    const options = new Map([['power', 3]]);
    const f = (x: Scalar, settings: Map<string, number>, name: string) => {
      seen.push(settings, name);
      return pow(x, settings.get('power') ?? 1);
    };
    expect(grad(f)(2, options, 'cube')).toBe(12);
    expect(seen).toEqual([options, 'cube']);
    expect(seen[0]).toBe(options);
  });
});

describe('auxiliary outputs come back untraced', () => {
  const f = (x: Scalar) => [mul(x, x), { doubled: add(x, x), note: 'kept', list: [x] }] as const;
  const aux = { doubled: 6, note: 'kept', list: [3] };

  test('grad, valueAndGrad, jvp, vjp, jacfwd, jacrev, hessian', () => {
    expect(grad(f, { hasAux: true })(3)).toEqual([6, aux]);
    expect(valueAndGrad(f, { hasAux: true })(3)).toEqual([[9, aux], 6]);
    expect(jvp(f, [3], [1], { hasAux: true })).toEqual([9, 6, aux]);
    const [value, pullback, vjpAux] = vjp(f, [3], { hasAux: true });
    expect([value, pullback(1), vjpAux]).toEqual([9, [6], aux]);
    expect(jacfwd(f, { hasAux: true })(3)).toEqual([6, aux]);
    expect(jacrev(f, { hasAux: true })(3)).toEqual([6, aux]);
    expect(hessian(f, { hasAux: true })(3)).toEqual([2, aux]);
  });
});

describe('pullbacks', () => {
  test('can be called many times, and are linear', () => {
    const [output, pullback] = vjp((x: Tensor, s: Scalar) => ({ y: mul(x, x, s) }), [tensor([1, 2]), 3]);
    expect(output.y.toArray()).toEqual([3, 12]);
    for (const scale of [1, 2, 1]) {
      const [x, s] = pullback({ y: tensor([scale, scale]) });
      expect(x.toArray()).toEqual([6 * scale, 12 * scale]);
      expect(s).toBe(5 * scale);
    }
  });

  test('can themselves be differentiated', () => {
    const f = (x: Scalar) => {
      const [, pullback] = vjp((y: Scalar) => mul(y, y, y), [x]);
      return pullback(x)[0];
    };
    // pullback(x) = 3 x^2 * x
    expect(grad(f)(2)).toBe(36);
  });
});

describe('what does not depend on the input', () => {
  test('has a zero derivative of the right shape', () => {
    expect(grad((x: Scalar) => (lt(x, 2) ? 5 : x))(1)).toBe(0);
    expect(grad((x: Tensor) => x.size)(tensor([1, 2])).toArray()).toEqual([0, 0]);
    expect(jvp((x: Scalar) => tensor([1, value(x)]), [1], [1])[1].toArray()).toEqual([0, 0]);
    expect(jacrev((x: Tensor) => tensor([1, x.size]))(tensor([3])).toArray()).toEqual([[0], [0]]);
    expect(hvp((x: Scalar) => x, [1], [1])).toEqual([0]);
  });

  test('an empty argument has an empty Jacobian', () => {
    expect(jacfwd((x: Tensor) => (x.size === 0 ? tensor([1, 2]) : x))(tensor([])).shape).toEqual([2, 0]);
    expect(jacfwd((x: Scalar[]) => tensor([1, x.length]))([])).toEqual([]);
    expect(grad((x: Scalar[]) => x.length)([])).toEqual([]);
  });
});

describe('tensors out of scalars', () => {
  test('stack differentiates', () => {
    const f = (x: Scalar[]) => sum(mul(stack(x), tensor([1, 2, 3])));
    expect(grad(f)([5, 6, 7])).toEqual([1, 2, 3]);
  });

  test('elements of a traced tensor are traced scalars', () => {
    const f = (x: Tensor) => mul(x.at(0), x.at(-1));
    expect(grad(f)(tensor([2, 3, 5])).toArray()).toEqual([5, 0, 2]);
    const g = (x: Tensor) => {
      const [[a, b]] = x.toArray() as [[number, number]];
      return mul(a, b);
    };
    expect(grad(g)(tensor([[2, 3]])).toArray()).toEqual([[3, 2]]);
  });
});
