import type { BenchmarkResult } from './results.js';

/** What takes turns in a comparison. */
export interface Contender {
  readonly name: string;
  /** What is timed. */
  readonly run: () => unknown;
  /** The numbers to check in its result; by default all. */
  readonly answer?: (result: unknown) => unknown;
  /** For one that computes something else, and stands there only to be compared in time. */
  readonly unchecked?: boolean;
}

/** A comparison of the times of several contenders at the same work; the first is what the others are held against. */
export interface Comparison {
  /** What the work is, short and stable: results of different days are matched by it. */
  readonly name: string;
  /** The sizes of the work, for charts. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Makes the data and the contenders, when their turn has come. */
  readonly contenders: () => readonly Contender[];
  /** The right answer; without it, that of the first contender is. */
  readonly expected?: () => unknown;
  /** The largest error, relative to the largest number of the right answer, that still counts as right. */
  readonly tolerance?: number;
}

/** Something other than time that is measured: memory, counts. */
export interface Reading {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, number>>;
  /** The unit of all figures. */
  readonly unit: string;
  /** Figures by name. */
  readonly read: () => Readonly<Record<string, number>>;
}

/** How much to measure: all sizes, or few enough for every change to be checked with them. */
export type Scope = 'full' | 'brief';

/** A question, answered by measurements. */
export interface Benchmark {
  readonly name: string;
  readonly question: string;
  readonly comparisons?: (scope: Scope) => readonly Comparison[];
  readonly readings?: (scope: Scope) => readonly Reading[];
  /** What follows from the measurements, in words. */
  readonly conclusion?: (result: BenchmarkResult) => string;
}
