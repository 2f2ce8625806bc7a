import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  arange,
  DomainError,
  eye,
  full,
  linspace,
  ones,
  ShapeError,
  tensor,
  TreeError,
  zeros,
  type NestedNumbers,
} from '@wengert/tensor';
import { shapes } from './arrays.js';

describe('tensor', () => {
  test('reads the shape off nested arrays', () => {
    const x = tensor([[[1, 2]], [[3, 4]], [[5, 6]]]);
    expect(x.shape).toEqual([3, 1, 2]);
    expect(x.data).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  test.each([
    [[], [0]],
    [
      [[], []],
      [2, 0],
    ],
    [[[[]]], [1, 1, 0]],
  ])('takes the empty arrays %p', (nested, shape) => {
    expect(tensor(nested as NestedNumbers).shape).toEqual(shape);
  });

  test('takes typed arrays, and a shape to lay numbers out in', () => {
    expect(tensor(Float64Array.of(1, 2)).toArray()).toEqual([1, 2]);
    expect(tensor(Float32Array.of(0.5, 2), [2, 1]).toArray()).toEqual([[0.5], [2]]);
    expect(tensor(Uint8ClampedArray.of(300), [1]).toArray()).toEqual([255]);
    expect(tensor([1, 2, 3, 4], [2, 2]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(tensor([], [0, 3]).shape).toEqual([0, 3]);
  });

  test('copies its arguments', () => {
    const data = Float64Array.of(1, 2);
    const shape = [2, 1];
    const x = tensor(data, shape);
    data[0] = 9;
    shape[0] = 9;
    expect(x.toArray()).toEqual([[1], [2]]);
  });

  test.each<[unknown, string]>([
    [5, 'tensor: a single number needs no tensor; use it as it is.'],
    [[[1, 2], [3]], 'tensor: rows differ in length: [1] has 1, where those before it have 2.'],
    [
      [
        [[1], [2]],
        [[3], []],
      ],
      'tensor: rows differ in length: [1][1] has 0, where those before it have 1.',
    ],
    [[1, [2]], 'tensor: expected a number at [1], got an array.'],
    [[[1], 2], 'tensor: expected an array of length 1 at [1], got a number.'],
    [[[], 2], 'tensor: expected an array of length 0 at [1], got a number.'],
  ])('refuses the ragged %j', (values, message) => {
    expect(() => tensor(values as NestedNumbers)).toThrow(new ShapeError(message));
  });

  test.each<[string, unknown, string]>([
    ['a string', [[1], ['2']], 'tensor: expected a number at [1][0], got a string.'],
    ['null', [null], 'tensor: expected a number at [0], got null.'],
    ['undefined', [1, undefined], 'tensor: expected a number at [1], got undefined.'],
    // eslint-disable-next-line no-sparse-arrays -- holes are what this is about
    ['a hole', [1, , 3], 'tensor: expected a number at [1], got a hole.'],
    ['a bigint', [1n], 'tensor: expected a number at [0], got a bigint.'],
    [
      'a tensor',
      [tensor([1])],
      'tensor: expected a number at [0], got a tensor. stack joins tensors and traced values.',
    ],
    [
      'an object',
      [new Map()],
      'tensor: expected a number at [0], got an object (Map). stack joins tensors and traced values.',
    ],
    ['no array', { a: 1 }, 'tensor: expected nested arrays of numbers or a typed array, got an object.'],
    ['nothing', undefined, 'tensor: expected nested arrays of numbers or a typed array, got undefined.'],
    [
      'bigints',
      new BigInt64Array(2),
      'tensor: expected nested arrays of numbers or a typed array, got an object (BigInt64Array).',
    ],
  ])('refuses %s', (_name, values, message) => {
    expect(() => tensor(values as NestedNumbers)).toThrow(new TreeError(message));
  });

  test.each([
    [[4], 'tensor: shape [4] holds 4 numbers, but 3 were given.'],
    [[], 'tensor: shape [] is that of a number, and a number needs no tensor.'],
    [[-3], 'tensor: axis 0 of shape [-3] is -3; it must be a non-negative integer.'],
  ])('refuses three numbers in the shape %j', (shape, message) => {
    expect(() => tensor([1, 2, 3], shape)).toThrow(new ShapeError(message));
  });
});

describe('filled tensors', () => {
  test('have the shape and one value', () => {
    fc.assert(
      fc.property(shapes(1), fc.double(), (shape, value) => {
        const x = full(shape, value);
        expect(x.shape).toEqual(shape);
        expect(x.data.every((v) => Object.is(v, value))).toBe(true);
        expect(zeros(shape)).toEqual(full(shape, 0));
        expect(ones(shape)).toEqual(full(shape, 1));
      }),
    );
  });

  test('keep the sign of zero', () => {
    expect(full([2], -0)).toEqual(tensor([-0, -0]));
    expect(full([], -0)).toBe(-0);
  });

  test('are numbers where there are no axes', () => {
    expect(zeros([])).toBe(0);
    expect(ones([])).toBe(1);
    expect(full([], 7)).toBe(7);
  });

  test('keep their shape when the argument is changed', () => {
    const shape = [2];
    const x = zeros(shape);
    shape[0] = 3;
    expect(x.shape).toEqual([2]);
  });

  test('refuse wrong shapes and values', () => {
    expect(() => zeros([-1])).toThrow(ShapeError);
    // @ts-expect-error -- a shape is an array
    expect(() => ones(3)).toThrow(/ones: a shape is an array/);
    // @ts-expect-error -- a value is a number
    expect(() => full([2], '7')).toThrow(
      new TreeError('full: expected a number, got a string. broadcastTo repeats tensors and traced values.'),
    );
  });

  test('eye is the identity matrix', () => {
    expect(eye(2).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(eye(0).shape).toEqual([0, 0]);
    expect(() => eye(-1)).toThrow(ShapeError);
  });
});

describe('ranges', () => {
  test.each([
    [arange(3), [0, 1, 2]],
    [arange(-3), []],
    [arange(2, 5), [2, 3, 4]],
    [arange(5, 0, -2), [5, 3, 1]],
    [arange(0, 1, 0.25), [0, 0.25, 0.5, 0.75]],
    [arange(0, 1, 0.3), [0, 0.3, 0.6, 3 * 0.3]],
    [arange(1, 0), []],
  ])('arange stops before its end: %s', (x, expected) => {
    expect(x.toArray()).toEqual(expected);
  });

  test('arange refuses what has no end', () => {
    expect(() => arange(0, 1, 0)).toThrow(DomainError);
    expect(() => arange(Infinity)).toThrow('arange: start, stop and step must be finite, got 0, Infinity and 1.');
    expect(() => arange(0, 1, NaN)).toThrow(DomainError);
  });

  test('linspace hits both ends exactly and never turns back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 50 }),
        (a, b, n) => {
          const { data } = linspace(a, b, n);
          expect(data.length).toBe(n);
          expect(data[0]).toBe(a);
          expect(data[n - 1]).toBe(b);
          for (let i = 1; i < n; i++) expect((data[i]! - data[i - 1]!) * Math.sign(b - a)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('linspace of one number or none', () => {
    expect(linspace(2, 3, 1).toArray()).toEqual([2]);
    expect(linspace(2, 3, 0).toArray()).toEqual([]);
    expect(linspace(0, 1, 5).toArray()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(() => linspace(0, 1, 1.5)).toThrow(ShapeError);
  });
});
