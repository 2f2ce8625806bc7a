import { describe, expect, test } from '@jest/globals';
import {
  add,
  cos,
  div,
  exp,
  log,
  matmul,
  mul,
  pow,
  sin,
  sqrt,
  sub,
  sum,
  tanh,
  take,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { DomainError, ShapeError, tensor, TraceError, type Tensor } from '@wengert/tensor';
import { fixedPoint, grad, hessian, jacfwd, jacrev, jvp, root, vmap } from '../src/index.js';

const squareRoot = (p: Scalar): Scalar => root((x: Scalar, q: Scalar) => sub(mul(x, x), q), 1, p);
const babylonian = (p: Scalar): Scalar => fixedPoint((x: Scalar, q: Scalar) => mul(0.5, add(x, div(q, x))), 1, p);

describe.each([
  ['root', squareRoot],
  ['fixedPoint', babylonian],
])('%s of one number', (_name, f) => {
  test('is differentiable to any order, in all orders of the modes', () => {
    const p = 3;
    expect(f(p)).toBeCloseTo(Math.sqrt(3), 14);
    const slope = 0.5 / Math.sqrt(p);
    expect(grad(f)(p)).toBeCloseTo(slope, 14);
    expect(jvp(f, [p], [1])[1]).toBeCloseTo(slope, 14);
    const second = -0.25 * p ** -1.5;
    for (const curvature of [
      grad(grad(f)),
      grad((q: Scalar) => jvp(f, [q], [1])[1]),
      (q: number) => jvp(grad(f), [q], [1])[1],
      (q: number) => jvp((r: Scalar) => jvp(f, [r], [1])[1], [q], [1])[1],
    ]) {
      expect(curvature(p)).toBeCloseTo(second, 13);
    }
    expect(grad(grad(grad(f)))(p)).toBeCloseTo(0.375 * p ** -2.5, 13);
  });

  test('is mapped over a batch, inside and outside of derivatives', () => {
    const ps = tensor([4, 9, 16]);
    expect(vmap(f)(ps).data).toEqual(Float64Array.of(2, 3, 4));
    const slopes = [1 / 4, 1 / 6, 1 / 8];
    for (const gradient of [vmap(grad(f))(ps), grad((x: Tensor) => sum(vmap(f)(x)))(ps)]) {
      gradient.data.forEach((slope, i) => {
        expect(slope).toBeCloseTo(slopes[i] ?? NaN, 13);
      });
    }
  });
});

describe('the solver of one equation', () => {
  test('finds zeros that Newton by itself runs away from', () => {
    // From 3, the steps for atan grow without bound.
    const arctangent = (x: Scalar): Scalar => div(x, sqrt(add(1, mul(x, x))));
    expect(root((x: Scalar) => arctangent(x), 3, null)).toBeCloseTo(0, 12);
    expect(root((x: Scalar) => tanh(sub(x, 1)), 25, null)).toBeCloseTo(1, 12);
    expect(root((x: Scalar) => sub(exp(x), 1e-3), 10, null)).toBeCloseTo(Math.log(1e-3), 12);
    expect(root((x: Scalar) => log(x), 5, null)).toBeCloseTo(1, 14);
    expect(root((x: Scalar) => pow(sub(x, 2), 3), 10, null)).toBeCloseTo(2, 8);
  });

  test('says how far it got where there is no solution', () => {
    expect(() => root((x: Scalar) => add(mul(x, x), 1), 0.5, null)).toThrow(DomainError);
    expect(() => root((x: Scalar) => add(mul(x, x), 1), 0.5, null)).toThrow(
      /root: no solution found: after .* at x = /,
    );
    expect(() => root((x: Scalar) => sqrt(x), -1, null)).toThrow('the function is NaN at the start');
    expect(() => root((x: Scalar) => sub(exp(x), 5), 0, null, { maxIterations: 2 })).toThrow('after 2 iterations');
    expect(() => root((x: Scalar) => x, 0, null, { tolerance: 0 })).toThrow('tolerance must be positive');
  });
});

describe('systems', () => {
  type Unknown = { readonly u: Scalar; readonly v: Tensor };
  type Params = { readonly a: Scalar; readonly b: Tensor };
  /** u + v_0 v_1 = a, v_0 = b_0 sin(u), v_1 = b_1 cos(v_0) */
  const equations = ({ u, v }: Unknown, { a, b }: Params): Value[] => {
    const [v0, v1, b0, b1] = [take(v, 0), take(v, 1), take(b, 0), take(b, 1)];
    return [sub(add(u, mul(v0, v1)), a), sub(v0, mul(b0, sin(u))), sub(v1, mul(b1, cos(v0)))];
  };
  const start = { u: 0.5, v: tensor([0.1, 0.2]) };
  const params = { a: 1, b: tensor([0.7, -0.4]) };
  const total = (p: Params): Scalar => {
    const { u, v } = root(equations, start, p);
    return add(mul(3, u), sum(v));
  };

  test('are solved for trees', () => {
    const { u, v } = root(equations, start, params);
    const residual = equations({ u, v }, params);
    residual.forEach((r) => {
      expect(r as number).toBeCloseTo(0, 14);
    });
  });

  test('have the derivatives that finite differences find, to second order', () => {
    const gradient = grad(total)(params);
    const h = 1e-5;
    const plus = total({ ...params, a: 1 + h }) as number;
    const minus = total({ ...params, a: 1 - h }) as number;
    expect(gradient.a).toBeCloseTo((plus - minus) / (2 * h), 8);
    const tangent = { a: 0.3, b: tensor([1, -2]) };
    const along = jvp(total, [params], [tangent])[1];
    expect(along).toBeCloseTo(0.3 * gradient.a + gradient.b.at(0) - 2 * gradient.b.at(1), 12);
    const curvature = hessian(total)(params);
    const slopeAt = (a: number): number => grad(total)({ ...params, a }).a;
    expect(curvature.a.a).toBeCloseTo((slopeAt(1 + h) - slopeAt(1 - h)) / (2 * h), 7);
    expect(curvature.a.b.at(1)).toBeCloseTo(curvature.b.a.at(1), 12);
  });

  test('have one Jacobian in both modes', () => {
    const f = (b: Tensor): Tensor => root(equations, start, { a: 1, b } as Params).v;
    const [forward, reverse] = [jacfwd(f)(params.b), jacrev(f)(params.b)];
    forward.data.forEach((slope, i) => {
      expect(slope).toBeCloseTo(reverse.data[i] ?? NaN, 12);
    });
  });

  test('of fixed points: where iteration diverges, Newton goes on', () => {
    const weights = tensor([
      [0.2, -3],
      [2, 0.1],
    ]);
    const f = (w: Tensor): Tensor =>
      fixedPoint((x: Tensor, p: Tensor) => add(tanh(matmul(p, x)), 0.3), tensor([0.1, 0.1]), w);
    const x = f(weights);
    const image = add(tanh(matmul(weights, x)), 0.3);
    image.data.forEach((entry, i) => {
      expect(entry).toBeCloseTo(x.data[i] ?? NaN, 12);
    });
    const gradient = grad((w: Tensor) => sum(f(w)))(weights);
    const along = jvp((w: Tensor) => sum(f(w)), [weights], [weights])[1];
    expect(sum(mul(gradient, weights))).toBeCloseTo(along, 12);
  });

  test('say what is wrong', () => {
    expect(() => root((x: Tensor) => sum(x), tensor([1, 2]), null)).toThrow(
      new ShapeError(
        'root: f must return as many numbers as start has, but start has 2 and f returned 1. There must be one ' +
          'equation for each unknown.',
      ),
    );
    // @ts-expect-error -- f must return what it takes
    expect(() => fixedPoint((x: Tensor) => sum(x), tensor([1, 2]), null)).toThrow(
      'fixedPoint: the output of f has shape [], start has shape [2].',
    );
    expect(() => root((x: Tensor) => add(mul(x, x), 1), tensor([1, 2]), null)).toThrow('root: no solution found');
    const degenerate = (p: Scalar): Scalar => sum(root((x: Tensor, q: Scalar) => mul(q, mul(x, x)), tensor([0, 0]), p));
    expect(degenerate(1)).toBe(0);
    expect(() => grad(degenerate)(1)).toThrow('the Jacobian of the equation by the unknown is singular');
  });
});

describe('what may and may not be differentiated', () => {
  test('the start has no influence', () => {
    expect(grad((s: Scalar) => root((x: Scalar) => sub(mul(x, x), 2), s, null))(1)).toBe(0);
    expect(jvp((s: Scalar) => root((x: Scalar) => sub(mul(x, x), 2), s, null), [1], [1])[1]).toBe(0);
  });

  test('settings and plain tensors in the params pass through', () => {
    const f = (p: Scalar): Scalar =>
      root(
        (x: Scalar, { q, picked }: { q: Scalar; picked: Tensor }) => sub(x, mul(q, take(tensor([5, 7]), picked.data))),
        1,
        {
          q: p,
          picked: tensor([1]),
        } as never,
      );
    expect(grad(f)(2)).toBe(7);
  });

  test('settings may stand beside traced values in the params', () => {
    const power = new Map([['p', 2]]);
    const inverse = (k: Scalar): Scalar =>
      root((x: Scalar, p) => sub(pow(x, p.power.get(p.names[0] ?? '') ?? 0), p.k), 1, {
        k,
        power,
        names: ['p'],
        none: undefined,
        verbose: false,
      });
    expect(grad(inverse)(4)).toBe(0.25);
    const drift = (k: Scalar): Scalar =>
      fixedPoint((x: Scalar, p) => mul(0.5, add(x, p.list[1])), 1, { list: ['k', k] as const });
    expect(grad(drift)(4)).toBeCloseTo(1, 12);
  });

  test('a closure over a traced value is refused', () => {
    const f = (p: Scalar): Scalar => root((x: Scalar) => sub(mul(x, x), p), 1, null);
    expect(() => grad(f)(4)).toThrow(TraceError);
    expect(() => grad(f)(4)).toThrow('Pass the value in params.');
    expect(() => jvp(f, [4], [1])).toThrow(TraceError);
  });
});
