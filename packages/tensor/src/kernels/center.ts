import { allocate } from '../storage.js';
import { DenseTensor, type Plain } from '../tensor.js';
import { transpose } from './layout.js';
import { meanAlong } from './mean.js';

/**
 * The deviation of each number from the mean over the axes, to its last digits: also where the mean is much greater than
 * the deviation, and exactly 0 where all numbers along the axes are equal.
 *
 * The mean is rounded, so the deviations from it have a small mean of their own, which is taken away as well. It is summed
 * with the rounding errors: Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974).
 *
 * @param axes - Counted from the start, sorted, each once (see {@link normalizeAxes}).
 *
 * @example
 * centerAlong(tensor([1, 2, 6]), [0]); // [-2, -1, 3]
 */
export function centerAlong(x: Plain, axes: readonly number[]): Plain {
  if (typeof x === 'number') return x - x;
  const staying = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...staying, ...axes];
  // With these axes last, the numbers of each mean stand in a row.
  const rows = transpose(x, order) as DenseTensor;
  const means = meanAlong(x, axes, false);
  const out = allocate(x.data.length);
  const count = typeof means === 'number' ? 1 : means.data.length;
  const length = out.length / count;
  for (let row = 0; row < count; row++) {
    const mean = typeof means === 'number' ? means : means.data[row]!;
    centerRow(rows.data, row * length, length, mean, out);
  }
  const back = order.slice();
  order.forEach((axis, place) => (back[axis] = place));
  return transpose(new DenseTensor(out, rows.shape), back);
}

function centerRow(x: Float64Array, start: number, length: number, mean: number, out: Float64Array): void {
  const end = start + length;
  let sum = 0;
  let errors = 0;
  for (let i = start; i < end; i++) {
    const deviation = x[i]! - mean;
    const next = sum + deviation;
    errors += errorOfSum(sum, deviation, next) + errorOfSum(x[i]!, -mean, deviation);
    sum = next;
  }
  const rest = (sum + errors) / length;
  for (let i = start; i < end; i++) {
    const deviation = x[i]! - mean;
    out[i] = deviation + (errorOfSum(x[i]!, -mean, deviation) - rest);
  }
}

/** What rounding took from `x + y` when it made `sum` of it; 0 when that is not finite. */
function errorOfSum(x: number, y: number, sum: number): number {
  const error = Math.abs(x) >= Math.abs(y) ? x - sum + y : y - sum + x;
  return Number.isFinite(error) ? error : 0;
}
