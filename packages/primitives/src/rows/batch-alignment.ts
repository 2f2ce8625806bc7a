import { shapeOfValue, type Value } from '../value.js';
import { reshape } from './reshaping.js';

/**
 * A value with axes of length 1 put in, after the batch axis if it has one and in front if not, so that without the batch
 * axis it has the given rank: it then broadcasts against others entry by entry.
 */
export function alignedToRank(x: Value, isBatched: boolean, rank: number): Value {
  const shape = shapeOfValue(x);
  const leading = isBatched ? 1 : 0;
  const missing = rank - (shape.length - leading);
  if (missing <= 0) return x;
  return reshape(x, [...shape.slice(0, leading), ...new Array<number>(missing).fill(1), ...shape.slice(leading)]);
}

/** The rank of one entry of the batch. */
export function entryRank(x: Value, isBatched: boolean): number {
  return shapeOfValue(x).length - (isBatched ? 1 : 0);
}
