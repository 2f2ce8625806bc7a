import { describe, expect, test } from '@jest/globals';
import {
  add,
  besselj0,
  cos,
  div,
  erf,
  exp,
  gelu,
  greater,
  linalg,
  log,
  logsumexp,
  lt,
  matmul,
  maximum,
  mul,
  neg,
  norm,
  pow,
  prod,
  reciprocal,
  sigmoid,
  sin,
  softmax,
  sqrt,
  stack,
  sub,
  sum,
  tan,
  tanh,
  transpose,
  where,
  type Scalar,
} from '@wengert/primitives';
import { DomainError, ShapeError, tensor, TraceError, type Tensor } from '@wengert/tensor';
import { checkpoint, customJvp, customVjp, definePrimitive, grad, jet, jvp, root, vmap } from '../src/index.js';

type ScalarFunction = (x: Scalar) => Scalar;

/** The derivatives by nested forward mode. */
function nested(f: ScalarFunction, x: number, order: number): number[] {
  const derivatives: number[] = [];
  let current = f;
  for (let k = 0; k <= order; k++) {
    derivatives.push(current(x) as number);
    const below = current;
    current = (y: Scalar) => jvp(below, [y], [1])[1];
  }
  return derivatives;
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((derivative, k) => {
    expect(Math.abs((found[k] ?? NaN) - derivative)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(derivative)));
  });
}

const vector = (x: Scalar): Tensor => stack([x, sin(x), mul(x, x)]);
const matrix = (x: Scalar): Tensor =>
  add(
    mul(
      x,
      tensor([
        [2, 1],
        [0, 1],
      ]),
    ),
    tensor([
      [3, 0],
      [1, 4],
    ]),
  );

const functions: Readonly<Record<string, ScalarFunction>> = {
  'a polynomial': (x) => sub(mul(x, x, x), mul(2, x)),
  'exp of sin': (x) => exp(sin(x)),
  'a quotient': (x) => div(add(1, x), sub(3, mul(x, x))),
  'tan, tanh, sigmoid': (x) => add(tan(x), mul(tanh(x), sigmoid(x))),
  powers: (x) => add(pow(x, 2.5), pow(x, x), sqrt(x), reciprocal(x)),
  'log of log': (x) => log(add(2, log(x))),
  'special functions': (x) => add(erf(x), besselj0(x), gelu(x)),
  'a selection': (x) => where(greater(x, 0.5), mul(x, exp(x)), sqrt(neg(x))),
  'a maximum': (x) => maximum(mul(x, x), sub(x, 3)),
  'a norm': (x) => norm(vector(x)),
  'logsumexp and softmax': (x) => add(logsumexp(vector(x)), sum(mul(softmax(vector(x)), vector(x)))),
  'a product': (x) => prod(vector(x)),
  'matrix products': (x) => sum(matmul(matmul(matrix(x), matrix(x)), matrix(sin(x)))),
  'a solution of linear equations': (x) => sum(linalg.solve(matrix(x), stack([x, 1]))),
  'a determinant and a Cholesky factor': (x) =>
    add(linalg.det(matrix(x)) as Scalar, sum(linalg.cholesky(matmul(matrix(x), transpose(matrix(x)))))),
};

