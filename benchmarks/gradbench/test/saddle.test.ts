import { describe, test } from '@jest/globals';
import { expectClose } from './independent.js';
import { evaluated } from './replay.js';

interface Input {
  readonly start: readonly number[];
}

/** The optimiser on the square of the distance to the origin, to which both searches of this problem come down. */
function descent(start: readonly number[]): number[] {
  const squared = (x: readonly number[]): number => x.reduce((total, entry) => total + entry * entry, 0);
  let x = [...start];
  let [rate, successes] = [1e-5, 0];
  while (2 * Math.sqrt(squared(x)) > 1e-5) {
    if (successes === 10) {
      [rate, successes] = [2 * rate, 0];
      continue;
    }
    const next = x.map((entry) => entry - rate * 2 * entry);
    if (Math.sqrt(squared(next.map((entry, i) => entry - (x[i] ?? NaN)))) <= 1e-5) break;
    if (squared(next) < squared(x)) [x, successes] = [next, successes + 1];
    else [rate, successes] = [rate / 2, 0];
  }
  return x;
}

describe('saddle', () => {
  test.each(evaluated<Input>('saddle'))('$name finds the saddle', ({ input, output }) => {
    const expected = descent(input.start);
    expectClose(output, [...expected, ...expected], 1e-12);
  });
});
