import { expect, test } from '@jest/globals';
import { evaluated } from './replay.js';

test.each(evaluated<number>('hello'))('$name of $input is exact', ({ function: name, input, output }) => {
  expect(output).toBe(name === 'square' ? input * input : 2 * input);
});
