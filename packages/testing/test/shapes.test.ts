import { describe, expect, test } from '@jest/globals';
import {
  broadcastTo,
  concat,
  diag,
  diagonal,
  expandDims,
  flip,
  moveAxis,
  mul,
  ravel,
  repeat,
  reshape,
  roll,
  shapeOfValue,
  split,
  squeeze,
  stack,
  swapAxes,
  tile,
  transpose,
  tril,
  triu,
  type Value,
} from '@wengert/primitives';
import { arange, fromData, tensor, zeros, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { at, build, counted, indicesOf, numbered, shapes, shapesWithAxis, text } from './numbered-tensors.js';

describe('axes', () => {
  test('transpose puts axis axes[k] in place k', () => {
    const permuted = shapes(0).chain((shape) =>
      fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })),
    );
    fc.assert(
      fc.property(permuted, ([shape, axes]) => {
        const x = numbered(shape);
        const expected = build(
          axes.map((axis) => shape[axis]!),
          (index) =>
            at(
              x,
              shape.map((_, axis) => index[axes.indexOf(axis)]!),
            ),
        );
        expect(transpose(x, axes)).toEqual(expected);
        expect(
          transpose(
            x,
            axes.map((axis) => axis - shape.length),
          ),
        ).toEqual(expected);
      }),
    );
    expect(transpose(numbered([2, 3, 4]))).toEqual(transpose(numbered([2, 3, 4]), [2, 1, 0]));
    expect(transpose(7)).toBe(7);
  });

  test('swapAxes and moveAxis are the transposes that they name', () => {
    const x = numbered([2, 3, 4, 5]);
    expect(swapAxes(x, 0, -2)).toEqual(transpose(x, [2, 1, 0, 3]));
    expect(swapAxes(x, 1, 1)).toEqual(x);
    expect(moveAxis(x, 0, -1)).toEqual(transpose(x, [1, 2, 3, 0]));
    expect(moveAxis(x, -1, 0)).toEqual(transpose(x, [3, 0, 1, 2]));
    expect(moveAxis(x, [0, 1], [-1, 0])).toEqual(transpose(x, [1, 2, 3, 0]));
    expect(moveAxis(x, [3, 0], [0, 1])).toEqual(transpose(x, [3, 0, 1, 2]));
    expect(moveAxis(x, [0, 1], [1, 0])).toEqual(transpose(x, [1, 0, 2, 3]));
  });

  test('expandDims counts its axes in the result', () => {
    const x = numbered([2, 3]);
    expect(expandDims(x, 0).shape).toEqual([1, 2, 3]);
    expect(expandDims(x, -1).shape).toEqual([2, 3, 1]);
    expect(expandDims(x, [-1, 0]).shape).toEqual([1, 2, 3, 1]);
    expect(expandDims(x, [1, 2]).shape).toEqual([2, 1, 1, 3]);
    expect(text(expandDims(4, 0))).toBe('[4]');
  });

  test('squeeze drops the axes of length 1, or those that are named', () => {
    expect(shapeOfValue(squeeze(zeros([1, 2, 1, 0])))).toEqual([2, 0]);
    expect(shapeOfValue(squeeze(zeros([1, 2, 1]), -1))).toEqual([1, 2]);
    expect(shapeOfValue(squeeze(zeros([1, 2, 1]), [0, 2]))).toEqual([2]);
    expect(squeeze(tensor([[5]]))).toBe(5);
    expect(squeeze(5)).toBe(5);
  });

  test('reshape and ravel keep the row-major order', () => {
    expect(text(reshape(arange(6), [-1, 2]))).toBe('[[0, 1], [2, 3], [4, 5]]');
    expect(text(reshape(arange(6), [3, -1]))).toBe('[[0, 1], [2, 3], [4, 5]]');
    expect(reshape(tensor([[3]]), [])).toBe(3);
    expect(text(reshape(3, [1, 1]))).toBe('[[3]]');
    expect(reshape(zeros([0, 3]), [3, -1]).shape).toEqual([3, 0]);
    expect(text(ravel(numbered([2, 2])))).toBe('[1, 2, 3, 4]');
    expect(text(ravel(1))).toBe('[1]');
  });
});

