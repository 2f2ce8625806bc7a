import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eq, ge, gt, le, lt, ne } from '../src/index.js';

const comparisons: readonly (readonly [string, typeof lt, (x: number, y: number) => boolean])[] = [
  ['lt', lt, (x, y) => x < y],
  ['le', le, (x, y) => x <= y],
  ['gt', gt, (x, y) => x > y],
  ['ge', ge, (x, y) => x >= y],
  ['eq', eq, (x, y) => x === y],
  ['ne', ne, (x, y) => x !== y],
];

const numbers = fc.oneof(fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity), fc.double());

describe.each(comparisons)('%s', (_name, compare, operator) => {
  test('compares numbers as its operator does, NaN and zeros of both signs too', () => {
    fc.assert(
      fc.property(numbers, numbers, (x, y) => {
        expect(compare(x, y)).toBe(operator(x, y));
        expect(compare(x, x)).toBe(operator(x, x));
      }),
    );
  });
});
