// Paired timings. Machines drift and are shared, so every figure is a ratio or a time per operation from batches that
// take turns in one process; packages that time one function after the other cannot pair them.

/** What takes turns in a comparison: a name, and what to time. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** The median time of a contender, and its ratio to the first contender, batch by batch. */
export interface Timing {
  readonly name: string;
  /** Milliseconds for one run. */
  readonly median: number;
  readonly ratio: Spread;
}

/** The middle of several figures, with the quarter points around it. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

const batches = 11;
const batchMilliseconds = 40;

/** Times the contenders in turn; the first is what the others are held against. */
export function compare(contenders: readonly Contender[]): readonly Timing[] {
  const runs = contenders.map(({ run }) => calibrate(run));
  const times = contenders.map((): number[] => []);
  for (let batch = 0; batch < batches; batch++) {
    contenders.forEach(({ run }, i) => times[i]?.push(timeOf(run, runs[i] ?? 1)));
  }
  const reference = times[0] ?? [];
  return contenders.map(({ name }, i) => {
    const own = times[i] ?? [];
    return {
      name,
      median: spread(own).median,
      ratio: spread(own.map((time, batch) => time / (reference[batch] ?? NaN))),
    };
  });
}

/** The time of one run in milliseconds, over several batches. */
export function time(run: () => unknown): Spread {
  const count = calibrate(run);
  return spread(Array.from({ length: batches }, () => timeOf(run, count)));
}

/** How many runs fill a batch, after warming up. */
function calibrate(run: () => unknown): number {
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < 3 * batchMilliseconds) {
    run();
    runs++;
  }
  return Math.max(1, Math.round(runs / 3));
}

/** Where results go, so that the work is not optimised away. */
const sink: { last: unknown } = { last: undefined };

function timeOf(run: () => unknown, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) sink.last = run();
  return (performance.now() - start) / count;
}

function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Fails unless two results agree; what is fast and wrong must not be shown. */
export function checkSame(what: string, ours: ArrayLike<number>, theirs: ArrayLike<number>, relative = 1e-10): void {
  let worst = 0;
  let scale = 0;
  for (let i = 0; i < theirs.length; i++) {
    worst = Math.max(worst, Math.abs((ours[i] ?? NaN) - (theirs[i] ?? NaN)));
    scale = Math.max(scale, Math.abs(theirs[i] ?? NaN));
  }
  if (ours.length !== theirs.length || !(worst <= relative * scale)) {
    throw new Error(`${what}: the results differ by ${worst} where the largest is ${scale}.`);
  }
}
