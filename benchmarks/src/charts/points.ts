import type { BenchmarkResult } from '../harness/results.js';

/** A time that was measured, as charts take it. */
export interface Point {
  readonly [parameter: string]: number | string;
  readonly who: string;
  /** In units of the first contender's. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** All times of a benchmark. */
export function pointsOf({ comparisons }: BenchmarkResult): Point[] {
  return comparisons.flatMap(({ name, parameters, contenders }) =>
    contenders.flatMap(({ name: who, ratio }) =>
      ratio === undefined
        ? []
        : [{ ...parameters, work: name, who, ratio: ratio.median, low: ratio.low, high: ratio.high }],
    ),
  );
}
