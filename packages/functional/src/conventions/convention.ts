import type { Value } from '@wengert/primitives';
import type { NestedNumbers } from '@wengert/tensor';

/** A number, or nested arrays of numbers for a tensor. */
type Numbers = number | NestedNumbers;

/**
 * What an expression and its derivatives are at a point where that is a matter of choice, of care, or of both. Tensors
 * are written as nested arrays.
 */
export interface Convention {
  /** The expression as one would write it, of the variables `x`, `y` and `z`. */
  readonly expression: string;
  /** The point: a number or a nested array for each variable. */
  readonly point: readonly Numbers[];
  /** Which variable the derivatives are taken by, counted from 0. */
  readonly argument: number;
  /** The value there. */
  readonly value: Numbers;
  /** The derivative, of shape `[...outputShape, ...inputShape]`; a gradient where the value is a number. */
  readonly first: Numbers;
  /** The second derivative, of shape `[...outputShape, ...inputShape, ...inputShape]`; `undefined` where none is promised. */
  readonly second: Numbers | undefined;
  /** Which rule of the policy says so, and why. */
  readonly reason: string;
  /** The expression as a function, to evaluate and to differentiate. */
  readonly call: (...variables: Value[]) => Value;
}

/** Value, derivative and, where one is promised, second derivative. */
type Derivatives = readonly [value: Numbers, first: Numbers, second?: Numbers];

/** Makes a row: `at(abs, [0], [0, 0, 0], reason)`. */
export type At = (point: readonly Numbers[], derivatives: Derivatives, reason: string, argument?: number) => Convention;

/** Makes the rows of one expression. */
// @__NO_SIDE_EFFECTS__
export function rowsOf(expression: string, call: Convention['call']): At {
  return (point, [value, first, second], reason, argument = 0) => ({
    expression,
    point,
    argument,
    value,
    first,
    second,
    reason,
    call,
  });
}
