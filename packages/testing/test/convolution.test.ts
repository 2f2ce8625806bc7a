import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import { convolve, sum, type ConvolutionMode } from '@wengert/primitives';
import { dataOf, ones, tensor, zeros, type Plain } from '@wengert/tensor';
import fc from 'fast-check';
import { checkMultilinear, fill } from './index-by-index.js';

describe('convolve', () => {
  const modes: readonly ConvolutionMode[] = ['full', 'same', 'valid'];

  // Of NumPy 2.4, for the squares of 1, 2, ... and 1, 2, ...
  test.each<[number, number, number[], number[], number[]]>([
    [4, 3, [1, 6, 20, 46, 59, 48], [6, 20, 46, 59], [20, 46]],
    [3, 4, [1, 6, 20, 34, 43, 36], [6, 20, 34, 43], [20, 34]],
    [5, 2, [1, 6, 17, 34, 57, 50], [1, 6, 17, 34, 57], [6, 17, 34, 57]],
    [2, 5, [1, 6, 11, 16, 21, 20], [1, 6, 11, 16, 21], [6, 11, 16, 21]],
    [1, 3, [1, 2, 3], [1, 2, 3], [1, 2, 3]],
    [6, 4, [1, 6, 20, 50, 100, 170, 211, 208, 144], [6, 20, 50, 100, 170, 211], [50, 100, 170]],
    [4, 4, [1, 6, 20, 50, 75, 84, 64], [6, 20, 50, 75], [50]],
  ])('of vectors of %i and %i elements gives what NumPy gives', (m, n, ...expected) => {
    const x = tensor(Float64Array.from({ length: m }, (_, i) => (i + 1) ** 2));
    const y = tensor(Float64Array.from({ length: n }, (_, i) => i + 1));
    expect(modes.map((mode) => convolve(x, y, mode).toArray())).toEqual(expected);
  });

  test.each(modes)("in mode '%s' is a part of the full one, and so are its derivatives", (mode) => {
    const full = (x: Plain, y: Plain): number[] => {
      const result = Array<number>(dataOf(x).length + dataOf(y).length - 1).fill(0);
      dataOf(x).forEach((a, i) => dataOf(y).forEach((b, j) => (result[i + j] = result[i + j]! + a * b)));
      return result;
    };
    const oracle = (x: Plain, y: Plain): Plain => {
      const [long, short] = [dataOf(x).length, dataOf(y).length].sort((a, b) => b - a) as [number, number];
      const start = mode === 'full' ? 0 : mode === 'valid' ? short - 1 : Math.floor((short - 1) / 2);
      const size_ = mode === 'full' ? long + short - 1 : mode === 'valid' ? long - short + 1 : long;
      return fill([size_], ([i]) => full(x, y)[start + i!]!);
    };
    const length = fc.integer({ min: 1, max: 14 }).map((n) => [n]);
    checkMultilinear((x, y) => convolve(x, y, mode), oracle, fc.tuple(length, length));
  });

  test('takes a scalar for a vector of one element', () => {
    expect(convolve(2, tensor([1, 2])).toArray()).toEqual([2, 4]);
    expect(grad((x: number) => sum(convolve(x, tensor([1, 2]))))(5)).toBe(3);
  });

  test('says what it cannot take', () => {
    expect(() => convolve(ones([2, 2]), ones([2]))).toThrow(
      'convolve: argument 1 must be a vector with at least one element, but has shape [2, 2].',
    );
    expect(() => convolve(ones([2]), zeros([0]))).toThrow(
      'convolve: argument 2 must be a vector with at least one element, but has shape [0].',
    );
    expect(() => convolve(ones([2]), ones([2]), 'wrap' as ConvolutionMode)).toThrow(
      "convolve: there is no mode the string \"wrap\". Use 'full', 'same' or 'valid'.",
    );
  });
});
