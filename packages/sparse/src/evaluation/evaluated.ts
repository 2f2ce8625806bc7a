import type { SparseMatrix } from '../sparse-matrix.js';

/** What an evaluation gives. */
export interface Evaluated {
  readonly matrix: SparseMatrix;
  /** What the function returned beside its output. */
  readonly aux: unknown;
  /** Whether the matrix is the whole derivative, as far as has been asked. If not, its pattern may lack an entry. */
  readonly isWhole: boolean;
}

/** The results of no sweep. */
export const none: Float64Array = /* @__PURE__ */ new Float64Array(0);

/** The results of a sweep in the last direction. */
export function lastOf(results: Float64Array, size: number): Float64Array {
  return results.subarray(results.length - size);
}
