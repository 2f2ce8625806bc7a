import { describe, expect, test } from '@jest/globals';
import {
  add,
  cos,
  exp,
  linalg,
  log,
  logsumexp,
  matmul,
  mul,
  neg,
  sin,
  sum,
  type Scalar,
  type UnaryOperation,
  type Value,
} from '@wengert/primitives';
import { isDense, tensor, type Tensor } from '@wengert/tensor';
import {
  customJvp,
  customVjp,
  definePrimitive,
  grad,
  hessian,
  jacfwd,
  jacobian,
  jacrev,
  linearize,
  vjp,
} from '../src/index.js';

/** Operations that count how often they are computed: their values, and the nonlinear parts of their derivatives. */
class Counted {
  calls = 0;

  /** The sine, and the cosine in its derivative. */
  readonly sine: UnaryOperation = definePrimitive({
    kind: 'elementwise',
    name: 'countedSine',
    scalar: (x) => this.count(Math.sin(x)),
    partials: [(x) => this.cosine(x)],
  });

  private readonly cosine: UnaryOperation = definePrimitive({
    kind: 'elementwise',
    name: 'countedCosine',
    scalar: (x) => this.count(Math.cos(x)),
    partials: [(x) => neg(this.sine(x))],
  });

  /** The exponential, as an operation with a push alone. */
  readonly power: (x: Value) => Value = definePrimitive({
    kind: 'structured',
    name: 'countedPower',
    arity: 1,
    evaluate: ([x = 0]) => {
      this.calls++;
      return exp(x);
    },
    push: ([tangent = 0], [x = 0]) => mul(this.power(x), tangent),
  });

  private count(x: number): number {
    this.calls++;
    return x;
  }

  /** The calls while something runs. */
  during(run: () => unknown): number {
    const before = this.calls;
    run();
    return this.calls - before;
  }
}

const point = tensor([0.1, 0.2, 0.3]);
const directions = [tensor([1, 0, 0]), tensor([0, 1, -1]), tensor([2, 2, 2])];

const functions: readonly (readonly [string, (counted: Counted) => (x: Tensor) => Tensor])[] = [
  [
    'an elementwise operation',
    ({ sine }) =>
      (x) =>
        sine(x),
  ],
  [
    'a chain of them',
    ({ sine }) =>
      (x) =>
        mul(sine(sine(x)), sine(mul(x, x))),
  ],
  [
    'scalars',
    ({ sine }) =>
      (x) =>
        mul(point, sine(mul(x.at(0), sine(x.at(2)))) as Scalar),
  ],
  [
    'an operation with a rule of its own',
    ({ power }) =>
      (x) =>
        power(mul(x, x)) as Tensor,
  ],
  [
    'linear algebra',
    ({ sine }) =>
      (x) =>
        linalg.solve(add(linalg.expm(matrixOf(sine(x))), 0), x),
  ],
  [
    'a custom rule for tangents',
    ({ sine }) =>
      customJvp(
        (x: Tensor) => sine(x),
        ([x], [t]) => [sine(x), mul(sine(add(x, Math.PI / 2)), t)],
      ),
  ],
];

describe.each(functions)('with %s', (_name, make) => {
  test('a linearised function computes nothing nonlinear when it is used again', () => {
    const counted = new Counted();
    const [, pushforward] = linearize(make(counted), [point]);
    pushforward(point);
    expect(counted.during(() => directions.map((direction) => pushforward(direction)))).toBe(0);
  });

  test('nor does a pullback', () => {
    const counted = new Counted();
    const [, pullback] = vjp(make(counted), [point]);
    pullback(point);
    expect(counted.during(() => directions.map((direction) => pullback(direction)))).toBe(0);
  });

  test('and both give what a fresh one gives', () => {
    const f = make(new Counted());
    const [, pushforward] = linearize(f, [point]);
    const [, pullback] = vjp(f, [point]);
    for (const direction of directions) {
      expect(pushforward(direction).toArray()).toEqual(linearize(f, [point])[1](direction).toArray());
      expect(pullback(direction)[0].toArray()).toEqual(vjp(f, [point])[1](direction)[0].toArray());
    }
  });

  test('the function itself does not run again, whatever is done with the result', () => {
    const counted = new Counted();
    let runs = 0;
    const f = (x: Tensor) => {
      runs++;
      return make(counted)(x);
    };
    const [, pushforward] = linearize(f, [point]);
    const [, pullback] = vjp(f, [point]);
    expect(runs).toBe(2);
    for (const direction of directions) {
      pushforward(direction);
      pullback(direction);
      jacfwd((x: Tensor) => pushforward(x))(direction);
      jacrev((x: Tensor) => pullback(x)[0])(direction);
    }
    expect(runs).toBe(2);
  });
});

describe('custom rules for cotangents', () => {
  test('are transposed once for all tangents', () => {
    let runs = 0;
    const f = customVjp(
      (x: Tensor) => sin(x),
      (x: Tensor) => [sin(x), x],
      (x, cotangent) => {
        runs++;
        return [mul(cos(x), cotangent)];
      },
    );
    const [, pushforward] = linearize((x: Tensor) => f(x), [point]);
    pushforward(point);
    const before = runs;
    for (const direction of directions) pushforward(direction);
    expect(runs).toBe(before);
  });
});

describe('a Jacobian', () => {
  const jacobians = [
    ['jacfwd', jacfwd],
    ['jacrev', jacrev],
    ['jacobian', jacobian],
  ] as const;

  test.each(jacobians)('by %s evaluates the function once, in chunks of any size, with the same result', (_n, by) => {
    for (const [, make] of functions) {
      const whole = by(make(new Counted()))(point);
      for (const chunkSize of [1, 2, 3, 64]) {
        const counted = new Counted();
        let runs = 0;
        const f = (x: Tensor) => {
          runs++;
          return make(counted)(x);
        };
        const result = by(f, { chunkSize })(point);
        expect(runs).toBe(1);
        expect(isDense(result) && isDense(whole)).toBe(true);
        const [found, expected] = [result.data, whole.data];
        expect(found.every((x, i) => Math.abs(x - (expected[i] ?? NaN)) <= 1e-14 * Math.abs(x))).toBe(true);
      }
    }
  });

  test.each(jacobians)('by %s computes nothing nonlinear for one chunk that it has computed for another', (_n, by) => {
    for (const [, make] of functions) {
      const inOne = new Counted();
      by(make(inOne))(point);
      const inThree = new Counted();
      by(make(inThree), { chunkSize: 1 })(point);
      expect(inThree.calls).toBe(inOne.calls);
    }
  });

  test('a Hessian runs the function once', () => {
    for (const chunkSize of [1, 2, 64]) {
      let runs = 0;
      hessian(
        (x: Tensor) => {
          runs++;
          return add(logsumexp(mul(x, x)), sum(log(x)));
        },
        { chunkSize },
      )(point);
      expect(runs).toBe(1);
    }
  });

  test('a gradient computes value and partial once for each operation', () => {
    const counted = new Counted();
    expect(counted.during(() => grad((x: Scalar) => counted.sine(counted.sine(x)))(1))).toBe(4);
  });
});

function matrixOf(x: Tensor): Tensor {
  return mul(
    matmul(
      x,
      tensor([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
    ),
    tensor([
      [1, 2, 0],
      [0, 1, 0],
      [1, 0, 3],
    ]),
  );
}
