import { expect, test } from '@jest/globals';
import * as operations from '../src/operations.js';

test('every operation has its own name, as stacks and printed functions show it', () => {
  const { linalg, ...others } = operations;
  for (const [name, operation] of [...Object.entries(others), ...Object.entries(linalg)]) {
    expect([name, operation.name]).toEqual([name, name]);
  }
});