describe('joining and cutting', () => {
  test('concat puts tensors one after the other along an axis', () => {
    fc.assert(
      fc.property(
        shapesWithAxis,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
        ([shape, axis], lengths) => {
          const along = counted(axis, shape.length);
          const parts = lengths.map((length, k) => mul(numbered(shape.with(along, length)), 100 ** k) as Tensor);
          const owners = lengths.flatMap((length, k) => Array.from({ length }, (_, i) => [k, i] as const));
          const expected = build(shape.with(along, owners.length), (index) => {
            const [k, i] = owners[index[along]!]!;
            return parts[k]!.at(...index.with(along, i));
          });
          expect(concat(parts, axis)).toEqual(expected);
          const ends = lengths.map((_, k) => lengths.slice(0, k + 1).reduce((a, b) => a + b)).slice(0, -1);
          expect(split(concat(parts, axis), ends, axis)).toEqual(parts);
        },
      ),
    );
  });

  test('stack makes an axis of a list', () => {
    expect(text(stack([1, 2, 3]))).toBe('[1, 2, 3]');
    expect(text(stack([1, 2], -1))).toBe('[1, 2]');
    const [a, b] = [
      numbered([2, 2]),
      tensor([
        [5, 6],
        [7, 8],
      ]),
    ];
    expect(text(stack([a, b]))).toBe('[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]');
    expect(text(stack([a, b], 1))).toBe('[[[1, 2], [5, 6]], [[3, 4], [7, 8]]]');
    expect(text(stack([a, b], -1))).toBe('[[[1, 5], [2, 6]], [[3, 7], [4, 8]]]');
    expect(stack([zeros([0]), zeros([0])], 1).shape).toEqual([0, 2]);
  });

  test('split cuts into equal parts, or before positions as in NumPy', () => {
    expect(split(arange(6), 3).map(text)).toEqual(['[0, 1]', '[2, 3]', '[4, 5]']);
    expect(split(arange(5), [2, 2, 9]).map(text)).toEqual(['[0, 1]', '[]', '[2, 3, 4]', '[]']);
    expect(split(arange(5), [3, 1]).map(text)).toEqual(['[0, 1, 2]', '[]', '[1, 2, 3, 4]']);
    expect(split(arange(5), [-2]).map(text)).toEqual(['[0, 1, 2]', '[3, 4]']);
    expect(split(arange(3), []).map(text)).toEqual(['[0, 1, 2]']);
    expect(split(arange(3), 1).map(text)).toEqual(['[0, 1, 2]']);
    expect(split(zeros([0, 2]), 2).map(({ shape }) => shape)).toEqual([
      [0, 2],
      [0, 2],
    ]);
    expect(split(numbered([2, 2]), 2, -1).map(text)).toEqual(['[[1], [3]]', '[[2], [4]]']);
  });
});

