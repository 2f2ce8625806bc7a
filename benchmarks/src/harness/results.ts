import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Spread } from './spread.js';

/** What the figures were taken on. */
export interface Machine {
  readonly processor: string;
  readonly node: string;
  readonly v8: string;
  readonly date: string;
}

/** What came of a contender. */
export interface ContenderResult {
  readonly name: string;
  /** The error of its answer, relative to the largest number of the right one; `null` where there was nothing to check. */
  readonly error: number | null;
  /** Why it has no times: its answer was wrong, or it threw. */
  readonly failure?: string;
  readonly milliseconds?: Spread;
  /** Its time divided by that of the first contender. */
  readonly ratio?: Spread;
}

/** What came of a comparison. */
export interface ComparisonResult {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly contenders: readonly ContenderResult[];
}

/** What came of a reading. */
export interface ReadingResult {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly unit: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** What came of a benchmark. */
export interface BenchmarkResult {
  readonly name: string;
  readonly question: string;
  readonly comparisons: readonly ComparisonResult[];
  readonly readings: readonly ReadingResult[];
}

/** All that was measured in one run. */
export interface Results {
  readonly machine: Machine;
  readonly benchmarks: readonly BenchmarkResult[];
}

/** The machine that this process runs on, now. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    node: process.versions.node,
    v8: process.versions.v8,
    date: new Date().toISOString(),
  };
}

/** The machine on one line. */
export function machineLine({ processor, node, v8, date }: Machine): string {
  return `${processor}, Node ${node}, V8 ${v8}, ${date.slice(0, 10)}`;
}

/** Where results are kept. */
const folder: URL = new URL('../../results/', import.meta.url);

/** Writes results to a file of their own and returns its path. */
export function saveResults(results: Results): string {
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(new URL(`${results.machine.date.replaceAll(/[:.]/g, '-')}.json`, folder));
  writeFileSync(path, `${JSON.stringify(results, undefined, 1)}\n`);
  return path;
}

/** Reads results from a file. */
export function readResults(path: string): Results {
  return JSON.parse(readFileSync(path, 'utf8')) as Results;
}

/** The file with the latest results. */
export function latestResults(): string | undefined {
  const [latest] = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse();
  return latest === undefined ? undefined : fileURLToPath(new URL(latest, folder));
}
