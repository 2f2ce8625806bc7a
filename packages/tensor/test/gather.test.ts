import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  normalizeIndices,
  scatterAdd,
  scatterAlongAxis,
  ShapeError,
  shapeOf,
  sizeOf,
  take,
  takeAlongAxis,
  tensor,
  type Plain,
  type Shape,
} from '@wengert/tensor';
import { anyNumbers, arraysOf, build, elementAt, innerProduct, leavingAlone, shapes } from './arrays.js';

interface Case {
  readonly shape: Shape;
  readonly axis: number;
  readonly indexShape: Shape;
  readonly indices: Int32Array;
}

/** Indices into one axis; none where it has no elements. */
const indicesInto = (length: number, size: number): fc.Arbitrary<Int32Array> =>
  fc.array(fc.nat(Math.max(0, length - 1)), { minLength: size, maxLength: size }).map((list) => Int32Array.from(list));

const cases: fc.Arbitrary<Case> = fc
  .tuple(shapes(1), fc.array(fc.nat(3), { maxLength: 2 }), fc.nat(3))
  .chain(([shape, wanted, k]) => {
    const axis = k % shape.length;
    const indexShape = shape[axis] === 0 ? [...wanted, 0] : wanted;
    return indicesInto(shape[axis]!, sizeOf(indexShape)).map((indices) => ({ shape, axis, indexShape, indices }));
  });

const casesAlong: fc.Arbitrary<Case> = fc.tuple(shapes(1), fc.nat(3), fc.nat(3)).chain(([shape, k, count]) => {
  const axis = k % shape.length;
  const indexShape = shape.map((length, a) => (a !== axis ? length : shape[axis] === 0 ? 0 : count));
  return indicesInto(shape[axis]!, sizeOf(indexShape)).map((indices) => ({ shape, axis, indexShape, indices }));
});

const takenShape = ({ shape, axis, indexShape }: Case): number[] => [
  ...shape.slice(0, axis),
  ...indexShape,
  ...shape.slice(axis + 1),
];

const indexTensor = ({ indices, indexShape }: Case): Plain =>
  build(indexShape, (index) => {
    let place = 0;
    indexShape.forEach((length, axis) => (place = place * length + index[axis]!));
    return indices[place]!;
  });

describe('take and scatterAdd', () => {
  test('take picks elements along an axis, index by index', () => {
    fc.assert(
      fc.property(
        cases.chain((c) => fc.tuple(fc.constant(c), arraysOf(c.shape, anyNumbers))),
        ([c, x]) => {
          const { axis, indexShape, indices } = c;
          const which = indexTensor(c);
          leavingAlone([x], () => {
            expect(take(x, indices, indexShape, axis)).toEqual(
              build(takenShape(c), (index) =>
                elementAt(x, [
                  ...index.slice(0, axis),
                  elementAt(which, index.slice(axis, axis + indexShape.length)),
                  ...index.slice(axis + indexShape.length),
                ]),
              ),
            );
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('scatterAdd is the transpose of take', () => {
    const withArrays = cases.chain((c) => fc.tuple(fc.constant(c), arraysOf(c.shape), arraysOf(takenShape(c))));
    fc.assert(
      fc.property(withArrays, ([{ shape, axis, indexShape, indices }, x, values]) => {
        leavingAlone([x, values], () => {
          const scattered = scatterAdd(shape, indices, indexShape, values, axis);
          expect(shapeOf(scattered)).toEqual(shape);
          expect(innerProduct(scattered, x)).toBe(innerProduct(values, take(x, indices, indexShape, axis)));
        });
      }),
      { numRuns: 300 },
    );
  });

  test('values at the same index add up', () => {
    expect(scatterAdd([3], Int32Array.of(2, 0, 2), [3], tensor([1, 2, 3]), 0)).toEqual(tensor([2, 0, 4]));
    expect(() => scatterAdd([3], Int32Array.of(2), [1], tensor([1, 2]), 0)).toThrow(
      new ShapeError('scatterAdd: 2 values do not match 1 places.'),
    );
  });

  test('one index gives a number', () => {
    expect(take(tensor([1, 2, 3]), Int32Array.of(1), [], 0)).toBe(2);
    expect(scatterAdd([3], Int32Array.of(1), [], 5, 0)).toEqual(tensor([0, 5, 0]));
  });

  test('long rows are taken whole', () => {
    const x = build([5, 200], ([i, j]) => 1000 * i! + j!);
    expect(take(x, Int32Array.of(4, 0), [2], 0)).toEqual(build([2, 200], ([i, j]) => (i === 0 ? 4000 : 0) + j!));
  });
});

describe('takeAlongAxis and scatterAlongAxis', () => {
  test('takeAlongAxis picks one element at each place, index by index', () => {
    fc.assert(
      fc.property(
        casesAlong.chain((c) => fc.tuple(fc.constant(c), arraysOf(c.shape, anyNumbers))),
        ([c, x]) => {
          const { axis, indexShape, indices } = c;
          const which = indexTensor(c);
          leavingAlone([x], () => {
            expect(takeAlongAxis(x, indices, indexShape, axis)).toEqual(
              build(indexShape, (index) =>
                elementAt(
                  x,
                  index.map((i, a) => (a === axis ? elementAt(which, index) : i)),
                ),
              ),
            );
          });
        },
      ),
    );
  });

  test('scatterAlongAxis is its transpose', () => {
    const withArrays = casesAlong.chain((c) => fc.tuple(fc.constant(c), arraysOf(c.shape), arraysOf(c.indexShape)));
    fc.assert(
      fc.property(withArrays, ([{ shape, axis, indexShape, indices }, x, values]) => {
        leavingAlone([x, values], () => {
          const scattered = scatterAlongAxis(shape, indices, indexShape, values, axis);
          expect(shapeOf(scattered)).toEqual(shape);
          expect(innerProduct(scattered, x)).toBe(innerProduct(values, takeAlongAxis(x, indices, indexShape, axis)));
        });
      }),
    );
  });
});

describe('normalizeIndices', () => {
  test('counts negative indices from the end', () => {
    expect(normalizeIndices('take', [0, -1, 2, -3], 3)).toEqual(Int32Array.of(0, 2, 2, 0));
  });

  test.each([[3], [-4], [0.5], [NaN]])('refuses the index %p', (index) => {
    expect(() => normalizeIndices('take', [0, index], 3)).toThrow(
      new ShapeError(`take: index ${index} is out of range for an axis of length 3.`),
    );
  });
});
