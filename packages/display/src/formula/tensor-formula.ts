import type { DenseTensor } from '@wengert/tensor';
import type { Algebra } from './algebra.js';
import { whole, type Written } from './written.js';

/** Tensors with more elements are not written out. */
export const largestLiteral = 8;

/**
 * A small tensor, written out as nested lists.
 *
 * @param shown - What to write for an element.
 */
export function tensorFormula(algebra: Algebra, x: DenseTensor, shown: (x: number) => number = (x) => x): Written {
  const written = (entries: unknown): string =>
    Array.isArray(entries) ? algebra.style.list(entries.map(written)) : algebra.number(shown(Number(entries))).text;
  return whole(written(x.toArray()), 'atom');
}
