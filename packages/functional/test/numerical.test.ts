import { describe, expect, test } from '@jest/globals';
import { add, exp, mul, sin, sum, type Scalar } from '@wengert/primitives';
import { DomainError, ones, ShapeError, tensor, TreeError, zeros, type Tensor } from '@wengert/tensor';
import { grad, jacobian, numerical, vmap, type Scheme } from '../src/index.js';

const schemes: readonly (readonly [Scheme, number])[] = [
  ['central', 9],
  ['forward', 6],
  ['backward', 6],
];

describe.each(schemes)('%s differences', (scheme, digits) => {
  interface Parameters {
    readonly weights: Tensor;
    readonly bias: readonly [Scalar, Scalar];
  }
  const parameters = {
    weights: tensor([
      [0.5, -2, 3e3],
      [0, 1e-7, 0.25],
    ]),
    bias: [1, 1e4],
  } as const;
  const f = ({ weights, bias }: Parameters, x: Scalar) =>
    add(sum(sin(mul(weights, x))), mul(bias[0], exp(mul(1e-4, bias[1]))));
  const rows = ({ weights, bias }: Parameters, x: Scalar) => ({
    scaled: sin(mul(weights, x)),
    more: [exp(bias[0]), x],
  });

  test('give the gradient, in the structure that grad gives', () => {
    const exact = grad(f, { argnums: [0, 1] })(parameters, 2);
    const approximate = numerical.grad(f, { scheme, argnums: [0, 1] })(parameters, 2);
    expect(approximate[0].bias[0]).toBeCloseTo(exact[0].bias[0], digits);
    expect(approximate[0].bias[1]).toBeCloseTo(exact[0].bias[1], digits);
    expect(approximate[0].weights.shape).toEqual([2, 3]);
    for (const i of [0, 1, 3, 4, 5]) {
      expect(approximate[0].weights.data[i]).toBeCloseTo(exact[0].weights.data[i]!, digits);
    }
  });

  test('give the Jacobian, in the structure that jacobian gives', () => {
    const exact = jacobian(rows)(parameters, 2);
    const approximate = numerical.jacobian(rows, { scheme })(parameters, 2);
    expect(Object.keys(approximate)).toEqual(Object.keys(exact));
    expect(approximate.scaled.weights.shape).toEqual([2, 3, 2, 3]);
    expect(approximate.scaled.weights.at(0, 1, 0, 1)).toBeCloseTo(exact.scaled.weights.at(0, 1, 0, 1), digits);
    expect(approximate.scaled.weights.at(0, 1, 1, 0)).toBe(0);
    expect(approximate.more).toHaveLength(2);
  });
});

test('a gradient by differences can be mapped and differentiated', () => {
  const slope = numerical.grad((x: Scalar) => sin(x), { step: 1e-4 });
  expect(grad(slope as (x: Scalar) => Scalar)(1)).toBeCloseTo(-Math.sin(1), 6);
  const mapped = vmap(slope as (x: Scalar) => Scalar)(tensor([0, 1]));
  expect(mapped.at(1)).toBeCloseTo(Math.cos(1), 6);
});

test('plain functions will do', () => {
  expect(numerical.grad((x: number) => Math.log(x))(4)).toBeCloseTo(0.25, 9);
});

test('arguments without numbers in them', () => {
  expect(numerical.jacobian((x: readonly Scalar[]) => x.length)([])).toEqual([]);
  expect(numerical.grad((x: Tensor) => sum(x))(zeros([0])).shape).toEqual([0]);
});

describe('errors', () => {
  const square = (x: Scalar) => mul(x, x);
  test.each([
    ['an unknown scheme', () => numerical.grad(square, { scheme: 'middle' as Scheme })(1), DomainError],
    ['a step of zero', () => numerical.grad(square, { step: 0 })(1), DomainError],
    ['a step that vanishes', () => numerical.grad(square, { step: 1e-30 })(1), DomainError],
    [
      'a tensor where grad needs a number',
      // @ts-expect-error -- f must return a number
      () => numerical.grad(() => ones([2]))(1),
      ShapeError,
    ],
    // @ts-expect-error -- f must return a number
    ['no output', () => numerical.grad(() => undefined)(1), TreeError],
    ['an argument that is not there', () => numerical.grad(square, { argnums: 2 })(1), TreeError],
  ])('%s', (_name, call, kind) => {
    expect(call).toThrow(kind);
    expect(call).toThrow(/^numerical\.grad: /);
  });

  test('an output whose shape depends on the argument', () => {
    const f = (x: number) => ones([x > 1 ? 2 : 3]);
    expect(() => numerical.jacobian(f)(1)).toThrow(
      new ShapeError('numerical.jacobian: f returned shapes [2] and [3] from one call to the next.'),
    );
  });
});