describe('arranging and repeating', () => {
  test('flip reverses axes', () => {
    fc.assert(
      fc.property(shapesWithAxis, ([shape, axis]) => {
        const x = numbered(shape);
        const along = counted(axis, shape.length);
        const expected = build(shape, (index) => at(x, index.with(along, shape[along]! - 1 - index[along]!)));
        expect(flip(x, axis)).toEqual(expected);
      }),
    );
    expect(text(flip(numbered([2, 2])))).toBe('[[4, 3], [2, 1]]');
    expect(text(flip(numbered([2, 2]), [0, -1]))).toBe('[[4, 3], [2, 1]]');
    expect(flip(2)).toBe(2);
  });

  test('roll moves elements around the end of an axis', () => {
    fc.assert(
      fc.property(shapesWithAxis, fc.integer({ min: -7, max: 7 }), ([shape, axis], shift) => {
        const x = numbered(shape);
        const along = counted(axis, shape.length);
        const length = shape[along]!;
        const from = (i: number): number => (((i - shift) % length) + length) % length;
        expect(roll(x, shift, axis)).toEqual(build(shape, (index) => at(x, index.with(along, from(index[along]!)))));
        expect(ravel(roll(x, shift))).toEqual(roll(ravel(x), shift, 0));
      }),
    );
    expect(text(roll(numbered([2, 2]), 1))).toBe('[[4, 1], [2, 3]]');
    expect(text(roll(numbered([2, 3]), [1, -1], [0, 1]))).toBe('[[5, 6, 4], [2, 3, 1]]');
    expect(text(roll(numbered([2, 3]), 1, [0, 1]))).toBe('[[6, 4, 5], [3, 1, 2]]');
    expect(text(roll(arange(4), [1, 2], [0, 0]))).toBe('[1, 2, 3, 0]');
    expect(text(roll(arange(4), [1, 2], 0))).toBe('[1, 2, 3, 0]');
    expect(roll(3, 5)).toBe(3);
  });

  test('tile aligns the numbers of copies with the last axes', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 });
    fc.assert(
      fc.property(shapes(0, 3), counts, (shape, reps) => {
        const x = numbered(shape);
        const rank = Math.max(shape.length, reps.length);
        const own = [...new Array<number>(rank - shape.length).fill(1), ...shape];
        const times = [...new Array<number>(rank - reps.length).fill(1), ...reps];
        const expected = build(
          own.map((length, axis) => length * times[axis]!),
          (index) => at(x, index.map((i, axis) => i % own[axis]!).slice(rank - shape.length)),
        );
        expect(tile(x, reps)).toEqual(expected);
      }),
    );
    expect(text(tile(2, 3))).toBe('[2, 2, 2]');
  });

  test('repeat repeats each element in place', () => {
    expect(text(repeat(tensor([1, 2]), 2))).toBe('[1, 1, 2, 2]');
    expect(text(repeat(numbered([2, 2]), 2))).toBe('[1, 1, 2, 2, 3, 3, 4, 4]');
    expect(text(repeat(numbered([2, 2]), [0, 2], -1))).toBe('[[2, 2], [4, 4]]');
    expect(text(repeat(numbered([2, 2]), [3], 0))).toBe('[[1, 2], [1, 2], [1, 2], [3, 4], [3, 4], [3, 4]]');
    expect(repeat(zeros([0, 2]), 3, 0).shape).toEqual([0, 2]);
    expect(repeat(zeros([2, 2]), 0, 1).shape).toEqual([2, 0]);
    expect(text(repeat(5, 2))).toBe('[5, 5]');
  });

  test('broadcastTo repeats along new axes and axes of length 1', () => {
    expect(text(broadcastTo(tensor([[1], [2]]), [2, 2, 2]))).toBe('[[[1, 1], [2, 2]], [[1, 1], [2, 2]]]');
    expect(text(broadcastTo(3, [2]))).toBe('[3, 3]');
    expect(broadcastTo(3, [])).toBe(3);
    expect(broadcastTo(zeros([1, 2]), [0, 2]).shape).toEqual([0, 2]);
  });
});

describe('diagonals', () => {
  test('diag and diagonal follow the k-th diagonal', () => {
    fc.assert(
      fc.property(shapes(2, 2), fc.integer({ min: -4, max: 4 }), (shape, k) => {
        const x = numbered(shape);
        const places = indicesOf(shape).filter(([i, j]) => j! - i! === k);
        const expected = fromData(
          Float64Array.from(places, (index) => at(x, index)),
          [places.length],
        );
        expect(diagonal(x, k)).toEqual(expected);
        expect(diag(x, k)).toEqual(expected);
      }),
    );
    expect(text(diag(tensor([1, 2]), 1))).toBe('[[0, 1, 0], [0, 0, 2], [0, 0, 0]]');
    expect(text(diag(tensor([1, 2]), -1))).toBe('[[0, 0, 0], [1, 0, 0], [0, 2, 0]]');
    expect(diag(zeros([0]), 2).shape).toEqual([2, 2]);
    expect(text(diagonal(numbered([2, 3, 2]), 1))).toBe('[[3, 11], [4, 12]]');
  });

  test('triu and tril keep one side of each matrix', () => {
    fc.assert(
      fc.property(shapes(2, 3), fc.integer({ min: -4, max: 4 }), (shape, k) => {
        const x = numbered(shape);
        const kept = (keeps: (distance: number) => boolean): Value =>
          build(shape, (index) => (keeps(index.at(-1)! - index.at(-2)!) ? at(x, index) : 0));
        expect(triu(x, k)).toEqual(kept((distance) => distance >= k));
        expect(tril(x, k)).toEqual(kept((distance) => distance <= k));
      }),
    );
    expect(
      text(
        triu(
          tensor([
            [1, Infinity],
            [NaN, 2],
          ]),
        ),
      ),
    ).toBe('[[1, Infinity], [0, 2]]');
  });
});
