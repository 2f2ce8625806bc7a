import * as operations from '@wengert/primitives/operations';
import type { Scalar } from '@wengert/primitives/operations';
import { isTraced, isTracedScalar, operand } from './traces.js';

/** A comparison as a function. */
type Comparison = (x: unknown, y: unknown) => boolean;

// @__NO_SIDE_EFFECTS__
function comparison(raw: (x: number, y: number) => boolean, operation: (x: Scalar, y: Scalar) => boolean): Comparison {
  return (x, y) => {
    if (typeof x === 'number' && typeof y === 'number') return raw(x, y);
    if (isTraced(x) || isTraced(y)) return operation(compared(x), compared(y));
    return raw(x as number, y as number);
  };
}

/** An operand of a comparison on a traced value. Tensors are left to the operation, which says what to do instead. */
function compared(x: unknown): Scalar {
  return (typeof x === 'bigint' ? Number(x) : operand(x)) as Scalar;
}

/** `x < y` */
export const lt: Comparison = /* @__PURE__ */ comparison((x, y) => x < y, operations.lt);
/** `x <= y` */
export const le: Comparison = /* @__PURE__ */ comparison((x, y) => x <= y, operations.le);
/** `x > y` */
export const gt: Comparison = /* @__PURE__ */ comparison((x, y) => x > y, operations.gt);
/** `x >= y` */
export const ge: Comparison = /* @__PURE__ */ comparison((x, y) => x >= y, operations.ge);

/** `x === y`. A tensor is an object like others, and equals itself alone. */
export function equals(x: unknown, y: unknown): boolean {
  if (isTracedScalar(x) ? isScalar(y) : isTracedScalar(y) && isScalar(x)) {
    return operations.eq(x as Scalar, y as Scalar);
  }
  return x === y;
}

function isScalar(x: unknown): x is Scalar {
  return typeof x === 'number' || isTracedScalar(x);
}

/** `x == y` */
export function looselyEquals(x: unknown, y: unknown): boolean {
  if (isTracedScalar(x)) return equals(x, numberAlike(y));
  if (isTracedScalar(y)) return equals(numberAlike(x), y);
  // eslint-disable-next-line eqeqeq -- this is what the function is for
  return x == y;
}

/** What `==` compares with a number: texts, booleans and BigInts as numbers, and the rest as it is. */
function numberAlike(x: unknown): unknown {
  return typeof x === 'string' || typeof x === 'boolean' || typeof x === 'bigint' ? Number(x) : x;
}

/** What `if (x)` asks. */
export function truth(x: unknown): boolean {
  // Not x !== 0, which NaN would pass.
  return isTracedScalar(x) ? operations.gt(operations.abs(x), 0) : Boolean(x);
}

/** `typeof x`, which is 'number' for what stands in for one. */
export function typeOf(x: unknown): string {
  return isTracedScalar(x) ? 'number' : typeof x;
}
