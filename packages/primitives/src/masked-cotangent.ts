import type { Value } from './value.js';

const maskedBrand: unique symbol = /* @__PURE__ */ Symbol.for('wengert.masked');

/**
 * A cotangent that holds only where a mask is set. `where` sends one to each side. The mask is not applied at once:
 * an infinite partial further down would turn the zeros of the side not taken into NaN. It travels through elementwise
 * pulls unapplied, and `unmask` selects by it where cotangents are added up or enter anything not elementwise.
 */
export interface MaskedCotangent {
  readonly [maskedBrand]: true;
  /** 0/1 values; the cotangent counts where they are not 0. */
  readonly mask: Value;
  /** Of the same shape as the mask; what stands where the mask is 0 has no meaning. */
  readonly cotangent: Value;
}

/** The cotangent, to count only where the mask is set; both of one shape. */
export function masked(mask: Value, cotangent: Value): MaskedCotangent {
  return { [maskedBrand]: true, mask, cotangent };
}

/** Whether a cotangent carries a mask. */
export function isMasked(x: Value | MaskedCotangent): x is MaskedCotangent {
  return typeof x === 'object' && maskedBrand in x;
}
