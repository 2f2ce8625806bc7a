import type { ArgumentExample, Row } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import { directionOf, tangentOf } from './directions.js';

/** One call of an operation to hold against the laws. */
export interface Call {
  readonly row: Row;
  /** The shapes and the domains of the arguments. */
  readonly examples: readonly ArgumentExample[];
  readonly args: readonly Plain[];
  readonly params: unknown;
  /** The arguments to differentiate by; the others stay plain. */
  readonly active: readonly number[];
  /** Chooses the directions; equal seeds give equal directions. */
  readonly seed: number;
}

/** The tangents of the active arguments that belong to a seed. */
export function tangentsOf({ examples, active, seed }: Call, variant = 0): readonly Plain[] {
  return active.map((i) => {
    const example = examples[i];
    if (example === undefined) throw new RangeError(`Argument ${i} is active, but there are ${examples.length}.`);
    return tangentOf(example, variantOf(seed, i, variant));
  });
}

/** A cotangent for an output like this one. */
export function cotangentOf({ seed }: Call, output: Plain, variant = 0): Plain {
  return directionOf(typeof output === 'number' ? [] : output.shape, variantOf(seed, -1, variant));
}

/** Different directions for each argument and each variant, but all ones for the simplest seed. */
function variantOf(seed: number, argument: number, variant: number): number {
  return seed === 0 && variant === 0 ? 0 : 1 + seed + 1009 * (argument + 1) + 100003 * variant;
}
