import { expect, test } from '@jest/globals';
import { largestDifference } from '../src/jacobians.js';

test.each([
  [200, 2],
  [50, 50],
  [2, 200],
  [1, 1],
])('jacfwd and jacrev agree on a Jacobian of %i inputs by %i outputs', (n, m) => {
  expect(largestDifference(n, m)).toBeLessThan(1e-14);
});
