import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  allocate,
  dataOf,
  DenseTensor,
  fromData,
  isDense,
  isTensor,
  ShapeError,
  shapeOf,
  tensor,
  tensorBrand,
  WengertError,
  zeros,
} from '@wengert/tensor';
import { anyNumbers, arrays, elementAt, indicesOf } from './arrays.js';

const x = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('a tensor', () => {
  test('knows its shape, rank and size', () => {
    expect(x.shape).toEqual([2, 3]);
    expect(x.rank).toBe(2);
    expect(x.size).toBe(6);
    expect(x.data).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  test('becomes nested arrays and comes back', () => {
    fc.assert(
      fc.property(arrays(1, anyNumbers), (a) => {
        fc.pre(typeof a !== 'number' && a.size > 0);
        expect(tensor(a.toArray())).toEqual(a);
      }),
    );
    expect(zeros([2, 0]).toArray()).toEqual([[], []]);
    expect(JSON.stringify({ weights: tensor([[1, 0.5]]) })).toBe('{"weights":[[1,0.5]]}');
    expect(zeros([0, 2]).toArray()).toEqual([]);
  });

  test('gives one element, counting negative indices from the end', () => {
    fc.assert(
      fc.property(arrays(1), (a) => {
        const { shape } = a as DenseTensor;
        for (const index of indicesOf(shape)) {
          expect((a as DenseTensor).at(...index)).toBe(elementAt(a, index));
          expect((a as DenseTensor).at(...index.map((i, axis) => i - shape[axis]!))).toBe(elementAt(a, index));
        }
      }),
    );
  });

  test.each([
    [[1], 'at: a tensor of shape [2, 3] takes 2 indices, but got 1.'],
    [[0, 3], 'at: index 3 is out of range for axis 1 of shape [2, 3].'],
    [[-3, 0], 'at: index -3 is out of range for axis 0 of shape [2, 3].'],
    [[0.5, 0], 'at: index 0.5 is out of range for axis 0 of shape [2, 3].'],
  ])('refuses the index %p', (index, message) => {
    expect(() => x.at(...index)).toThrow(new ShapeError(message));
  });
});

describe('printing', () => {
  test('shows shape and elements', () => {
    expect(inspect(x)).toBe('Tensor [2, 3] [[1, 2, 3], [4, 5, 6]]');
    expect(String(x)).toBe('Tensor [2, 3] [[1, 2, 3], [4, 5, 6]]');
    expect(String(tensor([-0, NaN]))).toBe('Tensor [2] [-0, NaN]');
    expect(String(zeros([2, 0]))).toBe('Tensor [2, 0] [[], []]');
  });

  test('leaves out the middle of long axes', () => {
    expect(String(zeros([100]))).toBe('Tensor [100] [0, 0, 0, ..., 0, 0, 0]');
    expect(String(zeros([2, 40]))).toBe('Tensor [2, 40] [[0, 0, 0, ..., 0, 0, 0], [0, 0, 0, ..., 0, 0, 0]]');
    expect(String(zeros([7, 9]))).toBe(
      `Tensor [7, 9] [${Array(3).fill('[0, 0, 0, ..., 0, 0, 0]').join(', ')}, ..., ` +
        `${Array(3).fill('[0, 0, 0, ..., 0, 0, 0]').join(', ')}]`,
    );
    expect(String(zeros([30, 6]))).toContain('[0, 0, 0, 0, 0, 0], ...');
  });
});

test('a tensor used as a number throws and says what to use', () => {
  const number = x as typeof x & number;
  for (const use of [() => number + 1, () => number * 2, () => number < 3, () => Math.sin(number)]) {
    expect(use).toThrow(WengertError);
    expect(use).toThrow(/shape \[2, 3\] was used as a number.*use add, sub, mul/);
  }
});

describe('recognition', () => {
  test('tensors are told by their brand, not by their class', () => {
    expect(isTensor(x)).toBe(true);
    expect(isDense(x)).toBe(true);
    expect(tensorBrand).toBe(Symbol.for('wengert.tensor'));
    const traced = { [Symbol.for('wengert.tensor')]: true };
    expect(isTensor(traced)).toBe(true);
    expect(isDense(traced)).toBe(false);
    expect(isDense({ [Symbol.for('wengert.tensor')]: true, [Symbol.for('wengert.dense')]: true })).toBe(true);
  });

  test.each([[1], [[1]], [null], [undefined], [{}], ['x'], [new Float64Array(1)], [() => 1]])('%p is none', (other) => {
    expect(isTensor(other)).toBe(false);
    expect(isDense(other)).toBe(false);
  });
});

describe('plain arrays', () => {
  test('an array without axes is a number', () => {
    expect(fromData(Float64Array.of(3), [])).toBe(3);
    expect(shapeOf(3)).toEqual([]);
    expect(dataOf(3)).toEqual(Float64Array.of(3));
  });

  test('any other is a tensor on the same data', () => {
    const data = Float64Array.of(1, 2);
    const a = fromData(data, [2]) as DenseTensor;
    expect(a.data).toBe(data);
    expect(dataOf(a)).toBe(data);
    expect(shapeOf(a)).toEqual([2]);
  });
});

test('storage is zero and belongs to one array', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(600), { maxLength: 40 }), (lengths) => {
      const given = lengths.map((length) => allocate(length));
      given.forEach((array, k) => {
        expect(array.length).toBe(lengths[k]);
        expect(array.every((v) => Object.is(v, 0))).toBe(true);
        array.fill(k + 1);
      });
      given.forEach((array, k) => {
        expect(array.every((v) => v === k + 1)).toBe(true);
      });
    }),
  );
});
