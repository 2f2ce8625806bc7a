import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jacfwd, jacrev } from '@wengert/functional';
import { logSoftmax, logsumexp, mean, median, norm, softmax, std, variance, type Value } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { plain } from '../numbered-tensors.js';
import { flattened } from './nested-numbers.js';

describe('no digits are lost', () => {
  /** Relative to the expected number, however small that is. */
  const expectDigits = (actual: unknown, expected: readonly number[]): void => {
    const found = flattened(plain(actual as Value)).map(([, v]) => v);
    found.forEach((v, i) => expect(Math.abs(v / expected[i]! - 1)).toBeLessThanOrEqual(4 * Number.EPSILON));
    expect(found).toHaveLength(expected.length);
  };

  test('of the curvature of a norm along a vector that is nearly one of its elements', () => {
    expectDigits(hessian((x: Tensor) => norm(x))(tensor([1, 2 ** -30])), [2 ** -60, -(2 ** -30), -(2 ** -30), 1]);
  });

  test('of weights that are close to 0 or 1', () => {
    const x = tensor([0, -50]);
    const small = 1.9287498479639178e-22;
    expect(logsumexp(x)).toBe(small);
    for (const jacobian of [jacfwd, jacrev]) {
      expectDigits(jacobian((y: Tensor) => softmax(y))(x), [small, -small, -small, small]);
      expectDigits(jacobian((y: Tensor) => logSoftmax(y))(x), [small, -small, -1, 1]);
    }
    expectDigits(hessian((y: Tensor) => logsumexp(y))(x), [small, -small, -small, small]);
  });

  test('of deviations that are small beside the mean, or beside each other', () => {
    const x = tensor([1e15 + 0.125, 1e15 + 0.375, 1e15 + 1]);
    expect(variance(x)).toBe((0.375 ** 2 + 0.125 ** 2 + 0.5 ** 2) / 3);
    expectDigits(grad((y: Tensor) => variance(y))(x), [-0.25, -0.25 / 3, 1 / 3]);
    const deviations = [700 - 2 ** -25, -700 - 2 ** -25, 2 ** -24];
    expectDigits(
      grad((y: Tensor) => variance(y))(tensor([700, -700, 3 * 2 ** -25])),
      deviations.map((deviation) => (2 * deviation) / 3),
    );
  });

  test('where squares and sums would overflow or vanish', () => {
    for (const scale of [2 ** -1060, 2 ** 1000]) {
      const x = tensor([3 * scale, 4 * scale]);
      expect(norm(x)).toBe(5 * scale);
      expect(std(x)).toBe(scale / 2);
      expect(mean(x)).toBe(3.5 * scale);
      expectDigits(grad((y: Tensor) => norm(y))(x), [0.6, 0.8]);
      expectDigits(grad((y: Tensor) => norm(y, { ord: 3 }))(x), [9 / 91 ** (2 / 3), 16 / 91 ** (2 / 3)]);
      expectDigits(grad((y: Tensor) => std(y))(x), [-0.5, 0.5]);
    }
    expect(median(tensor([1.7e308, 1.5e308]))).toBe(1.6e308);
    expectDigits(grad((y: Tensor) => norm(y))(tensor([1.7e308, 1.7e308])), [Math.SQRT1_2, Math.SQRT1_2]);
  });
});
