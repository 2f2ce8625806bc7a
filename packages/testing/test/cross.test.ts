import { describe, expect, test } from '@jest/globals';
import { cross } from '@wengert/primitives';
import { ones, shapeOf, tensor, type Plain } from '@wengert/tensor';
import fc from 'fast-check';
import { broadcastingShapes, broadcastShape, checkMultilinear, elementAt, fill } from './index-by-index.js';

describe('cross', () => {
  test('gives what NumPy gives', () => {
    expect(cross(tensor([1, 2, 3]), tensor([4, 5, 6])).toArray()).toEqual([-3, 6, -3]);
    expect(cross(tensor([1, 2]), tensor([4, 5, 6])).toArray()).toEqual([12, -6, -3]);
    expect(cross(tensor([1, 2]), tensor([3, 4]))).toBe(-2);
    expect(
      cross(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([3, 4]),
      ).toArray(),
    ).toEqual([-2, 0]);
    // Three vectors of two elements are no vectors of three.
    expect(cross(ones([1, 3, 2]), tensor([0, 0, 1])).toArray()).toEqual([
      [
        [1, -1, 0],
        [1, -1, 0],
        [1, -1, 0],
      ],
    ]);
  });

  test('broadcasts, for any mixture of two and three elements, and so do its derivatives', () => {
    const oracle = (x: Plain, y: Plain): Plain => {
      const [p, q] = [shapeOf(x).at(-1)!, shapeOf(y).at(-1)!];
      const batch = broadcastShape(shapeOf(x).slice(0, -1), shapeOf(y).slice(0, -1));
      const component = (i: number, index: number[]): number => {
        const [j, k] = [(i + 1) % 3, (i + 2) % 3];
        const left = (axis: number): number => (axis < p ? elementAt(x, [...index, axis]) : 0);
        const right = (axis: number): number => (axis < q ? elementAt(y, [...index, axis]) : 0);
        return left(j) * right(k) - left(k) * right(j);
      };
      if (p === 2 && q === 2) return fill(batch, (index) => component(2, index));
      return fill([...batch, 3], (index) => component(index.at(-1)!, index.slice(0, -1)));
    };
    const space = fc.constantFrom(2, 3);
    const shapes = fc.tuple(broadcastingShapes, space, space).map(([[x, y], p, q]) => [
      [...x, p],
      [...y, q],
    ]);
    checkMultilinear((x, y) => cross(x, y), oracle, shapes);
  });

  test('says which shapes it cannot take', () => {
    expect(() => cross(ones([4]), ones([3]))).toThrow(
      'cross: the last axes must have length 2 or 3, but the shapes are [4] and [3]. moveAxis brings another axis there.',
    );
    expect(() => cross(1, ones([3]))).toThrow(
      'cross: the last axes must have length 2 or 3, but the shapes are [] and [3].',
    );
    expect(() => cross(ones([2, 3]), ones([3, 2]))).toThrow(
      'cross: [2, 3] x [3, 2], axes before the last: shapes [2] and [3] do not broadcast: ' +
        'axis -1 is 2 in the first and 3 in the second.',
    );
  });
});
