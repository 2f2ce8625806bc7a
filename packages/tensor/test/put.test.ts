import { describe, expect, test } from '@jest/globals';
import { put, ShapeError, tensor } from '@wengert/tensor';

describe('put', () => {
  test('replaces the elements at the places of row-major storage and leaves its argument alone', () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(put(x, Int32Array.of(5, 0), tensor([7, 8]))).toEqual(
      tensor([
        [8, 2, 3],
        [4, 5, 7],
      ]),
    );
    expect(x.data).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  test('keeps the last value where a place is repeated', () => {
    expect(put(tensor([1, 2]), Int32Array.of(1, 1), tensor([5, 6]))).toEqual(tensor([1, 6]));
  });

  test('takes numbers for arrays without axes', () => {
    expect(put(3, Int32Array.of(0), 4)).toBe(4);
    expect(put(3, Int32Array.of(), tensor([]))).toBe(3);
    expect(put(tensor([1, 2]), Int32Array.of(1), 9)).toEqual(tensor([1, 9]));
  });

  test('refuses more or fewer values than places', () => {
    expect(() => put(tensor([1, 2]), Int32Array.of(0, 1), tensor([5]))).toThrow(ShapeError);
    expect(() => put(tensor([1, 2]), Int32Array.of(0, 1), tensor([5]))).toThrow('put: 1 values do not match 2 places.');
  });
});
