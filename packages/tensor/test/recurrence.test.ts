import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { flip, linearRecurrence, shapeOf, tensor, zeros, type DenseTensor } from '@wengert/tensor';
import { arrays, arraysOf, build, elementAt, leavingAlone } from './arrays.js';

const pairs = arrays(1).chain((b) =>
  fc.tuple(arraysOf(shapeOf(b)), fc.constant(b), fc.nat(shapeOf(b).length - 1)),
) as fc.Arbitrary<[DenseTensor, DenseTensor, number]>;

test('linearRecurrence multiplies what came before and adds', () => {
  fc.assert(
    fc.property(pairs, ([a, b, axis]) => {
      const solution = (index: readonly number[]): number => {
        const i = index[axis]!;
        if (i === 0) return elementAt(b, index);
        return elementAt(a, index) * solution(index.with(axis, i - 1)) + elementAt(b, index);
      };
      leavingAlone([a, b], () => {
        expect(linearRecurrence(a, b, axis, false)).toEqual(build(shapeOf(b), solution));
      });
    }),
  );
});

test('in reverse, linearRecurrence goes from the end', () => {
  fc.assert(
    fc.property(pairs, ([a, b, axis]) => {
      const flipped = (x: DenseTensor): DenseTensor => flip(x, [axis]) as DenseTensor;
      expect(linearRecurrence(a, b, axis, true)).toEqual(
        flipped(linearRecurrence(flipped(a), flipped(b), axis, false)),
      );
    }),
  );
});

test('the first coefficient of a linearRecurrence does not count, whatever it is', () => {
  expect(linearRecurrence(tensor([Infinity, 2, 3]), tensor([0, 1, 1]), 0, false)).toEqual(tensor([0, 1, 4]));
  expect(linearRecurrence(zeros([0, 2]), zeros([0, 2]), 0, false)).toEqual(zeros([0, 2]));
});
