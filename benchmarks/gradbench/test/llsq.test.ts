import { describe, test } from '@jest/globals';
import { expectClose } from './independent.js';
import { evaluated } from './replay.js';

interface Input {
  readonly x: readonly number[];
  readonly n: number;
}

/** The points, and the signs there minus the polynomial. */
function residuals({ x, n }: Input): [t: number, residual: number][] {
  return Array.from({ length: n }, (_, i) => {
    const t = -1 + (2 * i) / (n - 1);
    return [t, Math.sign(t) - x.reduce((total, coefficient, j) => total + coefficient * t ** j, 0)];
  });
}

describe('llsq', () => {
  test.each(evaluated<Input>('llsq'))('$name agrees with the closed form', ({ function: name, input, output }) => {
    const all = residuals(input);
    const value = all.reduce((total, [, r]) => total + (r * r) / 2, 0);
    const gradient = input.x.map((_, j) => all.reduce((total, [t, r]) => total - r * t ** j, 0));
    expectClose(output, name === 'primal' ? value : gradient, 1e-13);
  });
});
