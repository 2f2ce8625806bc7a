import { binary, type BinaryOperation } from '../kinds/operations.js';
import { awayFromOne, nearOne, shareOfGreater } from './indicators.js';

/**
 * The smaller of two numbers, element by element; NaN if one of them is. (`min` is the reduction of one tensor.)
 *
 * The derivative belongs to the smaller one, and to each by one half where they are equal.
 *
 * @example
 * minimum(tensor([1, 4]), 2); // [1, 2]
 */
export const minimum: BinaryOperation = /* @__PURE__ */ binary({
  name: 'minimum',
  scalar: Math.min,
  notation: { latex: '\\min' },
  partials: [(x, y) => shareOfGreater(y, x), (x, y) => shareOfGreater(x, y)],
  domain: [awayFromOne, nearOne],
  source: 'linear in pieces; at ties the subgradient of least norm',
});

/**
 * The greater of two numbers, element by element; NaN if one of them is. (`max` is the reduction of one tensor.)
 *
 * The derivative belongs to the greater one, and to each by one half where they are equal.
 *
 * @example
 * maximum(tensor([1, 4]), 2); // [2, 4]
 */
export const maximum: BinaryOperation = /* @__PURE__ */ binary({
  name: 'maximum',
  scalar: Math.max,
  notation: { latex: '\\max' },
  partials: [(x, y) => shareOfGreater(x, y), (x, y) => shareOfGreater(y, x)],
  domain: [awayFromOne, nearOne],
  source: 'linear in pieces; at ties the subgradient of least norm',
});
