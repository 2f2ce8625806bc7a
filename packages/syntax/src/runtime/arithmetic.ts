import { refuseConversion, type Traced } from '@wengert/primitives';
import * as operations from '@wengert/primitives/operations';
import type { Value } from '@wengert/primitives/operations';
import { isTensor } from '@wengert/tensor';
import { remainder } from '../remainder.js';
import { isTraced, operand } from './traces.js';

/** An operator of two operands as a function. */
type Binary = (x: unknown, y: unknown) => unknown;

// @__NO_SIDE_EFFECTS__
function binary(raw: (x: number, y: number) => number, operation: (x: Value, y: Value) => Value): Binary {
  return (x, y) => {
    if (typeof x === 'number' && typeof y === 'number') return raw(x, y);
    if (isTraced(x) || isTraced(y)) return operation(operand(x), operand(y));
    return raw(x as number, y as number);
  };
}

/** `x - y` */
export const sub: Binary = /* @__PURE__ */ binary((x, y) => x - y, operations.sub);
/** `x * y` */
export const mul: Binary = /* @__PURE__ */ binary((x, y) => x * y, operations.mul);
/** `x / y` */
export const div: Binary = /* @__PURE__ */ binary((x, y) => x / y, operations.div);
/** `x % y` */
export const rem: Binary = /* @__PURE__ */ binary((x, y) => x % y, remainder);
/** `x ** y` */
export const power: Binary = /* @__PURE__ */ binary((x, y) => x ** y, operations.pow);

/** `x + y`, which may also join texts. */
export function add(x: unknown, y: unknown): unknown {
  if (typeof x === 'number' && typeof y === 'number') return x + y;
  if (isTraced(x)) return operations.add(x, summand(y, x));
  if (isTraced(y)) return operations.add(summand(x, y), y);
  return (x as number) + (y as number);
}

/** The other operand of a sum. JavaScript would make a text of the traced one if this is a text. */
function summand(x: unknown, traced: Value): Value {
  if (typeof x === 'number' || isTraced(x) || isTensor(x)) return x;
  // Adding -0 changes no number, not even -0.
  const sum: unknown = -0 + (x as number);
  return typeof sum === 'number' ? sum : refuseConversion(traced as Value & Traced, 'string');
}

/** `-x` */
export function neg(x: unknown): unknown {
  return isTraced(x) ? operations.neg(x) : -(x as number);
}

/** `+x` */
export function plus(x: unknown): unknown {
  return isTraced(x) ? x : +(x as string);
}

/** The number or BigInt that `++` and `--` count from, which is also what `x++` returns. */
export function numeric(x: unknown): unknown {
  return isTraced(x) ? x : -(-(x as number));
}

/** What `++x` makes of `x`. */
export function increment(x: unknown): unknown {
  if (isTraced(x)) return operations.add(x, 1);
  const count = numeric(x);
  return typeof count === 'bigint' ? count + 1n : (count as number) + 1;
}

/** What `--x` makes of `x`. */
export function decrement(x: unknown): unknown {
  if (isTraced(x)) return operations.sub(x, 1);
  const count = numeric(x);
  return typeof count === 'bigint' ? count - 1n : (count as number) - 1;
}
