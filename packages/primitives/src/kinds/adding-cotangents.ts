import { isMasked, masked } from '../masked-cotangent.js';
import type { Cotangent } from '../primitive.js';
import { addRow, applyBinary } from './elementwise.js';
import { select, unmask } from './selection.js';

/** The sum of two cotangents of one value. Where both carry a mask, the sum counts where one of them does. */
export function addCotangents(a: Cotangent, b: Cotangent): Cotangent {
  const sum = applyBinary(addRow, unmask(a), unmask(b));
  return isMasked(a) && isMasked(b) ? masked(select(a.mask, 1, b.mask), sum) : sum;
}
