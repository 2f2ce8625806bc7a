import type { Shape } from '@wengert/tensor';

/**
 * The numbers that a row may be tested at: an interval inside which the operation is smooth, with room to the edges for
 * finite differences. The edges themselves are the subject of the convention table.
 */
export interface Domain {
  readonly min: number;
  readonly max: number;
  /** Points where the operation has a kink, a jump or a pole; tests keep away from them. */
  readonly avoid?: readonly number[];
  /** Entries of a tensor are kept apart, so that finite differences change no order among them. */
  readonly distinct?: boolean;
  /** Only integers, for arguments such as exponents. */
  readonly integer?: boolean;
  /** For matrices: the random matrix is first made to have this structure. */
  readonly matrix?: 'invertible' | 'symmetric' | 'positiveDefinite' | 'lowerTriangular';
}

/**
 * An interval, with points to keep away from.
 *
 * @example
 * interval(0, 3, [1]); // { min: 0, max: 3, avoid: [1] }
 */
export function interval(min: number, max: number, avoid: readonly number[] = []): Domain {
  return avoid.length === 0 ? { min, max } : { min, max, avoid };
}

/**
 * Numbers of everyday size, of both signs.
 *
 * @example
 * reals; // { min: -4, max: 4 }
 */
export const reals: Domain = { min: -4, max: 4 };
/**
 * Positive numbers, away from zero.
 *
 * @example
 * positive; // { min: 0.2, max: 5 }
 */
export const positive: Domain = { min: 0.2, max: 5 };
/**
 * Both signs, away from zero.
 *
 * @example
 * nonzero; // { min: -4, max: 4, avoid: [0] }
 */
export const nonzero: Domain = { min: -4, max: 4, avoid: [0] };
/**
 * Inside (-1, 1).
 *
 * @example
 * unit; // { min: -0.9, max: 0.9 }
 */
export const unit: Domain = { min: -0.9, max: 0.9 };
/**
 * Tensor entries that differ from each other, for maxima and sorting.
 *
 * @example
 * distinct; // { min: -4, max: 4, distinct: true }
 */
export const distinct: Domain = { min: -4, max: 4, distinct: true };

/** One argument to test with: the shape of a tensor (`[]` for a scalar) and the numbers in it. */
export interface ArgumentExample {
  readonly shape: Shape;
  readonly domain: Domain;
}

/** One call to test with. */
export interface Example<P> {
  readonly args: readonly ArgumentExample[];
  readonly params: P;
}

/**
 * An argument of this shape.
 *
 * @example
 * argument([2, 3], unit); // { shape: [2, 3], domain: { min: -0.9, max: 0.9 } }
 */
export function argument(shape: Shape, domain: Domain = reals): ArgumentExample {
  return { shape, domain };
}
