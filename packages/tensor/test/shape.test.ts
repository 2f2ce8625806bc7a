import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  checkShape,
  formatShape,
  normalizeAxes,
  normalizeAxis,
  sameShape,
  ShapeError,
  sizeOf,
  stridesOf,
} from '@wengert/tensor';
import { indicesOf, shapes } from './arrays.js';

describe('sizes and strides', () => {
  test('the size is the number of indices', () => {
    fc.assert(fc.property(shapes(), (shape) => sizeOf(shape) === indicesOf(shape).length));
  });

  test('strides lead from an index to its place in row-major order', () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const strides = stridesOf(shape);
        indicesOf(shape).forEach((index, place) => {
          expect(index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0)).toBe(place);
        });
      }),
    );
  });

  test('shapes are the same when all axes are', () => {
    expect(sameShape([2, 3], [2, 3])).toBe(true);
    expect(sameShape([2, 3], [3, 2])).toBe(false);
    expect(sameShape([2, 3], [2, 3, 1])).toBe(false);
    expect(sameShape([], [])).toBe(true);
  });

  test('a shape is written as an array', () => {
    expect(formatShape([])).toBe('[]');
    expect(formatShape([2, 3])).toBe('[2, 3]');
  });
});

describe('normalizeAxis', () => {
  test('counts negative axes from the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(4), (rank, axis) => {
        fc.pre(axis < rank);
        expect(normalizeAxis('sum', axis, rank)).toBe(axis);
        expect(normalizeAxis('sum', axis - rank, rank)).toBe(axis);
      }),
    );
  });

  test.each([
    [2, 2, 'sum: there is no axis 2 at rank 2: axes are 0 to 1, or -2 to -1 from the end.'],
    [-3, 2, 'sum: there is no axis -3 at rank 2: axes are 0 to 1, or -2 to -1 from the end.'],
    [0.5, 1, 'sum: there is no axis 0.5 at rank 1: the only axis is 0 (or -1).'],
    [0, 0, 'sum: there is no axis 0 at rank 0: a number has no axes.'],
  ])('refuses axis %p at rank %p', (axis, rank, message) => {
    expect(() => normalizeAxis('sum', axis, rank)).toThrow(new ShapeError(message));
  });
});

describe('normalizeAxes', () => {
  test('sorts axes, and takes none for all', () => {
    expect(normalizeAxes('sum', [-1, 0], 3)).toEqual([0, 2]);
    expect(normalizeAxes('sum', -2, 3)).toEqual([1]);
    expect(normalizeAxes('sum', undefined, 3)).toEqual([0, 1, 2]);
    expect(normalizeAxes('sum', undefined, 0)).toEqual([]);
    expect(normalizeAxes('sum', [], 3)).toEqual([]);
  });

  test('refuses an axis given twice', () => {
    expect(() => normalizeAxes('sum', [0, -2], 2)).toThrow(
      new ShapeError('sum: axes [0, -2] name axis 0 twice at rank 2.'),
    );
  });
});

describe('checkShape', () => {
  test('lets non-negative integers pass', () => {
    expect(() => checkShape('zeros', [])).not.toThrow();
    expect(() => checkShape('zeros', [2, 0, 3])).not.toThrow();
  });

  test.each([
    [[2, -1], 'zeros: axis 1 of shape [2, -1] is -1; it must be a non-negative integer.'],
    [[1.5], 'zeros: axis 0 of shape [1.5] is 1.5; it must be a non-negative integer.'],
    [[NaN], 'zeros: axis 0 of shape [NaN] is NaN; it must be a non-negative integer.'],
    [3, 'zeros: a shape is an array of axis lengths such as [2, 3], but this one is 3.'],
  ])('refuses %p', (shape, message) => {
    expect(() => checkShape('zeros', shape as readonly number[])).toThrow(new ShapeError(message));
  });
});
