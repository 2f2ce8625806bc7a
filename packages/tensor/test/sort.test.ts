import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { argsort, dataOf, fromData, shapeOf, tensor, zeros } from '@wengert/tensor';
import { arrays, build, elementAt, leavingAlone } from './arrays.js';

/** The order by definition: ascending, NaN last, and by place among equals. */
function orderOf(row: readonly number[]): number[] {
  const rank = (v: number): number => (Number.isNaN(v) ? 1 : 0);
  return row
    .map((_, i) => i)
    .sort((i, j) => {
      const [a, b] = [row[i]!, row[j]!];
      return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0) || i - j;
    });
}

const few = fc.constantFrom(0, -0, 1, 2, 3, NaN, Infinity, -Infinity);

test('argsort sorts each row along the axis, stably, with NaN last', () => {
  const withAxis = arrays(1, few).chain((x) => fc.tuple(fc.constant(x), fc.nat(shapeOf(x).length - 1)));
  fc.assert(
    fc.property(withAxis, ([x, axis]) => {
      const shape = shapeOf(x);
      leavingAlone([x], () => {
        const expected = build(shape, (index) => {
          const row = Array.from({ length: shape[axis]! }, (_, j) =>
            elementAt(
              x,
              index.map((i, a) => (a === axis ? j : i)),
            ),
          );
          return orderOf(row)[index[axis]!]!;
        });
        expect(fromData(Float64Array.from(argsort(x, axis)), shape)).toEqual(expected);
      });
    }),
  );
});

test('long rows, of few and of many different numbers', () => {
  const elements = fc.oneof({ weight: 1, arbitrary: fc.double() }, { weight: 1, arbitrary: few });
  fc.assert(
    fc.property(fc.array(elements, { maxLength: 300 }), (row) => {
      expect(Array.from(argsort(tensor(row), 0))).toEqual(orderOf(row));
    }),
  );
});

test('numbers and empty tensors', () => {
  expect(argsort(3, 0)).toEqual(Int32Array.of(0));
  expect(argsort(zeros([2, 0]), 1)).toEqual(new Int32Array(0));
  expect(dataOf(zeros([0]))).toHaveLength(0);
});
