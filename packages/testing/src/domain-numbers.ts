import type { Domain } from '@wengert/primitives';
import fc from 'fast-check';

/**
 * A power of two that is small beside the domain: how far a tangent of size 1 may lead, so that a finite difference
 * stays in the domain and away from the points to avoid.
 */
export function scaleOf({ min, max }: Domain): number {
  return 2 ** Math.floor(Math.log2((max - min) / 8));
}

/** How far tests keep from the points to avoid: well above what a finite difference needs, well below their spacing. */
export function marginOf({ min, max, avoid = [] }: Domain): number {
  const sorted = [...avoid].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((point, i) => point - (sorted[i] ?? -Infinity));
  return Math.min((max - min) / 16, ...gaps.map((gap) => gap / 4));
}

/**
 * Numbers of a domain. They are short binary fractions, which are exact to step from and easy to read, and they shrink
 * towards 0.
 */
export function numbersIn(domain: Domain): fc.Arbitrary<number> {
  const { min, max, avoid = [], integer = false } = domain;
  const grain = integer ? 1 : 2 ** Math.floor(Math.log2((max - min) / 512));
  const margin = marginOf(domain);
  return fc
    .integer({ min: Math.ceil(min / grain), max: Math.floor(max / grain) })
    .map((k) => k * grain + 0)
    .filter((x) => avoid.every((point) => Math.abs(x - point) >= margin));
}

/**
 * Lists of numbers of a domain that differ from each other by more than finite differences move them, in any order.
 */
export function distinctNumbersIn(domain: Domain, length: number): fc.Arbitrary<number[]> {
  const { places, spacing } = spacedPlaces(domain, length);
  const offsets = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: length, maxLength: length });
  const chosen = fc.shuffledSubarray([...places], { minLength: length, maxLength: length });
  return fc
    .tuple(chosen, offsets)
    .map(([order, jitter]) => order.map((place, k) => place + ((jitter[k] ?? 0) / 16) * spacing));
}

/** At least `length` evenly spaced numbers, with nothing to avoid between each and half the way to the next. */
function spacedPlaces(
  domain: Domain,
  length: number,
): { readonly places: readonly number[]; readonly spacing: number } {
  const { min, max, avoid = [] } = domain;
  const margin = marginOf(domain);
  for (let count = length; ; count++) {
    const spacing = (max - min) / count;
    const places = Array.from({ length: count }, (_, k) => min + k * spacing).filter((place) =>
      avoid.every((point) => place + spacing / 2 < point - margin || place > point + margin),
    );
    if (places.length >= length || count > 4 * length + 64) return { places, spacing };
  }
}
