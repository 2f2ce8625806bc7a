import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  concat,
  flip,
  place,
  reshape,
  ShapeError,
  shapeOf,
  slice,
  tensor,
  transpose,
  zeros,
  type Plain,
  type Shape,
} from '@wengert/tensor';
import {
  anyNumbers,
  arrays,
  arraysOf,
  axesOf,
  build,
  elementAt,
  innerProduct,
  leavingAlone,
  shapes,
} from './arrays.js';

describe('reshape', () => {
  test('keeps the elements in order and shares them', () => {
    const x = tensor([1, 2, 3, 4, 5, 6]);
    const y = reshape(x, [2, 3]);
    expect(y).toEqual(
      tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
    expect((y as typeof x).data).toBe(x.data);
    expect(reshape(tensor([[7]]), [])).toBe(7);
    expect(reshape(7, [1, 1])).toEqual(tensor([[7]]));
    expect(reshape(7, [])).toBe(7);
    expect(reshape(zeros([0, 3]), [2, 0])).toEqual(zeros([2, 0]));
  });

  test('refuses another size', () => {
    expect(() => reshape(zeros([2, 3]), [4])).toThrow(
      new ShapeError('reshape: shape [2, 3] has 6 elements, [4] has 4.'),
    );
  });
});

describe('transpose', () => {
  const permuted = (x: Plain, axes: readonly number[]): Plain => {
    const shape = shapeOf(x);
    return build(
      axes.map((axis) => shape[axis]!),
      (index) =>
        elementAt(
          x,
          shape.map((_, axis) => index[axes.indexOf(axis)]!),
        ),
    );
  };
  const permutations = (rank: number): fc.Arbitrary<number[]> =>
    fc.shuffledSubarray(
      Array.from({ length: rank }, (_, k) => k),
      { minLength: rank },
    );

  test('permutes axes, index by index', () => {
    const cases = arrays(0, anyNumbers).chain((x) => fc.tuple(fc.constant(x), permutations(shapeOf(x).length)));
    fc.assert(
      fc.property(cases, ([x, axes]) => {
        leavingAlone([x], () => {
          expect(transpose(x, axes)).toEqual(permuted(x, axes));
        });
      }),
      { numRuns: 300 },
    );
  });

  test.each<[Shape, number[]]>([
    [
      [50, 37],
      [1, 0],
    ],
    [
      [5, 50, 37],
      [0, 2, 1],
    ],
    [
      [50, 5, 37],
      [1, 0, 2],
    ],
    [
      [20, 5, 37],
      [2, 1, 0],
    ],
    [
      [20, 5, 37],
      [2, 0, 1],
    ],
    [
      [20, 5, 37],
      [1, 2, 0],
    ],
    [
      [3, 20, 2, 19],
      [3, 1, 2, 0],
    ],
  ])('permutes the large shape %j by %j', (shape, axes) => {
    const x = build(shape, (index) => index.reduce((a, i) => 100 * a + i, 0));
    expect(transpose(x, axes)).toEqual(permuted(x, axes));
  });

  test('gives its argument back where nothing moves', () => {
    const x = zeros([2, 3]);
    expect(transpose(x, [0, 1])).toBe(x);
  });
});

test('flip reverses the order along axes', () => {
  const cases = arrays(0, anyNumbers).chain((x) => fc.tuple(fc.constant(x), axesOf(shapeOf(x).length)));
  fc.assert(
    fc.property(cases, ([x, axes]) => {
      const shape = shapeOf(x);
      leavingAlone([x], () => {
        expect(flip(x, axes)).toEqual(
          build(shape, (index) =>
            elementAt(
              x,
              index.map((i, axis) => (axes.includes(axis) ? shape[axis]! - 1 - i : i)),
            ),
          ),
        );
      });
    }),
  );
});

interface Range {
  readonly length: number;
  readonly start: number;
  readonly size: number;
  readonly step: number;
}

/** A range that stays within an axis, forwards or backwards. */
const ranges: fc.Arbitrary<Range> = fc
  .tuple(fc.nat(5), fc.nat(4), fc.integer({ min: 1, max: 3 }), fc.boolean())
  .chain(([length, first, step, backwards]) => {
    if (first >= length) return fc.constant({ length, start: 0, size: 0, step });
    const most = Math.floor((backwards ? first : length - 1 - first) / step) + 1;
    return fc.nat(most).map((size) => ({ length, start: first, size, step: backwards ? -step : step }));
  });

const rangeLists = fc.array(ranges, { maxLength: 4 });
const parts = (list: readonly Range[]): { shape: number[]; starts: number[]; sizes: number[]; steps: number[] } => ({
  shape: list.map((range) => range.length),
  starts: list.map((range) => range.start),
  sizes: list.map((range) => range.size),
  steps: list.map((range) => range.step),
});

describe('slice and place', () => {
  test('slice takes the elements of the ranges, index by index', () => {
    const cases = rangeLists.chain((list) => fc.tuple(fc.constant(list), arraysOf(parts(list).shape, anyNumbers)));
    fc.assert(
      fc.property(cases, ([list, x]) => {
        const { starts, sizes, steps } = parts(list);
        leavingAlone([x], () => {
          expect(slice(x, starts, sizes, steps)).toEqual(
            build(sizes, (index) =>
              elementAt(
                x,
                index.map((i, axis) => starts[axis]! + i * steps[axis]!),
              ),
            ),
          );
        });
      }),
      { numRuns: 300 },
    );
  });

  test('place is the transpose of slice, and slice undoes it', () => {
    const cases = rangeLists.chain((list) =>
      fc.tuple(fc.constant(list), arraysOf(parts(list).shape), arraysOf(parts(list).sizes)),
    );
    fc.assert(
      fc.property(cases, ([list, x, y]) => {
        const { shape, starts, sizes, steps } = parts(list);
        leavingAlone([x, y], () => {
          const placed = place(y, shape, starts, steps);
          expect(shapeOf(placed)).toEqual(shape);
          expect(innerProduct(placed, x)).toBe(innerProduct(y, slice(x, starts, sizes, steps)));
          expect(slice(placed, starts, sizes, steps)).toEqual(y);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('large ranges agree with small ones', () => {
    const x = build([60, 90], ([i, j]) => 100 * i! + j!);
    expect(slice(x, [3, 80], [50, 70], [1, -1])).toEqual(build([50, 70], ([i, j]) => 100 * (3 + i!) + (80 - j!)));
    expect(slice(x, [3, 5], [50, 80], [1, 1])).toEqual(build([50, 80], ([i, j]) => 100 * (3 + i!) + (5 + j!)));
    const placed = place(slice(x, [3, 5], [50, 80], [1, 1]), [60, 90], [3, 5], [1, 1]);
    expect(placed).toEqual(build([60, 90], ([i, j]) => (i! >= 3 && i! < 53 && j! >= 5 && j! < 85 ? 100 * i! + j! : 0)));
  });

  test('leaving the array is refused', () => {
    const x = zeros([3, 4]);
    expect(() => slice(x, [0, 2], [3, 3], [1, 1])).toThrow(
      new ShapeError('slice: elements 2 to 4 leave axis 1 of shape [3, 4].'),
    );
    expect(() => slice(x, [0, 1], [3, 3], [1, -1])).toThrow(ShapeError);
    expect(() => slice(x, [0], [3], [1])).toThrow(
      new ShapeError('slice: shape [3, 4] needs 2 starts, sizes and steps, but got 1, 1 and 1.'),
    );
    expect(() => place(x, [3, 4], [1, 0], [1, 1])).toThrow(
      new ShapeError('place: elements 1 to 3 leave axis 0 of shape [3, 4].'),
    );
  });
});

describe('concat', () => {
  test('puts arrays one after the other, index by index', () => {
    const cases = shapes(1).chain((shape) =>
      fc.nat(shape.length - 1).chain((axis) =>
        fc.tuple(
          fc.constant(axis),
          fc.array(
            fc.nat(3).chain((length) =>
              arraysOf(
                shape.map((l, a) => (a === axis ? length : l)),
                anyNumbers,
              ),
            ),
            { minLength: 1, maxLength: 4 },
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(cases, ([axis, xs]) => {
        const lengths = xs.map((x) => shapeOf(x)[axis]!);
        const shape = shapeOf(xs[0]!).map((length, a) => (a === axis ? lengths.reduce((s, l) => s + l, 0) : length));
        leavingAlone(xs, () => {
          expect(concat('concat', xs, axis)).toEqual(
            build(shape, (index) => {
              let i = index[axis]!;
              let k = 0;
              while (i >= lengths[k]!) i -= lengths[k++]!;
              return elementAt(
                xs[k]!,
                index.map((own, a) => (a === axis ? i : own)),
              );
            }),
          );
        });
      }),
    );
  });

  test.each<[Plain[], string]>([
    [[], 'stack: there is nothing to join; give at least one tensor.'],
    [[zeros([2]), 3], 'stack: item 1 is a number, which has no axes. stack joins numbers.'],
    [
      [zeros([2, 3]), zeros([2, 4])],
      'stack: item 1 has shape [2, 4], item 0 has [2, 3]; they may differ only in axis 0.',
    ],
    [[zeros([2, 3]), zeros([2])], 'stack: item 1 has shape [2], item 0 has [2, 3]; they may differ only in axis 0.'],
  ])('refuses what does not fit together', (xs, message) => {
    expect(() => concat('stack', xs, 0)).toThrow(new ShapeError(message));
  });
});
