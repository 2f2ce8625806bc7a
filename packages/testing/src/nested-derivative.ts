import type { Value } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import { plainOnly, pullBack, pushForward, type Mapping } from './modes.js';
import { innerProduct } from './plain-values.js';

/** One of the two modes. */
export type Mode = 'forward' | 'reverse';

/** One level of a nested derivative: which arguments it is taken by, and the directions of those. */
export interface Level {
  readonly active: readonly number[];
  readonly tangents: readonly Plain[];
}

/** A nested derivative as a function that could be differentiated again, and what its result is to be paired with. */
export interface NestedDerivative {
  readonly f: Mapping;
  readonly partner: readonly Plain[];
}

/**
 * The derivative of `f` along the directions of all levels, from the innermost to the outermost, each by its own mode.
 * A forward level keeps the output of `f` and puts in its tangent; a reverse level pulls back what the output is to be
 * paired with, and leaves its own directions to pair the result with. So in every combination of modes the pairing is
 * the same number: `<cotangent, D^n f(tangents of level 1, … , tangents of level n)>`.
 */
export function nestedDerivative(
  f: Mapping,
  cotangents: readonly Plain[],
  levels: readonly Level[],
  modes: readonly Mode[],
): NestedDerivative {
  let nested: NestedDerivative = { f, partner: cotangents };
  levels.forEach(({ active, tangents }, k) => {
    const inner = nested;
    const within =
      (xs: readonly Value[]): Mapping =>
      (...ys) => {
        const all = [...xs];
        active.forEach((i, place) => {
          all[i] = ys[place] ?? NaN;
        });
        return inner.f(...all);
      };
    const chosen = (xs: readonly Value[]): readonly Value[] => active.map((i) => xs[i] ?? NaN);
    nested =
      modes[k] === 'forward'
        ? { f: (...xs) => pushForward(within(xs), chosen(xs), tangents), partner: inner.partner }
        : { f: (...xs) => pullBack(within(xs), chosen(xs), inner.partner), partner: tangents };
  });
  return nested;
}

/** The pairing of a nested derivative at a point, and the size of its terms. */
export function pairing(
  { f, partner }: NestedDerivative,
  point: readonly Plain[],
): { readonly product: number; readonly size: number } {
  return innerProduct(plainOnly(f(...point)), partner);
}

/** All ways to choose a mode for each of `order` levels. */
export function modeWords(order: number): readonly (readonly Mode[])[] {
  if (order === 0) return [[]];
  return modeWords(order - 1).flatMap((word) => [
    [...word, 'forward' as const],
    [...word, 'reverse' as const],
  ]);
}

/** A combination of modes as one says it: `reverse over forward`, outermost first. */
export function wordName(modes: readonly Mode[]): string {
  return modes.toReversed().join(' over ');
}
