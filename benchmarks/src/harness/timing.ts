// Machines drift and are shared, so times are taken in rounds in which all contenders have their turn, and ratios are
// formed round by round in one process.
import { Bench } from 'tinybench';
import { spread, type Spread } from './spread.js';
import type { Contender } from './benchmark.js';

/** The time of a contender, and its ratio to the first of its comparison. */
export interface Timing {
  readonly milliseconds: Spread;
  readonly ratio: Spread;
}

/** How much time to spend. */
export interface Effort {
  readonly rounds: number;
  /** For each contender in each round. */
  readonly milliseconds: number;
}

/** A batch is so long that starting and stopping the clock does not count. */
const batchMilliseconds = 1;

/** Times contenders in turn. */
export function timings(contenders: readonly Contender[], { rounds, milliseconds }: Effort): readonly Timing[] {
  const bench = new Bench({
    time: milliseconds,
    iterations: 1,
    warmup: false,
    timestampProvider: 'hrtimeNow',
    throws: true,
  });
  contenders.forEach(({ run }, i) => bench.add(String(i), batchOf(bench, run)));
  const times = contenders.map((): number[] => []);
  // The first round warms up and does not count.
  for (let round = -1; round < rounds; round++) {
    bench.runSync();
    bench.tasks.forEach(({ result }, i) => {
      if (round >= 0) times[i]?.push('latency' in result ? result.latency.p50 : NaN);
    });
    bench.reset();
  }
  const [reference = []] = times;
  return times.map((own) => ({
    milliseconds: spread(own),
    ratio: spread(own.map((time, round) => time / (reference[round] ?? NaN))),
  }));
}

/** Where results go, so that the work is not optimised away. */
const sink: { last: unknown } = { last: undefined };

/** A sample: as many runs as fill a batch, and the time of one. */
function batchOf(bench: Bench, run: () => unknown): () => unknown {
  let count = 1;
  return () => {
    const start = bench.now();
    for (let i = 0; i < count; i++) sink.last = run();
    const elapsed = bench.now() - start;
    const overriddenDuration = elapsed / count;
    if (elapsed < batchMilliseconds / 2) count = Math.ceil(Math.min(2 * count, batchMilliseconds / overriddenDuration));
    return { overriddenDuration, overriddenIterationCost: elapsed };
  };
}
