import { isTensor, ShapeError } from '@wengert/tensor';
import { notAValue } from '../bind.js';
import type { BinaryOperation } from '../kinds/operations.js';
import { holds } from '../plain-value.js';
import { checkLive, traceOf } from '../trace.js';
import { describeValue, type Scalar } from '../value.js';
import { equal, greater, greaterEqual, less, lessEqual, notEqual } from './masks.js';

/**
 * Whether `x < y`, for `if` and `while`. Traced scalars compare by their plain values, so a program takes the same way
 * whether or not it is differentiated.
 *
 * @throws {@link ShapeError} when one of them is a tensor: {@link less} compares element by element.
 *
 * @example
 * lt(1, 2); // true
 */
export function lt(x: Scalar, y: Scalar): boolean {
  return typeof x === 'number' && typeof y === 'number' ? x < y : compared('lt', less, x, y);
}

/**
 * Whether `x <= y`; otherwise as {@link lt}.
 *
 * @throws {@link ShapeError} when one of them is a tensor: {@link lessEqual} compares element by element.
 *
 * @example
 * le(2, 2); // true
 */
export function le(x: Scalar, y: Scalar): boolean {
  return typeof x === 'number' && typeof y === 'number' ? x <= y : compared('le', lessEqual, x, y);
}

/**
 * Whether `x > y`; otherwise as {@link lt}.
 *
 * @throws {@link ShapeError} when one of them is a tensor: {@link greater} compares element by element.
 *
 * @example
 * gt(1, 2); // false
 */
export function gt(x: Scalar, y: Scalar): boolean {
  return typeof x === 'number' && typeof y === 'number' ? x > y : compared('gt', greater, x, y);
}

/**
 * Whether `x >= y`; otherwise as {@link lt}.
 *
 * @throws {@link ShapeError} when one of them is a tensor: {@link greaterEqual} compares element by element.
 *
 * @example
 * ge(2, 2); // true
 */
export function ge(x: Scalar, y: Scalar): boolean {
  return typeof x === 'number' && typeof y === 'number' ? x >= y : compared('ge', greaterEqual, x, y);
}

/**
 * Whether `x` equals `y`, as `===` for numbers; otherwise as {@link lt}.
 *
 * @throws {@link ShapeError} when one of them is a tensor: {@link equal} compares element by element.
 *
 * @example
 * eq(2, 2); // true
 */
export function eq(x: Scalar, y: Scalar): boolean {
  return typeof x === 'number' && typeof y === 'number' ? x === y : compared('eq', equal, x, y);
}

/**
 * Whether `x` does not equal `y`, as `!==` for numbers; otherwise as {@link lt}.
 *
 * @throws {@link ShapeError} when one of them is a tensor: {@link notEqual} compares element by element.
 *
 * @example
 * ne(2, 2); // false
 */
export function ne(x: Scalar, y: Scalar): boolean {
  return typeof x === 'number' && typeof y === 'number' ? x !== y : compared('ne', notEqual, x, y);
}

/**
 * The mask of the comparison, as a boolean. Masks are locally constant, so that every transformation which differentiates
 * leaves a plain 0 or 1.
 */
function compared(comparison: string, mask: BinaryOperation, x: Scalar, y: Scalar): boolean {
  checkScalar(comparison, mask, 0, x);
  checkScalar(comparison, mask, 1, y);
  return holds(mask(x, y));
}

function checkScalar(comparison: string, mask: BinaryOperation, index: number, x: Scalar): void {
  if (typeof x === 'number') return;
  if (isTensor(x)) {
    throw new ShapeError(
      `${comparison}: argument ${index + 1} must be a scalar, but is ${describeValue(x)}. Use ${mask.row.name}(x, y) for a ` +
        'mask of 0 and 1 for each element, with where(mask, a, b) to choose by it.',
    );
  }
  const trace = traceOf(x);
  if (trace === undefined) throw notAValue(comparison, index, x);
  if (!trace.live) checkLive(comparison, trace, x);
}
