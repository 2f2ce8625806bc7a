import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  argExtreme,
  dataOf,
  DomainError,
  fromData,
  maxAlong,
  minAlong,
  prodAlong,
  shapeOf,
  sizeOf,
  sumAlong,
  tensor,
  zeros,
  type Plain,
} from '@wengert/tensor';
import { anyNumbers, arrays, axesOf, build, indicesOf, leavingAlone, elementAt } from './arrays.js';

/** The reduction written out: for each index that stays, the fold of the elements in order. */
function oracle(x: Plain, axes: readonly number[], keepDims: boolean, fold: (row: number[]) => number): Plain {
  const shape = shapeOf(x);
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const reduced = shape.map((length, axis) => (axes.includes(axis) ? length : 1));
  const data = indicesOf(kept).map((index) =>
    fold(
      indicesOf(reduced).map((offset) =>
        elementAt(
          x,
          index.map((i, axis) => i + offset[axis]!),
        ),
      ),
    ),
  );
  return fromData(Float64Array.from(data), keepDims ? kept : shape.filter((_, axis) => !axes.includes(axis)));
}

const cases = (elements?: fc.Arbitrary<number>): fc.Arbitrary<[Plain, number[], boolean]> =>
  arrays(0, elements).chain((x) => fc.tuple(fc.constant(x), axesOf(shapeOf(x).length), fc.boolean()));

const sum = (row: number[]): number => row.reduce((a, b) => a + b, 0);
const product = (row: number[]): number => row.reduce((a, b) => a * b, 1);

describe('reductions over axes', () => {
  test('sum and product are those of the elements, and 0 and 1 where there are none', () => {
    fc.assert(
      fc.property(cases(fc.integer({ min: -2, max: 2 })), ([x, axes, keepDims]) => {
        leavingAlone([x], () => {
          // Compared by ===, since the sign of a zero depends on the order.
          const close = (a: Plain, b: Plain): void => {
            expect(shapeOf(a)).toEqual(shapeOf(b));
            expect(Array.from(dataOf(a), (v) => v + 0)).toEqual(Array.from(dataOf(b), (v) => v + 0));
          };
          close(sumAlong(x, axes, keepDims), oracle(x, axes, keepDims, sum));
          close(prodAlong(x, axes, keepDims), oracle(x, axes, keepDims, product));
        });
      }),
      { numRuns: 300 },
    );
  });

  test('maximum and minimum are those of the elements, NaN first, and -0 less than 0', () => {
    fc.assert(
      fc.property(cases(anyNumbers), ([x, axes, keepDims]) => {
        fc.pre(axes.length === 0 || sizeOf(shapeOf(x)) > 0);
        leavingAlone([x], () => {
          expect(maxAlong('max', x, axes, keepDims)).toEqual(oracle(x, axes, keepDims, (row) => Math.max(...row)));
          expect(minAlong('min', x, axes, keepDims)).toEqual(oracle(x, axes, keepDims, (row) => Math.min(...row)));
        });
      }),
      { numRuns: 300 },
    );
  });

  test('a maximum of no numbers is refused, unless none is asked for', () => {
    expect(() => maxAlong('max', zeros([2, 0, 3]), [1], false)).toThrow(
      new DomainError('max: there are no elements along axis 1 of shape [2, 0, 3], and no numbers have no max.'),
    );
    expect(() => minAlong('min', zeros([0]), [0], true)).toThrow(DomainError);
    expect(() => minAlong('min', zeros([0, 0]), [0, 1], false)).toThrow(
      'min: there are no elements along axes [0, 1] of shape [0, 0], and no numbers have no min.',
    );
    expect(maxAlong('max', zeros([2, 0, 3]), [0], false)).toEqual(zeros([0, 3]));
    expect(maxAlong('max', zeros([0, 3]), [1], true)).toEqual(zeros([0, 1]));
  });

  test.each([
    [[5000], [0]],
    [[700, 9], [0]],
    [[9, 700], [1]],
    [[150, 1100], [0]],
    [[11, 23, 17], [1]],
    [
      [11, 23, 17],
      [0, 2],
    ],
    [
      [11, 23, 17],
      [0, 1, 2],
    ],
  ])('large arrays of shape %j over axes %j', (shape, axes) => {
    const x = build(shape, (index) => index.reduce((a, i) => (31 * a + i) % 101, 7) - 50);
    expect(sumAlong(x, axes, false)).toEqual(oracle(x, axes, false, sum));
    expect(maxAlong('max', x, axes, false)).toEqual(oracle(x, axes, false, (row) => Math.max(...row)));
    expect(minAlong('min', x, axes, false)).toEqual(oracle(x, axes, false, (row) => Math.min(...row)));
  });
});

describe('summation', () => {
  test('keeps the error of long sums at a few roundings', () => {
    const n = 1 << 20;
    // Every term is off by a rounding of its own; one running sum would be off by about 1e-11.
    const row = fromData(new Float64Array(n).fill(0.1), [n]);
    expect(Math.abs((sumAlong(row, [0], false) as number) / (n * 0.1) - 1)).toBeLessThan(4 * Number.EPSILON);
    const columns = fromData(new Float64Array(n).fill(0.1), [n / 2, 2]);
    for (const s of dataOf(sumAlong(columns, [0], false))) {
      expect(Math.abs(s / ((n / 2) * 0.1) - 1)).toBeLessThan(4 * Number.EPSILON);
    }
  });

  test('keeps the sign of zero', () => {
    expect(sumAlong(tensor([-0, -0]), [0], false)).toBe(-0);
    expect(sumAlong(tensor([[-0], [-0]]), [0], false)).toEqual(tensor([-0]));
    expect(sumAlong(tensor(new Float64Array(20).fill(-0)), [0], false)).toBe(-0);
  });
});

describe('argExtreme', () => {
  const rowsOf = (x: Plain, axis: number, fold: (row: number[]) => number): Plain => oracle(x, [axis], false, fold);
  const first = (row: number[], better: (a: number, b: number) => boolean): number => {
    const nan = row.findIndex((v) => Number.isNaN(v));
    return nan >= 0 ? nan : row.reduce((best, v, i) => (better(v, row[best]!) ? i : best), 0);
  };

  test('finds the first of the greatest and of the least, and NaN before them', () => {
    const few = fc.constantFrom(0, -0, 1, 2, NaN, Infinity, -Infinity);
    const withAxis = arrays(1, few).chain((x) => fc.tuple(fc.constant(x), fc.nat(shapeOf(x).length - 1)));
    fc.assert(
      fc.property(withAxis, ([x, axis]) => {
        fc.pre(sizeOf(shapeOf(x)) > 0);
        leavingAlone([x], () => {
          expect(argExtreme('argmax', x, axis, 'max')).toEqual(rowsOf(x, axis, (row) => first(row, (a, b) => a > b)));
          expect(argExtreme('argmin', x, axis, 'min')).toEqual(rowsOf(x, axis, (row) => first(row, (a, b) => a < b)));
        });
      }),
    );
  });

  test('refuses an empty axis, unless the result is empty too', () => {
    expect(() => argExtreme('argmax', zeros([0]), 0, 'max')).toThrow(
      new DomainError('argmax: there are no elements along axis 0 of shape [0], and no numbers have no argmax.'),
    );
    expect(argExtreme('argmin', zeros([0, 2]), 1, 'min')).toEqual(zeros([0]));
  });
});
