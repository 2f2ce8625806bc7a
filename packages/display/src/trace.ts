import type { ConcreteArguments } from '@wengert/functional';
import { describeValue } from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { Listing } from './listing.js';
import { record, type AnyFunction } from './recording/record.js';
import { RecordedList, type WengertList } from './wengert-list.js';

/**
 * The Wengert list of a call: the operations that `f` applied to its arguments, as data and to be printed. With it come
 * the evaluation traces of the textbooks, forward and reverse, formulas, and the computational graph.
 *
 * It shows what a function made of transformations computes as well: `trace(grad(f), 2, 3).toExpression()` is the
 * derivative as a formula.
 *
 * `f` runs once. The list is that of the way which `f` took for these arguments, and of the values that it looked at. A
 * function with a derivative rule of its own (`customJvp`, `root` …) is one line of it.
 *
 * @param f - A function made of this library's operations; it may return any tree.
 * @param args - Its arguments; those that are no trees of numbers and tensors pass through.
 * @returns The list.
 * @throws {@link TreeError} when the output of `f` is no tree of numbers and tensors.
 * @throws {@link TraceError} when an argument is being differentiated further out.
 *
 * @example
 * const f = (x1: Scalar, x2: Scalar) => add(mul(x1, x2), sin(x1));
 * trace(f, 2, 3).toString();
 * // v1 = x1 * x2
 * // v2 = sin(x1)
 * // v3 = v1 + v2
 * // y = v3
 * trace(grad(f), 2, 3).toExpression(); // x2 + cos(x1)
 *
 * @see Wengert, A simple automatic derivative evaluation program, CACM 7(8), 1964; Griewank and Walther, Evaluating
 * Derivatives, 2nd ed., SIAM 2008, sections 2.2, 3.1 and 3.2.
 */
export function trace<A extends unknown[]>(f: (...args: A) => unknown, ...args: ConcreteArguments<A>): WengertList;
export function trace(f: AnyFunction, ...args: readonly unknown[]): WengertList {
  if (typeof f !== 'function') {
    throw new WengertError(`trace: the first argument must be a function, but is ${describeValue(f)}.`);
  }
  return new RecordedList(new Listing(f, record(f, args)));
}
