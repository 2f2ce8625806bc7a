import type { Definition } from './exact-derivative.js';

/** What a row of the table is to be held against, and where. */
export interface Reference {
  /** What the row computes, by its definition and not by the formula of the library. */
  readonly definition: Definition;
  /** For rows that are themselves derivatives: how often the definition is differentiated along each argument. */
  readonly orders?: (...args: number[]) => readonly number[];
  /** Points of everyday size, away from zeros, kinks and poles. */
  readonly ordinary: readonly (readonly number[])[];
  /** Tiny, huge, near to poles and branch points, in tails. */
  readonly hard: readonly (readonly number[])[];
}

/** References by the names of their rows. */
export type References = Readonly<Record<string, Reference>>;

/** Points of functions of one argument. */
export function each(...xs: readonly number[]): readonly (readonly number[])[] {
  return xs.map((x) => [x]);
}

/** Everyday numbers of both signs. */
export const both: readonly number[] = [0.7, -1.3, 2.4, -3.1, 0.05];
/** Everyday positive numbers. */
export const above: readonly number[] = [0.3, 0.7, 1.9, 3.7, 12.5];
/** Close to 0 on both sides. */
export const tiny: readonly number[] = [1e-300, -1e-300, 1e-8, -1e-8];