describe('jet', () => {
  test.each(Object.entries(functions))('of %s equals nested forward mode', (_name, f) => {
    expectClose(jet(f, 0.7, 5), nested(f, 0.7, 5));
  });

  test('gives derivatives of high order', () => {
    jet((x: Scalar) => exp(mul(2, x)), 0.3, 20).forEach((derivative, k) => {
      expect(derivative / (2 ** k * Math.exp(0.6))).toBeCloseTo(1, 12);
    });
    let factorial = 1;
    jet((x: Scalar) => reciprocal(sub(1, x)), 0, 15).forEach((derivative, k) => {
      factorial *= Math.max(k, 1);
      expect(derivative / factorial).toBeCloseTo(1, 12);
    });
    expect(jet((x: Scalar) => mul(x, x, x), 2, 5)).toEqual([8, 12, 12, 6, 0, 0]);
    expect(jet((x: Scalar) => sin(x), 1, 0)).toEqual([Math.sin(1)]);
  });

  test('makes what rules ask for once, so that its cost does not double with each order', () => {
    let count = 0;
    // g' = g * g, told without use of the output.
    const g: ScalarFunction = definePrimitive({
      kind: 'elementwise',
      name: 'g',
      scalar: (x = 1) => {
        count++;
        return -1 / x;
      },
      partials: [(x = 1) => mul(g(x as Scalar), g(x as Scalar))],
    });
    count = 0;
    jet(g, 0.7, 12);
    expect(count).toBeLessThan(4);
    const f = (x: Scalar): Scalar => div(tan(x), pow(add(2, sin(x)), div(1, x)));
    expectClose(jet(f, 0.7, 6), nested(f, 0.7, 6));
    expect(jet(f, 0.7, 16).every((derivative) => Number.isFinite(derivative))).toBe(true);
  });

  test('returns trees, with zeros where nothing depends on x', () => {
    const derivatives = jet((x: Scalar) => ({ a: mul(x, tensor([1, 2])), b: [3, cos(x)] }), 0, 2);
    expect(derivatives.map(({ a }) => a.toArray())).toEqual([
      [0, 0],
      [1, 2],
      [0, 0],
    ]);
    expect(derivatives.map(({ b }) => b)).toEqual([
      [3, 1],
      [0, -0],
      [0, -1],
    ]);
  });

  test('takes plain branches, loops and values', () => {
    const f = (x: Scalar): Scalar => {
      let y = x;
      while (lt(y, 10)) y = mul(y, x);
      return y;
    };
    expectClose(jet(f, 3, 3), [27, 27, 18, 6]);
  });

  test('nests with the other transformations', () => {
    const third = (a: Scalar): Scalar => jet((x: Scalar) => sin(mul(a, x)), 0.5, 3)[3] as Scalar;
    const slope = (a: number): number => -3 * a * a * Math.cos(a / 2) + (a ** 3 / 2) * Math.sin(a / 2);
    expect(grad(third)(2)).toBeCloseTo(slope(2), 11);
    expect(jvp(third, [2], [1])[1]).toBeCloseTo(slope(2), 11);
    expect(vmap(third)(tensor([1, 2])).at(1)).toBeCloseTo(-8 * Math.cos(1), 12);
    const gradient = (x: Scalar): Scalar => grad((y: Scalar) => mul(exp(y), sin(y)))(x);
    expectClose(jet(gradient, 0.4, 3), nested(gradient, 0.4, 3));
    const inner = (x: Scalar): Scalar => jet((y: Scalar) => mul(x, exp(mul(x, y))), 0.2, 2)[2] as Scalar;
    expectClose(jet(inner, 0.6, 3), nested(inner, 0.6, 3));
    const mapped = (x: Scalar): Scalar => sum(vmap((y: Scalar) => exp(mul(x, y)))(tensor([1, 2])));
    expectClose(jet(mapped, 0.1, 4), nested(mapped, 0.1, 4));
  });

  test('follows rules of the user, checkpoints, and implicit solutions', () => {
    const byJvp = customJvp(
      (x: Scalar) => exp(x),
      ([x], [t]) => [exp(x), mul(exp(x), t)],
    );
    const byVjp = customVjp(
      (x: Scalar) => exp(x),
      (x: Scalar) => [exp(x), exp(x)] as const,
      (y, c) => [mul(y, c)],
    );
    for (const f of [byJvp, byVjp, checkpoint((x: Scalar) => exp(x))]) {
      expectClose(
        jet((x: Scalar) => f(mul(x, x)), 0.3, 5),
        nested((x) => exp(mul(x, x)), 0.3, 5),
      );
    }
    const squareRoot = (p: Scalar): Scalar => root((x: Scalar, q: Scalar) => sub(mul(x, x), q), 1, p);
    expectClose(
      jet(squareRoot, 2, 5),
      nested((x) => sqrt(x), 2, 5),
    );
  });

  test('says what is wrong', () => {
    expect(() => jet((x: Scalar) => x, 1, -1)).toThrow(DomainError);
    expect(() => jet((x: Scalar) => x, 1, 1.5)).toThrow('jet: the order must be a non-negative integer, but is 1.5.');
    expect(() => jet((x: Scalar) => x, tensor([1, 2]) as never, 1)).toThrow(ShapeError);
    const closing = (w: Scalar): Scalar =>
      customVjp(
        (x: Scalar) => mul(w, x),
        (x: Scalar) => [mul(w, x), null] as const,
        (_, c) => [mul(w, c)],
      )(w);
    expect(() => jet(closing, 1, 3)).toThrow(TraceError);
    let kept: Scalar = 0;
    jet((x: Scalar) => (kept = x), 1, 2);
    expect(() => sin(kept)).toThrow('a jet call that has finished');
  });
});
