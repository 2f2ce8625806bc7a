import { allocate } from '../storage.js';
import { DenseTensor, dataOf, type Plain } from '../tensor.js';

/**
 * A window of the convolution of two vectors: the elements `start` to `start + size - 1` of the sequence whose element
 * `s` is the sum of `x[i] * y[s - i]` over all `i` for which both exist. It is 0 where there are none, also before
 * element 0.
 *
 * @example
 * convolve(tensor([1, 2, 3]), tensor([1, 1]), -1, 6); // [0, 1, 3, 5, 3, 0]
 */
export function convolve(x: Plain, y: Plain, start: number, size: number): DenseTensor {
  const out = allocate(size);
  const xData = dataOf(x);
  const yData = dataOf(y);
  const nx = xData.length;
  const ny = yData.length;
  let to = 0;
  // Four neighbours at a time: they share their elements of `x`, and of `y` all but one.
  for (; to + 3 < size; to += 4) {
    const s = start + to;
    const first = Math.max(0, s + 4 - ny);
    const end = Math.min(nx, s + 1);
    if (first < end) addFour(xData, yData, s, first, end, out, to);
    else for (let r = 0; r < 4; r++) out[to + r] = addRange(xData, yData, s + r, 0, nx, 0);
  }
  for (; to < size; to++) out[to] = addRange(xData, yData, start + to, 0, nx, 0);
  return new DenseTensor(out, [size]);
}

/** `sum` and the sum of `x[i] * y[s - i]` for those `i` from `first` to `end - 1` for which `y` has the element. */
function addRange(x: Float64Array, y: Float64Array, s: number, first: number, end: number, sum: number): number {
  const last = Math.min(end - 1, s);
  let total = sum;
  for (let i = Math.max(first, s + 1 - y.length); i <= last; i++) total += x[i]! * y[s - i]!;
  return total;
}

/** Elements `s` to `s + 3`. For `first <= i < end`, all four have a product with `x[i]`. */
function addFour(
  x: Float64Array,
  y: Float64Array,
  s: number,
  first: number,
  end: number,
  out: Float64Array,
  to: number,
): void {
  let a = addRange(x, y, s, 0, first, 0);
  let b = addRange(x, y, s + 1, 0, first, 0);
  let c = addRange(x, y, s + 2, 0, first, 0);
  let d = addRange(x, y, s + 3, 0, first, 0);
  let y1 = y[s + 1 - first]!;
  let y2 = y[s + 2 - first]!;
  let y3 = y[s + 3 - first]!;
  for (let i = first; i < end; i++) {
    const v = x[i]!;
    const y0 = y[s - i]!;
    a += v * y0;
    b += v * y1;
    c += v * y2;
    d += v * y3;
    y3 = y2;
    y2 = y1;
    y1 = y0;
  }
  out[to] = addRange(x, y, s, end, x.length, a);
  out[to + 1] = addRange(x, y, s + 1, end, x.length, b);
  out[to + 2] = addRange(x, y, s + 2, end, x.length, c);
  out[to + 3] = addRange(x, y, s + 3, end, x.length, d);
}
