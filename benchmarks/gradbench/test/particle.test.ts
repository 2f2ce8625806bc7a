import { describe, test } from '@jest/globals';
import { expectClose } from './independent.js';
import { evaluated } from './replay.js';

describe('particle', () => {
  // The value that the authors of the problem give: Pearlmutter and Siskind, Using programming language theory to make
  // automatic differentiation sound and efficient (2008).
  test.each(evaluated<object>('particle'))('$name steers the particle through the origin', ({ output }) => {
    expectClose(output, 0.20719187, 1e-7);
  });
});
