import { dataOf, type Plain } from '@wengert/tensor';
import type { Call } from './call.js';
import { closeNumbers } from './close.js';
import { likelyCause } from './diagnosis.js';
import { finiteDifference } from './finite-difference.js';
import { describe, violation } from './law.js';
import { combination } from './plain-values.js';

/** A derivative to hold against the slope of a function. */
export interface SlopeQuestion {
  readonly law: string;
  readonly call: Call;
  readonly argument?: number;
  /** The function whose slope is wanted; its first result counts. */
  readonly f: (...xs: Plain[]) => readonly Plain[];
  readonly primals: readonly Plain[];
  readonly tangents: readonly Plain[];
  /** What the library says the derivative along the tangents is. */
  readonly derivative: Plain;
  /** What to call it. */
  readonly what: string;
}

/**
 * Compares a derivative with finite differences: to nine digits, or as many as the finite difference itself has.
 *
 * @throws {@link LawViolation} where they differ, or where the finite difference has too few digits to tell.
 */
export function slopeAlong({ law, call, argument, f, primals, tangents, derivative, what }: SlopeQuestion): void {
  const elementsAt = (t: number): readonly number[] => {
    const [value = NaN] = f(...primals.map((x, i) => combination(1, x, t, tangents[i] ?? NaN)));
    return Array.from(dataOf(value));
  };
  const actual = Array.from(dataOf(derivative));
  const slopes = finiteDifference(elementsAt);
  slopes.forEach(({ slope, error, size }, k) => {
    const found = actual[k] ?? NaN;
    const place = typeof derivative === 'number' ? '' : ` in element ${k}`;
    const numbers =
      `${what} is ${found}${place}, but a finite difference gives ${slope} (to ${error.toExponential(0)}), ` +
      `with tangent ${tangents.map(describe).join(', ')}.`;
    const blamed = argument === undefined ? {} : { argument };
    if (!(error <= 1e-4 * (Math.abs(slope) + size) + 1e-10)) {
      const cause = 'the domain comes too near to a kink, a jump or a pole; say so in its `avoid`.';
      throw violation(law, call, { found: `${numbers} Finite differences do not settle.`, ...blamed, cause });
    }
    // Where all terms cancel, what is left is rounding, and steps that happen to agree say nothing of its size.
    if (!closeNumbers(found, slope, { relative: 1e-9, absolute: 8 * error + 1e-13 })) {
      const cause = likelyCause(
        actual,
        slopes.map((other) => other.slope),
      );
      throw violation(law, call, { found: numbers, ...blamed, cause });
    }
  });
}
