import { sizeOf } from '../shape.js';
import type { Plain } from '../tensor.js';

/**
 * For each row along the axis, the indices that sort it in ascending order. Equal numbers keep their order, 0 and -0
 * are equal, and NaN comes last.
 *
 * @param axis - Counted from the start.
 * @returns The indices, laid out as `x` is.
 *
 * @example
 * argsort(tensor([3, 1, 2]), 0); // Int32Array [1, 2, 0]
 */
export function argsort(x: Plain, axis: number): Int32Array {
  if (typeof x === 'number') return Int32Array.of(0);
  const { shape, data } = x;
  const result = new Int32Array(data.length);
  if (data.length === 0) return result;
  const length = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const row: Pairs = { keys: new Float64Array(length), indices: new Int32Array(length) };
  const spare: Pairs = { keys: new Float64Array(length), indices: new Int32Array(length) };
  for (let r = 0; r < data.length / length; r++) {
    const start = (r - (r % inner)) * length + (r % inner);
    const numbers = readRow(data, start, length, inner, row);
    const { indices } = sortPairs(row, spare, numbers);
    for (let i = 0; i < numbers; i++) result[start + i * inner] = indices[i]!;
    for (let i = numbers; i < length; i++) result[start + i * inner] = row.indices[i]!;
  }
  return result;
}

/** Numbers and where they came from. They are moved together, so that all reading is in the order of memory. */
interface Pairs {
  readonly keys: Float64Array;
  readonly indices: Int32Array;
}

/** Fills the row with the numbers, followed by the NaNs; returns how many numbers there are. */
function readRow(data: Float64Array, start: number, length: number, step: number, row: Pairs): number {
  const { keys, indices } = row;
  let numbers = 0;
  for (let i = 0; i < length; i++) {
    const key = data[start + i * step]!;
    if (Number.isNaN(key)) continue;
    keys[numbers] = key;
    indices[numbers++] = i;
  }
  if (numbers < length) {
    let next = numbers;
    for (let i = 0; i < length; i++) if (Number.isNaN(data[start + i * step])) indices[next++] = i;
  }
  return numbers;
}

/** Runs of this length are sorted by insertion, then merged. */
const runLength = 8;

/** Sorts the first `n` pairs by merging from the bottom up, back and forth; returns the pairs that it ended in. */
function sortPairs(row: Pairs, spare: Pairs, n: number): Pairs {
  for (let start = 0; start < n; start += runLength) insertionSort(row, start, Math.min(start + runLength, n));
  let from = row;
  let to = spare;
  for (let width = runLength; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      merge(from, to, start, Math.min(start + width, n), Math.min(start + 2 * width, n));
    }
    [from, to] = [to, from];
  }
  return from;
}

function insertionSort({ keys, indices }: Pairs, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const key = keys[i]!;
    const index = indices[i]!;
    let j = i;
    for (; j > start && keys[j - 1]! > key; j--) {
      keys[j] = keys[j - 1]!;
      indices[j] = indices[j - 1]!;
    }
    keys[j] = key;
    indices[j] = index;
  }
}

function merge(from: Pairs, to: Pairs, start: number, middle: number, end: number): void {
  const { keys, indices } = from;
  const { keys: mergedKeys, indices: mergedIndices } = to;
  let i = start;
  let j = middle;
  for (let k = start; k < end; k++) {
    // The left one on equality, so that equal numbers keep their order.
    const next = j >= end || (i < middle && keys[i]! <= keys[j]!) ? i++ : j++;
    mergedKeys[k] = keys[next]!;
    mergedIndices[k] = indices[next]!;
  }
}
