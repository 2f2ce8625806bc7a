import { type BinaryOperation, binary } from '../kinds/operations.js';
import type { Relation } from '../notation.js';
import { awayFromOne, nearOne } from './indicators.js';

/**
 * 1 where `x < y`, else 0. For `if` on scalars there is {@link lt}. Locally constant: its derivative is zero by structure.
 *
 * @example
 * less(tensor([1, 2, 3]), 2); // [1, 0, 0]
 */
export const less: BinaryOperation = /* @__PURE__ */ mask('less', (x, y) => (x < y ? 1 : 0), '<', '<');

/**
 * 1 where `x <= y`, else 0. For `if` on scalars there is {@link le}. Locally constant: its derivative is zero by structure.
 *
 * @example
 * lessEqual(tensor([1, 2, 3]), 2); // [1, 1, 0]
 */
export const lessEqual: BinaryOperation = /* @__PURE__ */ mask('lessEqual', (x, y) => (x <= y ? 1 : 0), '<=', '<=');

/**
 * 1 where `x > y`, else 0. For `if` on scalars there is {@link gt}. Locally constant: its derivative is zero by structure.
 *
 * @example
 * greater(tensor([1, 2, 3]), 2); // [0, 0, 1]
 */
export const greater: BinaryOperation = /* @__PURE__ */ mask('greater', (x, y) => (x > y ? 1 : 0), '>', '>');

/**
 * 1 where `x >= y`, else 0. For `if` on scalars there is {@link ge}. Locally constant: its derivative is zero by structure.
 *
 * @example
 * greaterEqual(tensor([1, 2, 3]), 2); // [0, 1, 1]
 */
export const greaterEqual: BinaryOperation = /* @__PURE__ */ mask(
  'greaterEqual',
  (x, y) => (x >= y ? 1 : 0),
  '>=',
  '>=',
);

/**
 * 1 where `x` equals `y`, else 0. For `if` on scalars there is {@link eq}. Its derivative is zero by structure.
 *
 * @example
 * equal(tensor([1, 2, 3]), 2); // [0, 1, 0]
 */
export const equal: BinaryOperation = /* @__PURE__ */ mask('equal', (x, y) => (x === y ? 1 : 0), '===', '==');

/**
 * 1 where `x` does not equal `y`, else 0. For `if` on scalars there is {@link ne}. Its derivative is zero by structure.
 *
 * @example
 * notEqual(tensor([1, 2, 3]), 2); // [1, 0, 1]
 */
export const notEqual: BinaryOperation = /* @__PURE__ */ mask('notEqual', (x, y) => (x !== y ? 1 : 0), '!==', '!=');

// @__NO_SIDE_EFFECTS__
function mask(
  name: string,
  scalar: (x: number, y: number) => number,
  operator: string,
  relation: Relation,
): BinaryOperation {
  return binary({
    name,
    scalar,
    code: `x ${operator} y ? 1 : 0`,
    notation: [relation, 'x', 'y'],
    partials: [undefined, undefined],
    domain: [awayFromOne, nearOne],
    source: 'locally constant',
  });
}
