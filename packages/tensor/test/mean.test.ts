import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { centerAlong, dataOf, meanAlong, shapeOf, sumAlong, tensor, zeros, type Plain } from '@wengert/tensor';
import { arrays, axesOf, build, elementAt, leavingAlone } from './arrays.js';

const withAxes = arrays().chain((x) => fc.tuple(fc.constant(x), axesOf(shapeOf(x).length)));

const countOf = (x: Plain, axes: readonly number[]): number =>
  axes.reduce((count, axis) => count * shapeOf(x)[axis]!, 1);

describe('meanAlong', () => {
  test('is the sum divided by the number of elements', () => {
    fc.assert(
      fc.property(withAxes, fc.boolean(), ([x, axes], keepDims) => {
        const sum = sumAlong(x, axes, keepDims);
        leavingAlone([x], () => {
          expect(meanAlong(x, axes, keepDims)).toEqual(
            build(shapeOf(sum), (index) => elementAt(sum, index) / countOf(x, axes)),
          );
        });
      }),
    );
  });

  test('does not overflow where the sum does', () => {
    expect(meanAlong(tensor([1.5e308, 1.7e308]), [0], false)).toBe(1.6e308);
    const mixed = tensor([
      [1e308, 1e308, 1e308],
      [1, 2, 6],
      [Infinity, 0, 0],
    ]);
    expect(meanAlong(mixed, [1], false)).toEqual(tensor([1e308, 3, Infinity]));
  });

  test('keeps what is infinite or NaN', () => {
    expect(meanAlong(tensor([Infinity, 1]), [0], false)).toBe(Infinity);
    expect(meanAlong(tensor([Infinity, -Infinity]), [0], false)).toBeNaN();
    expect(meanAlong(zeros([0, 2]), [0], false)).toEqual(tensor([NaN, NaN]));
  });
});

describe('centerAlong', () => {
  test('takes the mean away', () => {
    fc.assert(
      fc.property(withAxes, ([x, axes]) => {
        const sum = sumAlong(x, axes, true);
        const expected = build(shapeOf(x), (index) => elementAt(x, index) - elementAt(sum, index) / countOf(x, axes));
        leavingAlone([x], () => {
          const centered = centerAlong(x, axes);
          expect(shapeOf(centered)).toEqual(shapeOf(x));
          dataOf(centered).forEach((v, i) => expect(v).toBeCloseTo(dataOf(expected)[i]!, 12));
        });
      }),
    );
  });

  test('leaves nothing of equal numbers', () => {
    const constants = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(constants, ([v, n]) => {
        expect(dataOf(centerAlong(tensor(new Float64Array(n).fill(v)), [0])).every((d) => d === 0)).toBe(true);
      }),
    );
  });

  test('keeps the digits of small deviations, also next to large ones', () => {
    expect(centerAlong(tensor([1e15 + 0.125, 1e15 + 0.375, 1e15 + 1]), [0])).toEqual(tensor([-0.375, -0.125, 0.5]));
    expect(centerAlong(tensor([700, -700, 3 * 2 ** -25]), [0])).toEqual(
      tensor([700 - 2 ** -25, -700 - 2 ** -25, 2 ** -24]),
    );
  });
});
