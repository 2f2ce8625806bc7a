import { DualScalar, type Value } from '@wengert/primitives';
import { DualReverseTrace, ReverseTrace } from '@wengert/reverse';

/**
 * Makes the trace for gradients by dual numbers. It comes with the first use of forward mode: a program without one has no
 * such gradients, and does not bundle the code for them.
 */
let traceInsideForwardMode: ((operation: string) => ReverseTrace) | undefined;

/** To be called before a function runs on dual numbers. */
export function expectDualNumbers(): void {
  traceInsideForwardMode ??= (operation) => new DualReverseTrace(operation);
}

/** The trace that records a function at the given primals, to be swept once. `operation` is what the user called. */
export function gradientTrace(operation: string, [first]: readonly Value[]): ReverseTrace {
  const isDual = first instanceof DualScalar && typeof first.primal === 'number';
  return (isDual ? traceInsideForwardMode?.(operation) : undefined) ?? new ReverseTrace(operation, false);
}
