import { describe, expect, test } from '@jest/globals';
import { grad, jacfwd, jacrev } from '@wengert/functional';
import {
  addAt,
  argsort,
  mul,
  scatterAdd,
  setAt,
  shapeOfValue,
  slice,
  sum,
  take,
  takeAlongAxis,
  type Interval,
  type Scalar,
} from '@wengert/primitives';
import { tensor, zeros, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { at, build, counted, numbered, plain, shapes, shapesWithAxis, text } from './numbered-tensors.js';

describe('slices', () => {
  /** Python's semantics by JavaScript's own slice, which has them for steps of 1: a negative step walks the reverse. */
  function reference(list: readonly number[], [start, stop, step]: Interval): readonly number[] {
    const by = step ?? 1;
    const every = (items: readonly number[]): readonly number[] => items.filter((_, i) => i % Math.abs(by) === 0);
    if (by > 0) return every(list.slice(start ?? 0, stop ?? list.length));
    const mirror = (end: number | null | undefined, whole: number): number =>
      end === null || end === undefined ? whole : -1 - end;
    return every([...list].reverse().slice(mirror(start, 0), mirror(stop, list.length)));
  }

  test('an interval has the meaning that it has in NumPy, for any ends and steps', () => {
    const end = fc.option(fc.integer({ min: -8, max: 8 }));
    const step = fc.option(fc.integer({ min: -3, max: 3 }).filter((by) => by !== 0));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), end, end, step, (length, start, stop, by) => {
        const list = Array.from({ length }, (_, i) => i + 1);
        expect(plain(slice(tensor(list), [[start, stop, by]]))).toEqual(reference(list, [start, stop, by]));
      }),
      { numRuns: 500 },
    );
  });

  test('an index drops its axis, null and axes without a range stay whole', () => {
    const x = numbered([2, 3, 2]);
    expect(text(slice(x, [-1]))).toBe('[[7, 8], [9, 10], [11, 12]]');
    expect(text(slice(x, [null, 1]))).toBe('[[3, 4], [9, 10]]');
    expect(text(slice(x, [1, [null, null, -2], 0]))).toBe('[11, 7]');
    expect(text(slice(x, [[1], [1, 2]]))).toBe('[[[9, 10]]]');
    expect(slice(x, [0, 2, -1])).toBe(6);
    expect(slice(x, [-2, -3, -2])).toBe(1);
    expect(slice(x, [])).toEqual(x);
    expect(slice(3, [])).toBe(3);
  });
});

describe('taking and scattering', () => {
  /** A shape, an axis with elements, and indices along it. */
  const selections = shapesWithAxis
    .filter(([shape, axis]) => shape.at(axis)! > 0)
    .chain(([shape, axis]) => {
      const length = shape.at(axis)!;
      const index = fc.integer({ min: -length, max: length - 1 });
      return fc.tuple(fc.constant(shape), fc.constant(axis), fc.array(index, { maxLength: 4 }));
    });

  test('take puts the axes of the indices in place of the axis', () => {
    fc.assert(
      fc.property(selections, ([shape, axis, indices]) => {
        const x = numbered(shape);
        const along = counted(axis, shape.length);
        const from = (i: number): number => counted(indices[i]!, shape[along]!);
        expect(take(x, indices, axis)).toEqual(
          build(shape.with(along, indices.length), (index) => at(x, index.with(along, from(index[along]!)))),
        );
        if (indices.length === 0) return;
        expect(take(x, indices[0]!, axis)).toEqual(
          build(shape.toSpliced(along, 1), (index) => at(x, index.toSpliced(along, 0, from(0)))),
        );
      }),
    );
    expect(
      text(
        take(numbered([2, 2]), [
          [0, -1],
          [1, 1],
        ]),
      ),
    ).toBe('[[1, 4], [2, 2]]');
    expect(text(take(tensor([5, 6]), tensor([1, 0])))).toBe('[6, 5]');
    expect(text(take(tensor([5, 6]), new Int32Array([1])))).toBe('[6]');
    expect(take(numbered([2, 2]), -2)).toBe(3);
    expect(take(7, 0)).toBe(7);
    expect(shapeOfValue(take(zeros([2, 3]), [[], []], 1))).toEqual([2, 2, 0]);
  });

  test('scatterAdd adds each value where its index says', () => {
    fc.assert(
      fc.property(selections, ([shape, axis, indices]) => {
        const x = numbered(shape);
        const along = counted(axis, shape.length);
        const values = mul(numbered(shape.with(along, indices.length)), 100);
        const expected = build(shape, (index) =>
          indices.reduce(
            (total, place, i) =>
              counted(place, shape[along]!) === index[along] ? total + at(values, index.with(along, i)) : total,
            at(x, index),
          ),
        );
        expect(scatterAdd(x, indices, values, axis)).toEqual(expected);
      }),
    );
    expect(text(scatterAdd(zeros([2, 2]), -1, 5))).toBe('[[0, 0], [5, 5]]');
    expect(
      text(
        scatterAdd(
          zeros([3]),
          [
            [0, 0],
            [2, 0],
          ],
          1,
        ),
      ),
    ).toBe('[3, 0, 1]');
  });

  test('takeAlongAxis applies what argsort returns, and broadcasts the other axes', () => {
    const x = tensor([
      [3, 1, 2],
      [4, 6, 5],
    ]);
    expect(text(takeAlongAxis(x, argsort(x), -1))).toBe('[[1, 2, 3], [4, 5, 6]]');
    expect(text(takeAlongAxis(x, [[0, -1]], 1))).toBe('[[3, 2], [4, 5]]');
    expect(text(takeAlongAxis(x, [[1, 0, 1]], 0))).toBe('[[4, 1, 5]]');
    expect(text(takeAlongAxis(numbered([1, 2]), [[0], [1], [1]], 1))).toBe('[[1], [2], [2]]');
    expect(shapeOfValue(takeAlongAxis(x, zeros([2, 0]), 1))).toEqual([2, 0]);
  });
});

