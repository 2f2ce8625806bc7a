import * as operations from '@wengert/primitives/operations';
import type { Scalar } from '@wengert/primitives/operations';
import { isTracedScalar } from './traces.js';

/** A question about a value. */
type Predicate = (x: unknown) => boolean;

// @__NO_SIDE_EFFECTS__
function predicate(raw: (x: number) => boolean, ofScalar: (x: Scalar) => boolean): Predicate {
  return (x) => (isTracedScalar(x) ? ofScalar(x) : raw(x as number));
}

const nan = (x: Scalar): boolean => operations.ne(x, x);
const finite = (x: Scalar): boolean => operations.lt(operations.abs(x), Infinity);
const integer = (x: Scalar): boolean => finite(x) && operations.eq(operations.floor(x), x);

/** `Number.isNaN(x)` */
export const isNaN: Predicate = /* @__PURE__ */ predicate((x) => Number.isNaN(x), nan);
/** `Number.isFinite(x)` */
export const isFinite: Predicate = /* @__PURE__ */ predicate((x) => Number.isFinite(x), finite);
/** `Number.isInteger(x)` */
export const isInteger: Predicate = /* @__PURE__ */ predicate((x) => Number.isInteger(x), integer);
/** `Number.isSafeInteger(x)` */
export const isSafeInteger: Predicate = /* @__PURE__ */ predicate(
  (x) => Number.isSafeInteger(x),
  (x) => integer(x) && operations.le(operations.abs(x), Number.MAX_SAFE_INTEGER),
);
/** `isNaN(x)` */
export const globalIsNaN: Predicate = /* @__PURE__ */ predicate((x) => globalThis.isNaN(x), nan);
/** `isFinite(x)` */
export const globalIsFinite: Predicate = /* @__PURE__ */ predicate((x) => globalThis.isFinite(x), finite);
