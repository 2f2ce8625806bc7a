// Values to hold answers against that owe nothing to the library: plain numbers, and differences of them.
import { expect } from '@jest/globals';

/** Nested arrays of numbers. */
export type Nested = number | readonly Nested[];

/** The derivatives of a function of a list of numbers: one row of partial derivatives for each of its results. */
export function slopes(f: (x: readonly number[]) => readonly number[], x: readonly number[], step = 1e-2): number[][] {
  const columns = x.map((at, i) => {
    const unit = Math.max(1, Math.abs(at));
    const central = (h: number): number[] => {
      const [up, down] = [f(x.with(i, at + h * unit)), f(x.with(i, at - h * unit))];
      return up.map((entry, k) => (entry - (down[k] ?? NaN)) / (2 * h * unit));
    };
    return extrapolated([central(step), central(step / 2), central(step / 4)]);
  });
  return f(x).map((_, k) => columns.map((column) => column[k] ?? NaN));
}

/** The partial derivatives of a function of a list of numbers. */
export function partials(f: (x: readonly number[]) => number, x: readonly number[], step?: number): number[] {
  return slopes((at) => [f(at)], x, step).flat();
}

/** What estimates tend to of which each is made with half the step of the last (Richardson). */
function extrapolated(estimates: readonly (readonly number[])[]): readonly number[] {
  let rest = estimates;
  for (let weight = 4; rest.length > 1; weight *= 4) {
    rest = rest
      .slice(1)
      .map((finer, i) => finer.map((entry, k) => (weight * entry - (rest[i]?.[k] ?? NaN)) / (weight - 1)));
  }
  return rest[0] ?? [];
}

/** The numbers of nested arrays in one list. */
export function flat(x: Nested): number[] {
  return typeof x === 'number' ? [x] : x.flatMap(flat);
}

/** Holds that an answer has the structure of what is expected, and differs from it by no more than the tolerance. */
export function expectClose(answer: unknown, expected: Nested, tolerance = 1e-8): void {
  if (typeof expected === 'number') {
    expect(typeof answer).toBe('number');
    expect(Math.abs((answer as number) - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
    return;
  }
  expect(answer).toHaveLength(expected.length);
  expected.forEach((entry, i) => expectClose((answer as unknown[])[i], entry, tolerance));
}
