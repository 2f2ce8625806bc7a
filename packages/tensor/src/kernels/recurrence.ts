import { sizeOf } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor } from '../tensor.js';

/**
 * The solution of a linear recurrence along an axis: `y[0] = b[0]` and `y[i] = a[i] * y[i - 1] + b[i]`; with `reverse`
 * from the end: `y[n - 1] = b[n - 1]` and `y[i] = a[i] * y[i + 1] + b[i]`.
 *
 * @param a - Of the same shape as `b`; where the recurrence starts, it does not count.
 * @param axis - Counted from the start.
 *
 * @example
 * linearRecurrence(tensor([9, 2, 3]), tensor([1, 1, 1]), 0, false); // [1, 3, 10]
 */
export function linearRecurrence(a: DenseTensor, b: DenseTensor, axis: number, reverse: boolean): DenseTensor {
  const { shape } = b;
  const out = allocate(b.data.length);
  const inner = sizeOf(shape.slice(axis + 1));
  const run = shape[axis]! * inner;
  for (let start = 0; start < out.length; start += run) {
    const end = start + run;
    if (reverse) {
      for (let i = end - 1; i >= end - inner; i--) out[i] = b.data[i]!;
      for (let i = end - inner - 1; i >= start; i--) out[i] = a.data[i]! * out[i + inner]! + b.data[i]!;
    } else {
      for (let i = start; i < start + inner; i++) out[i] = b.data[i]!;
      for (let i = start + inner; i < end; i++) out[i] = a.data[i]! * out[i - inner]! + b.data[i]!;
    }
  }
  return new DenseTensor(out, shape);
}
