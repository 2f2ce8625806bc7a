import { expect, test } from '@jest/globals';
import { allocate, reusing } from '../src/index.js';

test('a kernel is given an array again, full of zeros, for its first array of that length', () => {
  const array = new Float64Array([1, 2, 3]);
  const made = reusing(array, () => [allocate(2), allocate(3), allocate(3)]);
  expect(made[1]).toBe(array);
  expect([...array]).toEqual([0, 0, 0]);
  expect(made[2]).not.toBe(array);
  expect(made[0]).toHaveLength(2);
});

test('an array is offered only while the kernel runs, even if that throws', () => {
  const array = new Float64Array(3);
  const failing = (): never => {
    throw new RangeError('no');
  };
  expect(() => reusing(array, failing)).toThrow('no');
  expect(allocate(3)).not.toBe(array);
});
