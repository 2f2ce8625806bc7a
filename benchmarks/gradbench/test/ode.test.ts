import { describe, test } from '@jest/globals';
import { expectClose, partials } from './independent.js';
import { evaluated } from './replay.js';

interface Input {
  readonly x: readonly number[];
  readonly s: number;
}

/** The classic Runge-Kutta method, element by element. */
function solution(x: readonly number[], steps: number): number[] {
  const slope = (y: readonly number[]): number[] => x.map((factor, i) => factor * (i === 0 ? 1 : (y[i - 1] ?? NaN)));
  const h = 2 / steps;
  let y = x.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const moved = (k: readonly number[], by: number): number[] => y.map((entry, i) => entry + by * (k[i] ?? NaN));
    const k1 = slope(y);
    const k2 = slope(moved(k1, h / 2));
    const k3 = slope(moved(k2, h / 2));
    const k4 = slope(moved(k3, h));
    y = moved(
      k1.map((k, i) => (k + 2 * (k2[i] ?? NaN) + 2 * (k3[i] ?? NaN) + (k4[i] ?? NaN)) / 6),
      h,
    );
  }
  return y;
}

describe('ode', () => {
  test.each(evaluated<Input>('ode'))('$name agrees with differences', ({ function: name, input: { x, s }, output }) => {
    const expected = name === 'primal' ? solution(x, s) : partials((at) => solution(at, s).at(-1) ?? NaN, x);
    expectClose(output, expected, 1e-11);
  });
});
