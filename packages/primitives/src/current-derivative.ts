import type { Row } from './primitive.js';
import type { Value } from './value.js';

/** An operation whose derivative is being computed. */
export interface Differentiated {
  readonly row: Row;
  /** What the operation was applied to, and what it returned. */
  readonly args: readonly Value[];
  readonly output: Value;
}

// Set only while a derivative rule runs, synchronously, and restored when it returns or throws.
let current: Differentiated | undefined;

/** Runs the derivative rule of an operation long after that was applied, so that it can be told what the rule is for. */
export function inDerivativeOf<T>(application: Differentiated, rule: () => T): T {
  const outer = current;
  current = application;
  try {
    return rule();
  } finally {
    current = outer;
  }
}

/** The operation whose derivative rule runs at the moment in a sweep over a tape, if one does. */
export function currentDerivative(): Differentiated | undefined {
  return current;
}
