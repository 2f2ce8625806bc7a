/** A color for each of so many things; things of one color are swept together. */
export interface Coloring {
  /** The color of each, from 0 on. */
  readonly colors: Int32Array;
  /** How many colors there are. */
  readonly count: number;
}

/**
 * In which order a greedy algorithm colors.
 *
 * - `natural`: as they stand; the best for bands.
 * - `largestFirst`: those with most neighbours first (Welsh and Powell 1967).
 * - `smallestLast`: last the one with the fewest neighbours, before it the one with the fewest among the rest, and so on
 *   (Matula and Beck 1983).
 * - `incidenceDegree`: next the one with most neighbours that have a color already (Coleman and Moré 1983).
 */
export type Ordering = 'natural' | 'largestFirst' | 'smallestLast' | 'incidenceDegree';

/** Every {@link Ordering}. */
export const orderings: readonly Ordering[] = ['natural', 'largestFirst', 'smallestLast', 'incidenceDegree'];
