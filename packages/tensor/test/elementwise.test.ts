import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  broadcastShapes,
  loops1,
  loops2,
  loopsN,
  map1,
  map2,
  mapN,
  ShapeError,
  shapeOf,
  tensor,
} from '@wengert/tensor';
import { anyNumbers, arrays, arraysOf, build, elementAt, leavingAlone, shapes, shapesBelow } from './arrays.js';

const f = (x: number, y: number): number => x / y - y;
const g = (x: number, y: number, z: number): number => x * y + z / x;

test('map1 applies the function to each element', () => {
  const kernel = loops1((x) => 1 / x);
  fc.assert(
    fc.property(arrays(0, anyNumbers), (x) => {
      leavingAlone([x], () => {
        expect(map1(kernel, x)).toEqual(build(shapeOf(x), (index) => 1 / elementAt(x, index)));
      });
    }),
  );
});

describe('map2', () => {
  const kernel = loops2(f);
  const arguments_ = shapes().chain((shape) => {
    const side = shapesBelow(shape).chain((below) => arraysOf(below, anyNumbers));
    return fc.tuple(side, side);
  });

  test('applies the function to corresponding elements, index by index', () => {
    fc.assert(
      fc.property(arguments_, ([x, y]) => {
        leavingAlone([x, y], () => {
          const shape = broadcastShapes('f', shapeOf(x), shapeOf(y));
          expect(map2('f', kernel, x, y)).toEqual(build(shape, (index) => f(elementAt(x, index), elementAt(y, index))));
        });
      }),
      { numRuns: 500 },
    );
  });

  // Large enough for every way of looping: long rows, short rows laid out together, rows of either side repeated.
  const large: [number[], number[]][] = [
    [[700], [700]],
    [[700], []],
    [[], [700]],
    [[1], [700]],
    [[700], [1, 1]],
    [[40, 30], [30]],
    [[30], [40, 30]],
    [
      [40, 30],
      [40, 1],
    ],
    [
      [40, 1],
      [1, 30],
    ],
    [[300, 3], [3]],
    [[3], [300, 3]],
    [
      [300, 3],
      [300, 1],
    ],
    [
      [300, 1],
      [300, 3],
    ],
    [
      [300, 1],
      [1, 3],
    ],
    [
      [1, 3],
      [300, 1],
    ],
    [
      [20, 30, 2],
      [20, 1, 2],
    ],
    [
      [20, 1, 2],
      [20, 30, 2],
    ],
    [
      [20, 1, 1],
      [1, 30, 2],
    ],
    [
      [7, 1, 5, 1, 3],
      [1, 6, 1, 20, 1],
    ],
  ];

  test.each(large)('agrees with the function at %j and %j', (a, b) => {
    const x = build(a, (index) => Math.sin(index.reduce((sum, i) => 7 * sum + i, 1)));
    const y = build(b, (index) => Math.cos(index.reduce((sum, i) => 5 * sum + i, 2)));
    const shape = broadcastShapes('f', a, b);
    const expected = build(shape, (index) => f(elementAt(x, index), elementAt(y, index)));
    leavingAlone([x, y], () => {
      expect(map2('f', loops2(f), x, y)).toEqual(expected);
    });
  });

  test('names the operation and both shapes where they do not broadcast', () => {
    expect(() => map2('mul', kernel, tensor([[1, 2, 3]]), tensor([1, 2, 3, 4]))).toThrow(
      new ShapeError('mul: shapes [1, 3] and [4] do not broadcast: axis -1 is 3 in the first and 4 in the second.'),
    );
  });
});

describe('mapN', () => {
  const kernel = loopsN(g);

  test('applies the function to corresponding elements, index by index', () => {
    const arguments_ = shapes().chain((shape) => {
      const side = shapesBelow(shape).chain((below) => arraysOf(below, anyNumbers));
      return fc.tuple(side, side, side);
    });
    fc.assert(
      fc.property(arguments_, (xs) => {
        leavingAlone(xs, () => {
          const shape = xs.map(shapeOf).reduce((a, b) => broadcastShapes('g', a, b));
          expect(mapN('g', kernel, xs)).toEqual(
            build(shape, (index) => g(elementAt(xs[0], index), elementAt(xs[1], index), elementAt(xs[2], index))),
          );
        });
      }),
    );
  });

  test('takes a function of one number, or of many', () => {
    const sum = loopsN(
      (a: number, b: number, c: number, d: number, e: number) => a + 10 * (b + 10 * (c + 10 * (d + 10 * e))),
    );
    expect(mapN('sum', sum, [tensor([1, 2]), 3, 4, tensor([[5], [6]]), 7])).toEqual(
      tensor([
        [75431, 75432],
        [76431, 76432],
      ]),
    );
    expect(
      mapN(
        'square',
        loopsN((x: number) => x * x),
        [tensor([1, 2, 3])],
      ),
    ).toEqual(tensor([1, 4, 9]));
  });

  test('names the operation where shapes do not broadcast', () => {
    expect(() => mapN('where', kernel, [tensor([1, 2]), 1, tensor([1, 2, 3])])).toThrow(
      'where: shapes [2] and [3] do not broadcast',
    );
  });
});
