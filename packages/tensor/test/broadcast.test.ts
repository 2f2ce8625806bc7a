import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { broadcastShapes, broadcastTo, ShapeError, shapeOf, sumTo, tensor } from '@wengert/tensor';
import { anyNumbers, arraysOf, build, elementAt, innerProduct, leavingAlone, shapes, shapesBelow } from './arrays.js';

/** Two shapes that broadcast, and the shape that they were made from. */
const pairs = shapes().chain((shape) => fc.tuple(fc.constant(shape), shapesBelow(shape), shapesBelow(shape)));

describe('broadcastShapes', () => {
  test('aligns shapes at the end and repeats axes of length 1', () => {
    expect(broadcastShapes('mul', [4, 1, 3], [2, 1])).toEqual([4, 2, 3]);
    expect(broadcastShapes('mul', [], [2, 1])).toEqual([2, 1]);
    expect(broadcastShapes('mul', [0], [1])).toEqual([0]);
    expect(broadcastShapes('mul', [1], [0])).toEqual([0]);
  });

  test('commutes, and both shapes broadcast to the result', () => {
    fc.assert(
      fc.property(pairs, ([, a, b]) => {
        const shape = broadcastShapes('mul', a, b);
        expect(broadcastShapes('mul', b, a)).toEqual(shape);
        expect(broadcastShapes('mul', a, shape)).toEqual(shape);
        expect(broadcastShapes('mul', b, shape)).toEqual(shape);
      }),
    );
  });

  test.each([
    [[2, 3], [4], 'mul: shapes [2, 3] and [4] do not broadcast: axis -1 is 3 in the first and 4 in the second.'],
    [
      [2, 3, 1],
      [4, 5],
      'mul: shapes [2, 3, 1] and [4, 5] do not broadcast: axis -2 is 3 in the first and 4 in the second.',
    ],
    [[0], [2], 'mul: shapes [0] and [2] do not broadcast: axis -1 is 0 in the first and 2 in the second.'],
  ])('refuses %j with %j', (a, b, message) => {
    expect(() => broadcastShapes('mul', a, b)).toThrow(new ShapeError(message));
  });
});

describe('broadcastTo', () => {
  test('repeats elements, index by index', () => {
    const cases = shapes().chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        shapesBelow(shape).chain((below) => arraysOf(below, anyNumbers)),
      ),
    );
    fc.assert(
      fc.property(cases, ([shape, x]) => {
        leavingAlone([x], () => {
          expect(broadcastTo(x, shape)).toEqual(build(shape, (index) => elementAt(x, index)));
        });
      }),
    );
  });

  test('repeats long rows and columns', () => {
    const row = build([100], ([i]) => i!);
    const column = build([100, 1], ([i]) => i!);
    expect(broadcastTo(row, [3, 100])).toEqual(build([3, 100], ([, j]) => j!));
    expect(broadcastTo(column, [100, 100])).toEqual(build([100, 100], ([i]) => i!));
  });

  test('refuses a shape that would need more than repeating', () => {
    expect(() => broadcastTo(tensor([1, 2]), [3])).toThrow(
      new ShapeError('broadcastTo: shape [2] does not broadcast to [3].'),
    );
    expect(() => broadcastTo(tensor([[1, 2]]), [2])).toThrow(ShapeError);
    expect(() => broadcastTo(tensor([1]), [])).toThrow(ShapeError);
  });
});

describe('sumTo', () => {
  test('is the transpose of broadcastTo', () => {
    const cases = shapes().chain((shape) =>
      fc.tuple(
        arraysOf(shape),
        shapesBelow(shape).chain((below) => arraysOf(below)),
      ),
    );
    fc.assert(
      fc.property(cases, ([a, b]) => {
        leavingAlone([a, b], () => {
          const summed = sumTo(a, shapeOf(b));
          expect(shapeOf(summed)).toEqual(shapeOf(b));
          expect(innerProduct(summed, b)).toBe(innerProduct(a, broadcastTo(b, shapeOf(a))));
        });
      }),
    );
  });

  test('sums over what was repeated', () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(sumTo(x, [2])).toEqual(tensor([4, 6]));
    expect(sumTo(x, [2, 1])).toEqual(tensor([[3], [7]]));
    expect(sumTo(x, [])).toBe(10);
    expect(sumTo(x, [2, 2])).toBe(x);
  });

  test('refuses a shape that does not broadcast back', () => {
    expect(() => sumTo(tensor([1, 2]), [3])).toThrow(
      new ShapeError('sumTo: shape [2] does not sum to [3], which does not broadcast to it.'),
    );
  });
});
