import { BatchedScalar, BatchedTensor, BatchTrace } from '@wengert/batch';
import { traceOf, type Traced, type Value } from '@wengert/primitives';
import { dataOf, type Plain } from '@wengert/tensor';

/**
 * The value under all derivatives. What stands for the entries of a batch still does, as a function that is mapped can
 * only be called with that.
 */
export function detached(x: Value): Value {
  const trace = traceOf(x);
  if (trace === undefined) return x;
  if (!isBatched(x)) return detached(trace.lower(x as Value & Traced));
  const batch = detached(x.batch);
  return batch === x.batch || !(trace instanceof BatchTrace) ? x : trace.batched(batch);
}

/** The plain numbers in a value, those of all entries of a batch together. */
export function numbersIn(x: Value): Float64Array {
  const under = detached(x);
  return isBatched(under) ? numbersIn(under.batch) : dataOf(under as Plain);
}

function isBatched(x: Value): x is BatchedScalar | BatchedTensor {
  return x instanceof BatchedScalar || x instanceof BatchedTensor;
}
