import { describe, expect, test } from '@jest/globals';
import { evaluation, gradientBothWays, gradientFormula } from '../src/traces.js';

const values = [
  ['x1', 2],
  ['x2', 3],
  ['x1 * x2', 6],
  ['sin(x1)', Math.sin(2)],
  ['v1 + v2', 6 + Math.sin(2)],
] as const;

const rows = (derivatives: readonly number[]): unknown[] =>
  values.map(
    ([expression, value], i) => expect.objectContaining({ expression, value, derivative: derivatives[i] }) as unknown,
  );

describe('the evaluation trace of x1 x2 + sin x1 at (2, 3)', () => {
  const list = evaluation(2, 3);

  test('ends in the value 6.909297…', () => {
    expect(list.tangents([1, 0]).at(-1)?.value).toBeCloseTo(6.909297, 6);
  });

  test('carries the tangents of x1 forward', () => {
    expect(list.tangents([1, 0])).toEqual(rows([1, 0, 3, Math.cos(2), 3 + Math.cos(2)]));
  });

  test('carries the tangents of x2 forward', () => {
    expect(list.tangents([0, 1])).toEqual(rows([0, 1, 2, 0 * Math.cos(2), 2]));
  });

  test('carries adjoints back, from the output to the inputs', () => {
    expect(list.adjoints()).toEqual(rows([3 + Math.cos(2), 2, 1, 1, 1]).reverse());
  });

  test('gives the gradient (3 + cos 2, 2) both ways', () => {
    const expected = [3 + Math.cos(2), 2];
    expect(gradientBothWays([2, 3])).toEqual({ forward: expected, reverse: expected });
  });

  test('gives the gradient as a formula', () => {
    expect(gradientFormula()).toBe('[x2 + cos(x1), x1]');
  });
});
