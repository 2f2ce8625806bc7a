import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dataOf,
  directionAlong,
  meanSquareAlong,
  normAlong,
  rootMeanSquareAlong,
  shapeOf,
  sumAlong,
  tensor,
  zeros,
} from '@wengert/tensor';
import { arrays, arraysOf, axesOf, build, elementAt, leavingAlone } from './arrays.js';

const withAxes = arrays().chain((x) => fc.tuple(fc.constant(x), axesOf(shapeOf(x).length)));
const powersOfTwo = fc.integer({ min: -1000, max: 900 }).map((k) => 2 ** k);

describe('meanSquareAlong', () => {
  test('sums squares and divides', () => {
    fc.assert(
      fc.property(withAxes, fc.boolean(), ([x, axes], keepDims) => {
        const squares = build(shapeOf(x), (index) => elementAt(x, index) ** 2);
        const sums = sumAlong(squares, axes, keepDims);
        leavingAlone([x], () => {
          expect(meanSquareAlong(x, axes, keepDims, 4)).toEqual(
            build(shapeOf(sums), (index) => elementAt(sums, index) / 4),
          );
        });
      }),
    );
  });

  test('overflows and underflows only where the result does', () => {
    expect(meanSquareAlong(tensor([1e154, 1e154, 1e154, 1e154]), [0], false, 4)).toBeCloseTo(1e308, -293);
    expect(meanSquareAlong(tensor([1e200]), [0], false, 1)).toBe(Infinity);
    expect(meanSquareAlong(tensor([1e-200]), [0], false, 1)).toBe(0);
  });
});

describe('rootMeanSquareAlong', () => {
  test('is scaled by powers of two as its argument is, to the last bit', () => {
    fc.assert(
      fc.property(arraysOf([3, 2]), powersOfTwo, (x, scale) => {
        const scaled = build([3, 2], (index) => elementAt(x, index) * scale);
        const root = rootMeanSquareAlong(x, [0], false, 3);
        expect(rootMeanSquareAlong(scaled, [0], false, 3)).toEqual(
          build([2], (index) => elementAt(root, index) * scale),
        );
      }),
    );
  });

  test('knows zeros, infinities and the smallest number', () => {
    const x = tensor([
      [0, 0],
      [Infinity, 1],
      [NaN, 1],
      [5e-324, 0],
    ]);
    expect(rootMeanSquareAlong(x, [1], false, 1)).toEqual(tensor([0, Infinity, NaN, 5e-324]));
    expect(rootMeanSquareAlong(zeros([0, 2]), [0], false, 1)).toEqual(tensor([0, 0]));
  });
});

describe('normAlong', () => {
  test('is the root of the sum of powers', () => {
    expect(normAlong(tensor([3, -4]), [0], false, 2, 1)).toBe(5);
    expect(normAlong(tensor([3, -4, 5]), [0], false, 3, 1)).toBeCloseTo(6, 14);
    expect(normAlong(tensor([1, 4]), [0], true, 0.5, 1)).toEqual(tensor([9]));
    expect(normAlong(zeros([0, 2]), [0], false, 3, 1)).toEqual(tensor([0, 0]));
  });

  test('neither overflows nor underflows on the way', () => {
    for (const scale of [1e-300, 1e300]) {
      expect((normAlong(tensor([3 * scale, -4 * scale, 5 * scale]), [0], false, 3, 1) as number) / scale).toBeCloseTo(
        6,
        14,
      );
    }
    expect(
      normAlong(
        tensor([
          [Infinity, 1],
          [0, 0],
        ]),
        [1],
        false,
        3,
        1,
      ),
    ).toEqual(tensor([Infinity, 0]));
  });
});

describe('directionAlong', () => {
  test('divides by the norm, also where that overflows or is hardly a number', () => {
    const x = tensor([
      [3, 4],
      [3 * 2 ** 1020, 4 * 2 ** 1020],
      [3 * 2 ** -1074, 4 * 2 ** -1074],
      [0, 0],
    ]);
    expect(directionAlong(x, [1], 2, 1)).toEqual(
      tensor([
        [0.6, 0.8],
        [0.6, 0.8],
        [0.6, 0.8],
        [0, 0],
      ]),
    );
    dataOf(directionAlong(tensor([1.7e308, -1.7e308]), [0], 2, 1)).forEach((v) => {
      expect(Math.abs(v)).toBeCloseTo(Math.SQRT1_2, 15);
    });
  });

  test('sees only the infinite numbers next to finite ones', () => {
    expect(directionAlong(tensor([-Infinity, 1]), [0], 2, 1)).toEqual(tensor([-1, 0]));
  });
});
