import { accumulateMax, accumulateMin, accumulateSum, type Accumulation, type Accumulator } from './accumulate.js';
import { accumulateMean } from './mean.js';

/** A way of making one number of many. */
export type FoldName = 'sum' | 'mean' | 'max' | 'min';

const accumulators: Readonly<Record<FoldName, (accumulation: Accumulation) => Accumulator | undefined>> = {
  sum: accumulateSum,
  mean: accumulateMean,
  max: accumulateMax,
  min: accumulateMin,
};

/**
 * What reduces a tensor in pieces; `undefined` where there is nothing to reduce, or pieces would be long.
 *
 * @example
 * const sum = accumulate('sum', { shape: [3], axes: [0], target: [] });
 * sum?.take(0, Float64Array.of(1, 2, 3), 0);
 * sum?.finish(); // 6
 */
export function accumulate(fold: FoldName, accumulation: Accumulation): Accumulator | undefined {
  return accumulators[fold](accumulation);
}
