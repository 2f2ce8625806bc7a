import { errorOf, numbersOf } from './answers.js';
import type { Benchmark, Comparison, Contender, Reading, Scope } from './benchmark.js';
import type { BenchmarkResult, ComparisonResult, ContenderResult, ReadingResult } from './results.js';
import { timings, type Effort } from './timing.js';

const effort: Readonly<Record<Scope, Effort>> = {
  full: { rounds: 9, milliseconds: 25 },
  brief: { rounds: 5, milliseconds: 10 },
};

const defaultTolerance = 1e-10;

/** Told before each measurement, with what is done of the whole, as a share. */
export type Progress = (what: string, share: number) => void;

/** Measures what benchmarks ask. */
export function runBenchmarks(benchmarks: readonly Benchmark[], scope: Scope, progress: Progress): BenchmarkResult[] {
  const plans = benchmarks.map((benchmark) => ({
    benchmark,
    comparisons: benchmark.comparisons?.(scope) ?? [],
    readings: benchmark.readings?.(scope) ?? [],
  }));
  const total = plans.reduce((count, { comparisons, readings }) => count + comparisons.length + readings.length, 0);
  let done = 0;
  const announce = (benchmark: Benchmark, { name }: Comparison | Reading): void => {
    progress(`${benchmark.name}: ${name}`, done++ / total);
  };
  const results = plans.map(({ benchmark, comparisons, readings }): BenchmarkResult => {
    const { name, question } = benchmark;
    const compared = comparisons.map((comparison) => {
      announce(benchmark, comparison);
      return compare(comparison, effort[scope]);
    });
    const read = readings.map((reading) => {
      announce(benchmark, reading);
      return take(reading);
    });
    return { name, question, comparisons: compared, readings: read };
  });
  progress('done', 1);
  return results;
}

function take({ name, parameters = {}, unit, read }: Reading): ReadingResult {
  return { name, parameters, unit, figures: read() };
}

/** Checks every contender's answer, and then times those that are right. */
export function compare(comparison: Comparison, { rounds, milliseconds }: Effort): ComparisonResult {
  const { name, parameters = {}, tolerance = defaultTolerance } = comparison;
  const contenders = comparison.contenders();
  const right = numbersOf(comparison.expected === undefined ? contenders[0]?.run() : comparison.expected());
  const checked = contenders.map((contender) => check(contender, right, tolerance));
  const fit = contenders.filter((_, i) => checked[i]?.failure === undefined);
  const times = timings(fit, { rounds, milliseconds });
  return {
    name,
    parameters,
    contenders: checked.map((result, i): ContenderResult => {
      const place = fit.findIndex((contender) => contender === contenders[i]);
      return { ...result, ...times[place] };
    }),
  };
}

function check(
  { name, run, unchecked = false, answer = (result) => result }: Contender,
  right: readonly number[],
  tolerance: number,
): ContenderResult {
  try {
    const result = run();
    if (unchecked) return { name, error: null };
    const error = errorOf(numbersOf(answer(result)), right);
    return error <= tolerance ? { name, error } : { name, error, failure: `wrong by ${error.toExponential(0)}` };
  } catch (problem) {
    return { name, error: null, failure: problem instanceof Error ? problem.message : String(problem) };
  }
}
