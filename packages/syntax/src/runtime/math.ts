import * as operations from '@wengert/primitives/operations';
import type { Value } from '@wengert/primitives/operations';
import { greatest, inTurn, least } from './several.js';
import { inMath, type MathFunction } from './in-math.js';
import { isTraced, operand } from './traces.js';

/** An operation that has the name of the function, so that the name is in its row. */
interface Named {
  readonly row: { readonly name: string };
}

// @__NO_SIDE_EFFECTS__
function unary(operation: Named & ((x: Value) => Value)): MathFunction {
  const { name } = operation.row;
  return (...args) => (isTraced(args[0]) ? operation(args[0]) : inMath(name, args));
}

// @__NO_SIDE_EFFECTS__
function binary(operation: Named & ((x: Value, y: Value) => Value)): MathFunction {
  const { name } = operation.row;
  return (...args) => {
    const [x, y] = args;
    return isTraced(x) || isTraced(y) ? operation(operand(x), operand(y)) : inMath(name, args);
  };
}

/** A function of any number of arguments; `one` is what it does with a single one. */
// @__NO_SIDE_EFFECTS__
function variadic(name: string, several: (values: readonly Value[]) => Value, one: (x: Value) => Value): MathFunction {
  return (...args) => {
    if (!args.some(isTraced)) return inMath(name, args);
    const values = args.map(operand);
    const [first = NaN] = values;
    return values.length === 1 ? one(first) : several(values);
  };
}

/** `Math.abs` */
export const abs: MathFunction = /* @__PURE__ */ unary(operations.abs);
/** `Math.acos` */
export const acos: MathFunction = /* @__PURE__ */ unary(operations.acos);
/** `Math.acosh` */
export const acosh: MathFunction = /* @__PURE__ */ unary(operations.acosh);
/** `Math.asin` */
export const asin: MathFunction = /* @__PURE__ */ unary(operations.asin);
/** `Math.asinh` */
export const asinh: MathFunction = /* @__PURE__ */ unary(operations.asinh);
/** `Math.atan` */
export const atan: MathFunction = /* @__PURE__ */ unary(operations.atan);
/** `Math.atanh` */
export const atanh: MathFunction = /* @__PURE__ */ unary(operations.atanh);
/** `Math.cbrt` */
export const cbrt: MathFunction = /* @__PURE__ */ unary(operations.cbrt);
/** `Math.ceil` */
export const ceil: MathFunction = /* @__PURE__ */ unary(operations.ceil);
/** `Math.cos` */
export const cos: MathFunction = /* @__PURE__ */ unary(operations.cos);
/** `Math.cosh` */
export const cosh: MathFunction = /* @__PURE__ */ unary(operations.cosh);
/** `Math.exp` */
export const exp: MathFunction = /* @__PURE__ */ unary(operations.exp);
/** `Math.expm1` */
export const expm1: MathFunction = /* @__PURE__ */ unary(operations.expm1);
/** `Math.floor` */
export const floor: MathFunction = /* @__PURE__ */ unary(operations.floor);
/** `Math.log` */
export const log: MathFunction = /* @__PURE__ */ unary(operations.log);
/** `Math.log10` */
export const log10: MathFunction = /* @__PURE__ */ unary(operations.log10);
/** `Math.log1p` */
export const log1p: MathFunction = /* @__PURE__ */ unary(operations.log1p);
/** `Math.log2` */
export const log2: MathFunction = /* @__PURE__ */ unary(operations.log2);
/** `Math.round` */
export const round: MathFunction = /* @__PURE__ */ unary(operations.round);
/** `Math.sign` */
export const sign: MathFunction = /* @__PURE__ */ unary(operations.sign);
/** `Math.sin` */
export const sin: MathFunction = /* @__PURE__ */ unary(operations.sin);
/** `Math.sinh` */
export const sinh: MathFunction = /* @__PURE__ */ unary(operations.sinh);
/** `Math.sqrt` */
export const sqrt: MathFunction = /* @__PURE__ */ unary(operations.sqrt);
/** `Math.tan` */
export const tan: MathFunction = /* @__PURE__ */ unary(operations.tan);
/** `Math.tanh` */
export const tanh: MathFunction = /* @__PURE__ */ unary(operations.tanh);
/** `Math.trunc` */
export const trunc: MathFunction = /* @__PURE__ */ unary(operations.trunc);
/** `Math.atan2` */
export const atan2: MathFunction = /* @__PURE__ */ binary(operations.atan2);
/** `Math.pow` */
export const pow: MathFunction = /* @__PURE__ */ binary(operations.pow);
/** `Math.max` */
export const max: MathFunction = /* @__PURE__ */ variadic('max', greatest, (x) => x);
/** `Math.min` */
export const min: MathFunction = /* @__PURE__ */ variadic('min', least, (x) => x);
/** `Math.hypot` */
export const hypot: MathFunction = /* @__PURE__ */ variadic('hypot', inTurn(operations.hypot), operations.abs);