describe('functional updates', () => {
  test('setAt replaces and addAt adds to what slice would return', () => {
    const cases = fc.tuple(shapes(0, 3), fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { maxLength: 3 }));
    fc.assert(
      fc.property(cases, ([shape, starts]) => {
        const ranges = starts
          .slice(0, shape.length)
          .map((start) => (start === null ? null : ([start, null, 2] as const)));
        const x = numbered(shape);
        const selected = (index: readonly number[]): boolean =>
          ranges.every(
            (range, axis) => range === null || (index[axis]! >= range[0] && (index[axis]! - range[0]) % 2 === 0),
          );
        expect(setAt(x, ranges, -1)).toEqual(build(shape, (index) => (selected(index) ? -1 : at(x, index))));
        expect(addAt(x, ranges, 100)).toEqual(build(shape, (index) => at(x, index) + (selected(index) ? 100 : 0)));
        expect(setAt(x, ranges, slice(x, ranges))).toEqual(x);
      }),
    );
  });

  test('lists of indices apply to their own axes; where they repeat, the last value stays or all values add up', () => {
    const x = zeros([2, 3]);
    expect(text(setAt(x, [{ indices: [1, 0] }, 2], tensor([5, 6])))).toBe('[[0, 0, 6], [0, 0, 5]]');
    expect(text(setAt(x, [{ indices: [0, 1] }, { indices: [0, -1] }], numbered([2, 2])))).toBe(
      '[[1, 0, 2], [3, 0, 4]]',
    );
    expect(text(setAt(x, [0, { indices: [1, 1, 1] }], tensor([7, 8, 9])))).toBe('[[0, 9, 0], [0, 0, 0]]');
    expect(text(addAt(x, [0, { indices: [1, 1, 1] }], tensor([7, 8, 9])))).toBe('[[0, 24, 0], [0, 0, 0]]');
    expect(text(setAt(x, [{ indices: 1 }], 4))).toBe('[[0, 0, 0], [4, 4, 4]]');
    expect(text(setAt(x, [{ indices: [] }], 4))).toBe('[[0, 0, 0], [0, 0, 0]]');
    expect(setAt(1, [], 2)).toBe(2);
    expect(x).toEqual(zeros([2, 3]));
  });

  test('a repeated index leaves the derivative to the value that stays', () => {
    const f = (v: Tensor): Tensor => setAt(tensor([1, 2]), [{ indices: [0, 1, 0] }], v);
    expect(text(jacrev(f)(tensor([7, 8, 9])))).toBe('[[0, 0, 1], [0, 1, 0]]');
    expect(text(jacfwd(f)(tensor([7, 8, 9])))).toBe('[[0, 0, 1], [0, 1, 0]]');
    const oneColumn = (v: Tensor): Scalar => sum(setAt(zeros([2, 2]), [{ indices: [1, 1] }, 0], v));
    expect(text(grad(oneColumn)(tensor([7, 8])))).toBe('[0, 1]');
  });

  test('a traced value goes into a plain tensor and a plain value into a traced one', () => {
    expect(grad((v: number) => sum(setAt(tensor([1, 2, 3]), [[1, null]], mul(v, v))))(3)).toBe(12);
    expect(text(grad((x: Tensor) => sum(setAt(x, [1], 7)))(tensor([1, 2, 3])))).toBe('[1, 0, 1]');
    expect(text(grad((x: Tensor) => sum(mul(addAt(x, [1], 7), x)))(tensor([1, 2, 3])))).toBe('[2, 11, 6]');
  });
});
