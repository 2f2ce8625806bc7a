import type { ContenderResult, Results } from './results.js';

/** A contender of a comparison that was measured twice. */
export interface Change {
  /** Benchmark, comparison and contender. */
  readonly what: string;
  readonly before: ContenderResult;
  readonly after: ContenderResult;
  /** The new ratio divided by the old one: above 1 is slower. */
  readonly factor: number;
  readonly verdict: 'slower' | 'faster' | 'same' | 'wrong now';
}

/** Beyond the spread of both measurements, this much is put down to noise as well. */
const noise = 1.1;

/**
 * Holds two results against each other. What is compared are ratios to the first contender of each comparison, which do
 * not depend on how fast the machine was that day.
 */
export function changes(before: Results, after: Results): Change[] {
  const old = contendersOf(before);
  return [...contendersOf(after)].flatMap(([what, now]) => {
    const then = old.get(what);
    return then === undefined ? [] : [changeOf(what, then, now)].filter((change) => change !== undefined);
  });
}

function changeOf(what: string, before: ContenderResult, after: ContenderResult): Change | undefined {
  if (before.ratio === undefined) return undefined;
  if (after.ratio === undefined) return { what, before, after, factor: NaN, verdict: 'wrong now' };
  const factor = after.ratio.median / before.ratio.median;
  const slower = after.ratio.low > noise * before.ratio.high;
  const faster = noise * after.ratio.high < before.ratio.low;
  return { what, before, after, factor, verdict: slower ? 'slower' : faster ? 'faster' : 'same' };
}

function contendersOf({ benchmarks }: Results): Map<string, ContenderResult> {
  const entries = benchmarks.flatMap((benchmark) =>
    benchmark.comparisons.flatMap((comparison) =>
      comparison.contenders
        .slice(1)
        .map((contender) => [`${benchmark.name}, ${comparison.name}, ${contender.name}`, contender] as const),
    ),
  );
  return new Map(entries);
}
