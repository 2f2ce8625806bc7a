import { describe, expect, test } from '@jest/globals';
import { add, matmul, mul, sin, sum, take, tanh, type Scalar } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import {
  checkpoint,
  debugNaNs,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacrev,
  jet,
  jvp,
  linearize,
  scan,
  vjp,
  vmap,
} from '../src/index.js';

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

type Function = (x: Scalar) => Scalar;

/** Transformations around a function of a scalar that give a scalar, at a point. */
const around: readonly (readonly [string, (f: Function, x: Scalar) => Scalar])[] = [
  ['grad', (f, x) => grad(f)(x)],
  ['jvp', (f, x) => jvp(f, [x], [1])[1]],
  ['vjp', (f, x) => vjp(f, [x])[1](2)[0]],
  ['linearize', (f, x) => linearize(f, [x])[1](2)],
  ['jacfwd', (f, x) => jacfwd(f)(x)],
  ['jacrev', (f, x) => jacrev(f)(x)],
  ['hessian', (f, x) => hessian(f)(x)],
  ['jet', (f, x) => jet(f, x, 3)[2] ?? 0],
  ['vmap', (f, x) => sum(vmap(f)(mul(x, tensor([1, 0.9, -0.5]))))],
  ['debugNaNs', (f, x) => debugNaNs(f)(x)],
];

describe.each(around)('where %s is around', (_outer, outer) => {
  test.each(around)('and %s is inside, arguments and closures may belong to either', (_inner, inner) => {
    const plain = (c: Scalar, r: Scalar): Scalar => mul(c, c, r, sin(mul(c, r)));
    const closures: ((x: Scalar, y: Scalar) => Scalar)[] = [
      (x, y) => checkpoint((c: Scalar) => plain(c, y))(x),
      (x, y) => checkpoint((r: Scalar) => plain(x, r))(y),
      (x, y) => checkpoint(() => plain(x, y))(),
      (x, y) => checkpoint((c: Scalar) => checkpoint((r: Scalar) => plain(x, r))(mul(c, 1)))(y),
      (x, y) => checkpoint((c: Scalar) => add(plain(c, 0), checkpoint(() => plain(c, y))()))(x),
    ];
    const expected = outer((x) => inner((y) => plain(x, y), 2), 1.5) as number;
    for (const f of closures) expect(outer((x) => inner((y) => f(x, y), 2), 1.5)).toBeCloseTo(expected, 9);
    expect(expected).not.toBeNaN();
  });
});

describe('what a checkpoint closes over', () => {
  test('is kept from being recorded too, also where no argument is differentiated', () => {
    for (const count of [0, 1]) {
      let calls = 0;
      const f = (x: Scalar) => {
        const step = checkpoint((...args: Scalar[]) => {
          calls++;
          return args.reduce<Scalar>((a, b) => add(a, b), mul(x, x));
        });
        return step(...Array.from({ length: count }, () => 1));
      };
      expect(grad(f)(3)).toBe(6);
      expect(calls).toBe(2);
    }
  });

  test('a result that depends on nothing stays plain, and may be an index', () => {
    const list = tensor([10, 20, 30]);
    const second = checkpoint((i: Scalar) => add(i, 1));
    const f = (x: Scalar) => mul(x, take(list, second(1)));
    expect(grad(f)(1)).toBe(30);
    expect(jvp(f, [1], [1])).toEqual([30, 30]);
    expect(vmap(f)(tensor([1, 2])).toArray()).toEqual([30, 60]);
    expect(jet(f, 1, 1)).toEqual([30, 30]);
  });

  test('in a loop with few snapshots, for each example of a batch', () => {
    const final = (rate: Scalar, x: Tensor, checkpoints?: number) =>
      scan(
        (state: Scalar, entry: Scalar) => [sin(add(mul(rate, state), entry)), undefined] as const,
        0,
        x,
        checkpoints === undefined ? {} : { checkpoints },
      )[0];
    const xs = tensor([
      [0.1, 0.2, 0.3, 0.4, 0.5],
      [1, -1, 1, -1, 1],
    ]);
    const perExample = (checkpoints?: number) => (rate: Scalar) =>
      vmap((x: Tensor) => grad((r: Scalar) => final(r, x, checkpoints))(rate))(xs);
    const expected = perExample()(0.8);
    expect(perExample(2)(0.8).toArray()).toEqual(expected.toArray());
    const total = (checkpoints?: number) => (rate: Scalar) => sum(perExample(checkpoints)(rate));
    expect(grad(total(2))(0.8)).toBeCloseTo(grad(total())(0.8), 12);
    expect(jvp(total(1), [0.8], [1])[1]).toBeCloseTo(grad(total())(0.8), 12);
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
