import { BatchTrace, type Batched } from '@wengert/batch';
import { isPlain, traceOf, type Traced, type Value } from '@wengert/primitives';
import { TraceError, type Plain } from '@wengert/tensor';

/** The numbers in a value, those of all entries of a batch among them; `undefined` where they cannot be seen. */
export function plainOrNothing(x: Value): Plain | undefined {
  let current = x;
  try {
    for (let trace = traceOf(current); trace !== undefined; trace = traceOf(current)) {
      current = trace instanceof BatchTrace ? (current as Batched).batch : trace.lower(current as Value & Traced);
    }
  } catch (error) {
    if (error instanceof TraceError) return undefined;
    throw error;
  }
  return isPlain(current) ? current : undefined;
}

/** The place of the first NaN, else of the first Infinity; -1 when there is neither. */
export function firstBad(x: Plain): number {
  if (typeof x === 'number') return Number.isFinite(x) ? -1 : 0;
  const notANumber = x.data.findIndex(Number.isNaN);
  return notANumber >= 0 ? notANumber : x.data.findIndex((element) => !Number.isFinite(element));
}

/** The element at a place in row-major order. */
export function elementAt(x: Plain, place: number): number {
  return typeof x === 'number' ? x : (x.data[place] ?? NaN);
}

/** The first NaN or Infinity, as a word. */
export function badNumber(x: Plain): string {
  return String(elementAt(x, firstBad(x)));
}
