import { describe, expect, test } from '@jest/globals';
import { matmul } from '@wengert/primitives';
import {
  dataOf,
  fromData,
  matmulTransposed,
  shapeOf,
  sizeOf,
  transpose,
  zeros,
  type DenseTensor,
  type Plain,
  type Shape,
} from '@wengert/tensor';
import fc from 'fast-check';
import { broadcastingShapes, size } from './index-by-index.js';

/** Jest compares long arrays slowly. */
function expectSameBits(actual: Plain, expected: Plain): void {
  expect(shapeOf(actual)).toEqual(shapeOf(expected));
  expect(dataOf(actual).every((element, i) => Object.is(element, dataOf(expected)[i]))).toBe(true);
}

describe('the kernel for transposed matrices', () => {
  // Lengths around those of its tiles and blocks.
  const length = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(16, 31, 64, 67, 130, 260));
  const flags = fc.tuple(fc.boolean(), fc.boolean());

  function random(shape: Shape, seed: number): Plain {
    let state = seed;
    return fromData(
      Float64Array.from(
        { length: sizeOf(shape) },
        () => (state = (state * 48271 + 11) % 2147483647) / 2147483647 - 0.5,
      ),
      shape,
    );
  }

  function swapped(x: Plain): Plain {
    const rank = shapeOf(x).length;
    return transpose(x, [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2]);
  }

  test('has the same result to the last bit as a product with transposed copies', () => {
    fc.assert(
      fc.property(length, length, length, flags, fc.nat(), (m, k, n, [transposeX, transposeY], seed) => {
        const [x, y] = [random([m, k], seed), random([k, n], seed + 1)];
        const actual = matmulTransposed(
          'matmul',
          transposeX ? swapped(x) : x,
          transposeY ? swapped(y) : y,
          transposeX,
          transposeY,
        );
        expectSameBits(actual, matmul(x, y) as DenseTensor);
      }),
      {
        numRuns: 150,
        // Large enough for several blocks of rows, columns and depth.
        examples: [
          [260, 260, 5, [true, false], 1],
          [260, 260, 5, [true, true], 2],
          [67, 260, 6, [false, true], 3],
        ],
      },
    );
  });

  test('broadcasts leading axes', () => {
    fc.assert(
      fc.property(
        broadcastingShapes,
        size,
        size,
        size,
        flags,
        ([xBatch, yBatch], m, k, n, [transposeX, transposeY]) => {
          const [x, y] = [random([...xBatch, m, k], 1), random([...yBatch, k, n], 2)];
          const actual = matmulTransposed(
            'matmul',
            transposeX ? swapped(x) : x,
            transposeY ? swapped(y) : y,
            transposeX,
            transposeY,
          );
          expectSameBits(actual, matmul(x, y) as DenseTensor);
        },
      ),
    );
  });

  test.each<[string, Plain, Plain, string]>([
    ['inner sizes', zeros([3, 2]), zeros([4, 5]), 'matmul: inner sizes differ: [3, 2] transposed x [4, 5] (3 vs 4).'],
    [
      'vectors',
      zeros([3]),
      zeros([3, 5]),
      'matmul: a product with a transposed matrix needs two tensors with at least two axes each, but got shapes [3] and [3, 5].',
    ],
  ])('says what is wrong with %s', (_what, x, y, message) => {
    expect(() => matmulTransposed('matmul', x, y, true, false)).toThrow(message);
  });
});
