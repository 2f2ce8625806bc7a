import type { Tensor } from '@wengert/tensor';
import type { Elementwise } from '../primitive.js';
import type { Scalar, Value } from '../value.js';
import { applyBinary, ElementwisePrimitive, type ElementwiseSpecification } from './elementwise.js';

/** An elementwise operation of one argument: numbers give numbers, tensors give tensors. */
export interface UnaryOperation {
  (x: number): number;
  (x: Scalar): Scalar;
  (x: Tensor): Tensor;
  (x: Value): Value;
  // Once more, since inference reads the last signature: grad(sin), compile(exp).
  (x: Scalar): Scalar;
  /** The operation's row of the table. */
  readonly row: Elementwise;
}

/** An elementwise operation of two arguments; tensors broadcast by NumPy's rules. */
export interface BinaryOperation {
  (x: number, y: number): number;
  (x: Scalar, y: Scalar): Scalar;
  (x: Tensor, y: Value): Tensor;
  (x: Value, y: Tensor): Tensor;
  (x: Value, y: Value): Value;
  // For inference, as above.
  (x: Scalar, y: Scalar): Scalar;
  /** The operation's row of the table. */
  readonly row: Elementwise;
}

/** An elementwise operation of two or more arguments, applied from left to right. */
export interface VariadicOperation {
  (x: number, y: number, ...more: number[]): number;
  (x: Scalar, y: Scalar, ...more: Scalar[]): Scalar;
  (x: Tensor, y: Value, ...more: Value[]): Tensor;
  (x: Value, y: Tensor, ...more: Value[]): Tensor;
  (x: Value, y: Value, ...more: Value[]): Value;
  // For inference, as above.
  (x: Scalar, y: Scalar, ...more: Scalar[]): Scalar;
  /** The operation's row of the table. */
  readonly row: Elementwise;
}

/** An elementwise operation of one argument, from its row. */
// @__NO_SIDE_EFFECTS__
export function unary(specification: ElementwiseSpecification): UnaryOperation {
  return unaryOperation(new ElementwisePrimitive(specification));
}

/** An elementwise operation of two arguments, from its row. */
// @__NO_SIDE_EFFECTS__
export function binary(specification: ElementwiseSpecification): BinaryOperation {
  const row: Elementwise = new ElementwisePrimitive(specification);
  const { scalar, recorder } = row;
  function operation(x: number, y: number): number;
  function operation(x: Scalar, y: Scalar): Scalar;
  function operation(x: Tensor, y: Value): Tensor;
  function operation(x: Value, y: Tensor): Tensor;
  function operation(x: Value, y: Value): Value;
  function operation(x: Value, y: Value): Value {
    return typeof x === 'number' && typeof y === 'number' ? scalar(x, y) : recorder.binary(x, y);
  }
  return attach(operation, row);
}

/** The function that users call for a unary row. */
// @__NO_SIDE_EFFECTS__
export function unaryOperation(row: Elementwise): UnaryOperation {
  const { scalar, recorder } = row;
  function operation(x: number): number;
  function operation(x: Scalar): Scalar;
  function operation(x: Tensor): Tensor;
  function operation(x: Value): Value;
  function operation(x: Value): Value {
    return typeof x === 'number' ? scalar(x) : recorder.unary(x);
  }
  return attach(operation, row);
}

/** The function that users call for a binary row that takes any number of arguments, from left to right. */
// @__NO_SIDE_EFFECTS__
export function variadicOperation(row: Elementwise): VariadicOperation {
  const { scalar, recorder } = row;
  function operation(x: number, y: number, ...more: number[]): number;
  function operation(x: Scalar, y: Scalar, ...more: Scalar[]): Scalar;
  function operation(x: Tensor, y: Value, ...more: Value[]): Tensor;
  function operation(x: Value, y: Tensor, ...more: Value[]): Tensor;
  function operation(x: Value, y: Value, ...more: Value[]): Value;
  function operation(x: Value, y: Value, ...more: Value[]): Value {
    // Spread on, the rest is never made into an array where this code is optimised.
    if (more.length > 0) return more.length < mostSpread ? fold(row, x, y, ...more) : foldList(row, [x, y], more);
    return typeof x === 'number' && typeof y === 'number' ? scalar(x, y) : recorder.binary(x, y);
  }
  return attach(operation, row);
}

/** Fewer arguments than this are spread; more could be too many for the stack. */
const mostSpread = 1000;

function fold(row: Elementwise, ...args: Value[]): Value {
  return args.reduce((result, next) => applyBinary(row, result, next));
}

function foldList(row: Elementwise, [x, y]: readonly [Value, Value], more: readonly Value[]): Value {
  return more.reduce((result, next) => applyBinary(row, result, next), applyBinary(row, x, y));
}

/** An operation is a function with its row attached. */
function attach<F extends (...args: never[]) => unknown>(
  operation: F,
  row: Elementwise,
): F & { readonly row: Elementwise } {
  Object.defineProperty(operation, 'name', { value: row.name });
  return Object.assign(operation, { row });
}
