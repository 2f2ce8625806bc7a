import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cumprod, cumsum, shapeOf, tensor, type Plain } from '@wengert/tensor';
import { arrays, arraysOf, build, elementAt, innerProduct, leavingAlone } from './arrays.js';

const withAxis = arrays(1).chain((x) => fc.tuple(fc.constant(x), fc.nat(shapeOf(x).length - 1)));

/** The numbers up to an index along the axis, in order. */
const upTo = (x: Plain, index: readonly number[], axis: number): number[] =>
  Array.from({ length: index[axis]! + 1 }, (_, j) =>
    elementAt(
      x,
      index.map((i, a) => (a === axis ? j : i)),
    ),
  );

test('cumsum and cumprod fold the numbers up to each place', () => {
  fc.assert(
    fc.property(withAxis, ([x, axis]) => {
      leavingAlone([x], () => {
        expect(cumsum(x, axis, false)).toEqual(
          build(shapeOf(x), (index) => upTo(x, index, axis).reduce((a, b) => a + b)),
        );
        expect(cumprod(x, axis)).toEqual(build(shapeOf(x), (index) => upTo(x, index, axis).reduce((a, b) => a * b)));
      });
    }),
  );
});

test('cumsum in reverse is the transpose of cumsum', () => {
  const pairs = withAxis.chain(([x, axis]) => fc.tuple(fc.constant(x), arraysOf(shapeOf(x)), fc.constant(axis)));
  fc.assert(
    fc.property(pairs, ([x, y, axis]) => {
      expect(innerProduct(cumsum(x, axis, false), y)).toBe(innerProduct(x, cumsum(y, axis, true)));
    }),
  );
  expect(cumsum(tensor([1, 2, 3]), 0, true)).toEqual(tensor([6, 5, 3]));
});

test('numbers are their own running sums and products', () => {
  expect(cumsum(3, 0, false)).toBe(3);
  expect(cumprod(3, 0)).toBe(3);
});
