import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import { argmax, argmin, argsort, cumprod, cumsum, diff, slice, sort, type Value } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { text } from '../numbered-tensors.js';
import { cube as x, expectClose, type Numbers } from './nested-numbers.js';

describe('values agree with NumPy', () => {
  test.each<readonly [string, () => Value, Numbers]>([
    ['argmax', () => argmax(x), 6],
    [
      'argmax along an axis',
      () => argmax(x, 1),
      [
        [0, 1],
        [0, 2],
      ],
    ],
    [
      'argmin along an axis',
      () => argmin(x, -1),
      [
        [1, 0, 0],
        [1, 1, 0],
      ],
    ],
    [
      'argsort',
      () => argsort(x, 1),
      [
        [
          [2, 0],
          [1, 2],
          [0, 1],
        ],
        [
          [2, 1],
          [1, 0],
          [0, 2],
        ],
      ],
    ],
    [
      'sort',
      () => sort(x),
      [
        [
          [-1, 2],
          [0.5, 3],
          [-2, 1],
        ],
        [
          [0, 4],
          [-0.5, 1.5],
          [-3, 2],
        ],
      ],
    ],
    [
      'sort along an axis',
      () => sort(x, -2),
      [
        [
          [-2, -1],
          [0.5, 1],
          [2, 3],
        ],
        [
          [-3, -0.5],
          [1.5, 0],
          [4, 2],
        ],
      ],
    ],
    ['cumsum', () => cumsum(x), [2, 1, 1.5, 4.5, 2.5, 3.5, 7.5, 7.5, 9, 8.5, 5.5, 7.5]],
    [
      'cumsum along an axis',
      () => cumsum(x, 1),
      [
        [
          [2, -1],
          [2.5, 2],
          [0.5, 3],
        ],
        [
          [4, 0],
          [5.5, -0.5],
          [2.5, 1.5],
        ],
      ],
    ],
    ['cumprod', () => cumprod(slice(x, [0])), [2, -2, -1, -3, 6, 6]],
    [
      'cumprod along an axis',
      () => cumprod(x, -1),
      [
        [
          [2, -2],
          [0.5, 1.5],
          [-2, -2],
        ],
        [
          [4, 0],
          [1.5, -0.75],
          [-3, -6],
        ],
      ],
    ],
    [
      'diff',
      () => diff(x),
      [
        [[-3], [2.5], [3]],
        [[-4], [-2], [5]],
      ],
    ],
    [
      'diff along an axis',
      () => diff(x, 1),
      [
        [
          [-1.5, 4],
          [-2.5, -2],
        ],
        [
          [-2.5, -0.5],
          [-4.5, 2.5],
        ],
      ],
    ],
  ])('%s', (_name, actual, expected) => {
    expectClose(actual(), expected);
  });
});

test('indices are plain inside of a transformation', () => {
  const gradient = grad((y: Tensor) => {
    expect(argmax(y)).toBe(1);
    expect(text(argsort(y))).toBe('[2, 0, 1]');
    expect(text(argmin(y, 0))).toBe('2');
    return slice(y, [argmax(y)]) as number;
  });
  expect(text(gradient(tensor([2, 3, 1])))).toBe('[0, 1, 0]');
});
