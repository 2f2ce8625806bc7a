import { describe, test } from '@jest/globals';
import { expectClose } from './independent.js';
import { evaluated } from './replay.js';

interface Input {
  readonly x: readonly number[];
}

describe('lse', () => {
  test.each(evaluated<Input>('lse'))(
    '$name agrees with the closed form',
    ({ function: name, input: { x }, output }) => {
      const total = x.reduce((sum, entry) => sum + Math.exp(entry), 0);
      expectClose(output, name === 'primal' ? Math.log(total) : x.map((entry) => Math.exp(entry) / total), 1e-14);
    },
  );
});
