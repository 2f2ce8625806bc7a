import {
  isDense,
  tensor,
  TraceError,
  WengertError,
  ShapeError,
  type NestedNumbers,
  type NumberArray,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import type { Traced } from '../primitive.js';
import { traceOf } from '../trace.js';

/** Where to take elements from or to put them: an integer, or an array of integers. Derivatives do not pass through it. */
export type Indices = number | NestedNumbers | NumberArray | Tensor;

/** Indices with their shape, which is `[]` for a single one. */
export interface IndexArray {
  readonly values: ArrayLike<number>;
  readonly shape: Shape;
}

/**
 * Reads what a user gave as indices. Whether they are within range is for the caller to check.
 *
 * @throws {@link TraceError} for a traced value.
 * @throws {@link ShapeError} for anything that is no number, no regular array of numbers and no tensor.
 */
export function readIndices(operation: string, indices: Indices): IndexArray {
  if (typeof indices === 'number') return { values: [indices], shape: [] };
  if (isDense(indices)) return { values: indices.data, shape: indices.shape };
  const trace = traceOf(indices);
  if (trace !== undefined) {
    // Where the program is only written down, plain indices are traced too; there it is for that trace to say so.
    if (trace.unrolls === true) trace.lower(indices as Tensor & Traced);
    throw new TraceError(
      `${operation}: the indices are traced by ${trace.transformation}, but must be plain integers, as derivatives do ` +
        'not pass through them. Use value(...) on them, or compute them outside.',
    );
  }
  const { data, shape } = readArray(operation, indices as NestedNumbers | NumberArray);
  return { values: data, shape };
}

function readArray(operation: string, indices: NestedNumbers | NumberArray): Tensor {
  try {
    return tensor(indices);
  } catch (error) {
    if (!(error instanceof WengertError)) throw error;
    throw new ShapeError(`${operation}: the indices must be an integer or an array of integers. ${error.message}`);
  }
}
