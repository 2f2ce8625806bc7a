import { describe, expect, test } from '@jest/globals';
import { forwardTrace, gradientBothWays, reverseTrace } from '../src/traces.js';

const values = [
  ['v₋₁ = x₁', 2],
  ['v₀ = x₂', 3],
  ['v₁ = v₋₁ · v₀', 6],
  ['v₂ = sin v₋₁', Math.sin(2)],
  ['v₃ = v₁ + v₂', 6 + Math.sin(2)],
] as const;

const rows = (derivatives: readonly number[]): unknown[] =>
  values.map(([variable, value], i) => ({ variable, value, derivative: derivatives[i] }));

describe('the evaluation trace of x₁ x₂ + sin x₁ at (2, 3)', () => {
  test('ends in the value 6.909297…', () => {
    expect(forwardTrace([2, 3], [1, 0]).at(-1)?.value).toBeCloseTo(6.909297, 6);
  });

  test('carries the tangents of x₁ forward', () => {
    expect(forwardTrace([2, 3], [1, 0])).toEqual(rows([1, 0, 3, Math.cos(2), 3 + Math.cos(2)]));
  });

  test('carries the tangents of x₂ forward', () => {
    expect(forwardTrace([2, 3], [0, 1])).toEqual(rows([0, 1, 2, 0 * Math.cos(2), 2]));
  });

  test('carries adjoints back, from the output to the inputs', () => {
    expect(reverseTrace([2, 3])).toEqual(rows([3 + Math.cos(2), 2, 1, 1, 1]).reverse());
  });

  test('gives the gradient (3 + cos 2, 2) both ways', () => {
    const expected = [3 + Math.cos(2), 2];
    expect(gradientBothWays([2, 3])).toEqual({ forward: expected, reverse: expected });
  });
});
