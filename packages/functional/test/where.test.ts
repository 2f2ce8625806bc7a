import { describe, expect, test } from '@jest/globals';
import {
  add,
  div,
  eq,
  exp,
  greater,
  log,
  mul,
  sqrt,
  stopGradient,
  sum,
  where,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { grad, jacfwd, jacrev, jvp } from '../src/index.js';

/** The derivative in both modes, which must agree to the bit. */
const derivative = (f: (x: Tensor) => Value, x: Tensor): number[] => {
  const reverse = grad((y: Tensor) => sum(f(y)))(x).toArray();
  const forward = Array.from({ length: x.size }, (_, i) => {
    const direction = tensor(Array.from({ length: x.size }, (_value, j) => (i === j ? 1 : 0)));
    return jvp((y: Tensor) => sum(f(y)), [x], [direction])[1];
  });
  expect(forward).toEqual(reverse);
  return reverse as number[];
};

describe('where follows only the chosen side', () => {
  test('on scalars', () => {
    const f = (x: Scalar) => where(greater(x, 0), sqrt(x), 0);
    expect(grad(f)(0)).toBe(0);
    expect(jvp(f, [0], [1])[1]).toBe(0);
    expect(grad(f)(4)).toBe(0.25);
    expect(grad(grad(f))(0)).toBe(0);
  });

  test('on each element of a tensor, through chains of elementwise operations', () => {
    const x = tensor([0, 4]);
    expect(derivative((y) => where(greater(y, 0), sqrt(y), 0), x)).toEqual([0, 0.25]);
    expect(derivative((y) => where(greater(y, 0), exp(mul(3, sqrt(y))), y), x)).toEqual([1, 0.75 * Math.exp(6)]);
    expect(derivative((y) => where(greater(y, 0), mul(log(y), sqrt(y)), 0), x)[0]).toBe(0);
    expect(derivative((y) => where(equalsZero(y), 1, div(1, y)), x)).toEqual([0, -1 / 16]);
  });

  test('where both sides of the chain meet again', () => {
    const x = tensor([0, 4]);
    const twice = (y: Tensor) => {
      const root = sqrt(y);
      const positive = greater(y, 0);
      return add(where(positive, root, 0), where(positive, mul(2, root), 0));
    };
    expect(derivative(twice, x)).toEqual([0, 0.75]);
  });

  test('in nested selections and under second derivatives', () => {
    const x = tensor([-1, 0, 4]);
    const nested = (y: Tensor) => where(greater(y, 0), where(greater(y, 1), sqrt(y), log(y)), 0);
    expect(derivative(nested, x)).toEqual([0, 0, 0.25]);
    const second = (transform: typeof jacrev) =>
      transform((y: Tensor) => grad((z: Tensor) => sum(nested(z)))(y))(x).toArray();
    expect(second(jacrev)).toEqual(second(jacfwd));
    expect(second(jacrev)[2]).toEqual([0, 0, -1 / 32]);
  });

  test('when a side is broadcast', () => {
    const f = (s: Scalar) => sum(where(tensor([1, 0, 1]), s, tensor([5, 6, 7])));
    expect(grad(f)(2)).toBe(2);
    expect(jvp(f, [2], [1])[1]).toBe(2);
  });
});

const equalsZero = (y: Tensor) => where(greater(mul(y, y), 0), 0, 1);

test('a zero computed by arithmetic is a number like any other', () => {
  expect(grad((x: Scalar) => mul(0, sqrt(x)))(0)).toBe(NaN);
  expect(jvp((x: Scalar) => mul(0, sqrt(x)), [0], [1])[1]).toBe(NaN);
});

test('stopGradient is a structural zero', () => {
  expect(grad((x: Scalar) => mul(x, stopGradient(x)))(3)).toBe(3);
  expect(grad((x: Scalar) => stopGradient(sqrt(x)))(0)).toBe(0);
  expect(grad(grad((x: Scalar) => mul(x, x, stopGradient(x))))(3)).toBe(6);
  expect(grad((x: Scalar) => (eq(stopGradient(x), 3) ? mul(x, x) : x))(3)).toBe(6);
});
