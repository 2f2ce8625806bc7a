import { describe, expect, test } from '@jest/globals';
import {
  add,
  exp,
  flatten,
  logaddexp,
  matmul,
  mul,
  sin,
  slice,
  sqrt,
  stack,
  sub,
  sum,
  type Scalar,
} from '@wengert/primitives';
import { isDense, tensor, type Tensor } from '@wengert/tensor';
import { hessian, jacfwd, jacobian, jacrev, jvp, valueAndGrad, vmap } from '../src/index.js';

const matrix = tensor([
  [1, 2, -1],
  [0.5, -2, 3],
]);

describe('chunks of directions', () => {
  const f = (x: { a: Tensor; s: Scalar }) => ({ y: sin(mul(matmul(matrix, x.a), x.s)), z: sum(mul(x.a, x.a)) });
  const point = { a: tensor([0.3, -0.2, 0.7]), s: 1.5 };
  const numbers = (jacobianTree: { y: { a: Tensor; s: Tensor }; z: { a: Tensor; s: number } }) => [
    jacobianTree.y.a.toArray(),
    jacobianTree.y.s.toArray(),
    jacobianTree.z.a.toArray(),
    jacobianTree.z.s,
  ];

  test('do not change the result', () => {
    for (const transform of [jacfwd, jacrev, jacobian]) {
      const whole = numbers(transform(f)(point));
      for (const chunkSize of [1, 2, 3, 100]) {
        expect(numbers(transform(f, { chunkSize })(point))).toEqual(whole);
      }
    }
  });

  test('scalar programs are swept as blocks, with the same result', () => {
    const g = (x: Scalar[]) => x.map((v, i) => add(exp(mul(v, 0.5)), sin(x[(i + 1) % x.length] ?? 0)));
    const x = Array.from({ length: 7 }, (_, i) => Math.cos(i));
    const whole = jacfwd(g)(x);
    expect(jacrev(g)(x)).toEqual(whole);
    for (const chunkSize of [1, 2, 5]) {
      expect(jacfwd(g, { chunkSize })(x)).toEqual(whole);
      expect(jacrev(g, { chunkSize })(x)).toEqual(whole);
    }
    expect(hessian((v: Scalar[]) => g(v).reduce((a, b) => add(a, mul(b, b))), { chunkSize: 2 })(x)).toEqual(
      hessian((v: Scalar[]) => g(v).reduce((a, b) => add(a, mul(b, b))))(x),
    );
  });

  test('operations with numbers on either side have the same Jacobian both ways, however often they were used', () => {
    const g = (x: Scalar[]) => x.flatMap((v) => [sub(3, v), sub(v, 3), mul(2, v), mul(v, v), logaddexp(1, v)]);
    const x = [0.5, -2];
    const first = jacfwd(g)(x);
    expect(first[0]).toEqual([-1, 0]);
    expect(first[7]).toEqual([0, 2]);
    // After a few hundred uses an operation records itself by code of its own.
    for (let i = 0; i < 300; i++) {
      expect(jacfwd(g)(x)).toEqual(first);
      expect(jacrev(g)(x)).toEqual(first);
    }
  });

  test('an infinite partial reaches only what depends on it', () => {
    const g = (x: Scalar[]) => [sqrt(x[0] ?? 0), mul(3, x[1] ?? 0)];
    const expected = [
      [Infinity, 0],
      [0, 3],
    ];
    expect(jacfwd(g)([0, 1])).toEqual(expected);
    expect(jacrev(g)([0, 1])).toEqual(expected);
  });

  test('inside of other transformations, too', () => {
    const g = ([a = NaN, b = NaN]: Scalar[]): Scalar[] => [sqrt(a), mul(3, b)];
    const ofTensors = ([a = NaN, b = NaN]: Scalar[]): Scalar[] => [sum(sqrt(stack([a, 1]))), mul(3, b)];
    const expected = [
      [Infinity, 0],
      [0, 3],
    ];
    for (const f of [g, ofTensors]) {
      for (const transform of [jacfwd, jacrev, jacobian]) {
        const jacobianOf = (x: Scalar[]) => transform(f)(x);
        expect(jvp(jacobianOf, [[0, 1]], [[0, 1]])).toEqual([
          expected,
          [
            [NaN, 0],
            [0, 0],
          ],
        ]);
        const beside = (x: Scalar[]): Scalar => {
          const [first = [], second = []] = jacobianOf(x);
          return add(first[1] ?? NaN, second[0] ?? NaN);
        };
        expect(valueAndGrad(beside)([0, 1])).toEqual([0, [0, 0]]);
        const mapped = vmap((x: Tensor) => stack(jacobianOf([x.at(0), x.at(1)]).map((row) => stack(row))));
        expect((mapped(tensor([[0, 1]]))).toArray()).toEqual([expected]);
      }
    }
  });

  test('long arrays are swept apart, with the same result', () => {
    const weights = Float64Array.from({ length: 300 }, (_, i) => Math.cos(i));
    const g = (x: { a: Tensor; s: Scalar; t: Scalar }) => ({
      y: mul(sin(mul(tensor(weights), x.s)), x.t),
      z: [sum(mul(x.a, x.s)), sqrt(x.t)],
      few: mul(x.s, slice(x.a, [[0, 3]])),
    });
    const at = { a: tensor(weights.map(Math.sin)), s: 1.5, t: 0 };
    const leaves = (result: object) =>
      flatten(result, 'the Jacobian').leaves.map((leaf) => (isDense(leaf) ? leaf.toArray() : leaf));
    const whole = leaves(jacfwd(g)(at));
    expect(whole).toHaveLength(12);
    expect(leaves(jacrev(g)(at))).toEqual(whole);
    for (const chunkSize of [7, 1000]) {
      expect(leaves(jacfwd(g, { chunkSize })(at))).toEqual(whole);
      expect(leaves(jacrev(g, { chunkSize })(at))).toEqual(whole);
    }
  });

  test('must be a positive integer', () => {
    expect(() => jacfwd(f, { chunkSize: 0 })(point)).toThrow('jacfwd: chunkSize must be a positive integer, but is 0.');
  });
});

test('the function runs once, whatever the number of directions', () => {
  for (const transform of [jacfwd, jacrev, jacobian]) {
    let calls = 0;
    transform((x: Tensor) => {
      calls++;
      return mul(x, x);
    })(tensor([1, 2, 3, 4, 5]));
    expect(calls).toBe(1);
  }
});
