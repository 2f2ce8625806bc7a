import { expect } from '@jest/globals';
import type { Value } from '@wengert/primitives';
import { tensor, type NestedNumbers, type Tensor } from '@wengert/tensor';
import { plain } from '../numbered-tensors.js';

/** What a tensor or a number is as plain arrays. */
export type Numbers = number | NestedNumbers;

/** The numbers of nested arrays with the index of each, so that shapes are compared too. */
export function flattened(x: Numbers, path = ''): readonly (readonly [string, number])[] {
  return typeof x === 'number' ? [[path, x]] : x.flatMap((item, i) => flattened(item, `${path}[${i}]`));
}

/** Equal but for rounding: the reference and the library may add in different orders. */
export function expectClose(actual: Value, expected: Numbers): void {
  const found = flattened(plain(actual));
  const wanted = flattened(expected);
  expect(found.map(([path]) => path)).toEqual(wanted.map(([path]) => path));
  found.forEach(([, v], i) => {
    const want = wanted[i]![1];
    if (Number.isFinite(want)) expect(Math.abs(v - want)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(want));
    else expect(v).toBe(want);
  });
}

/** Some numbers of both signs along three axes. */
export const cube: Tensor = tensor([
  [
    [2, -1],
    [0.5, 3],
    [-2, 1],
  ],
  [
    [4, 0],
    [1.5, -0.5],
    [-3, 2],
  ],
]);
