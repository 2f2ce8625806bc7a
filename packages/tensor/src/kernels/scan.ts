import { sizeOf } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, type Plain } from '../tensor.js';

/**
 * Running sums along an axis, from its start, or with `reverse` from its end. Either is the transpose of the other.
 *
 * @param axis - Counted from the start.
 *
 * @example
 * cumsum(tensor([1, 2, 3]), 0, false); // [1, 3, 6]
 * cumsum(tensor([1, 2, 3]), 0, true); // [6, 5, 3]
 */
export function cumsum(x: Plain, axis: number, reverse: boolean): Plain {
  if (typeof x === 'number') return x;
  const { shape, data } = x;
  const out = copyOf(data);
  const length = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const run = length * inner;
  for (let start = 0; start < out.length; start += run) {
    if (reverse) {
      for (let i = start + run - inner - 1; i >= start; i--) out[i] = out[i + inner]! + out[i]!;
    } else {
      for (let i = start + inner; i < start + run; i++) out[i] = out[i - inner]! + out[i]!;
    }
  }
  return new DenseTensor(out, shape);
}

/**
 * Running products along an axis, from its start.
 *
 * @param axis - Counted from the start.
 *
 * @example
 * cumprod(tensor([1, 2, 3]), 0); // [1, 2, 6]
 */
export function cumprod(x: Plain, axis: number): Plain {
  if (typeof x === 'number') return x;
  const { shape, data } = x;
  const out = copyOf(data);
  const inner = sizeOf(shape.slice(axis + 1));
  const run = shape[axis]! * inner;
  for (let start = 0; start < out.length; start += run) {
    for (let i = start + inner; i < start + run; i++) out[i] = out[i - inner]! * out[i]!;
  }
  return new DenseTensor(out, shape);
}

function copyOf(data: Float64Array): Float64Array {
  const copy = allocate(data.length);
  copy.set(data);
  return copy;
}
