import { applyCheckpoint, withParametersOf, type Scalar } from '@wengert/primitives';
import { checkFunction } from './differentiated-arguments.js';
import { callOnLeaves } from './leaf-function.js';
import type { AnyFunction, OfScalars, Transformed } from './types.js';

/**
 * `f` with the same value and the same derivatives, of which reverse mode keeps only the arguments: the rest is
 * computed again when the backward sweep comes to it. Trades time for memory.
 *
 * `f` may use traced values that it closes over, and may contain further checkpoints.
 *
 * @param f - A function of trees made of this library's operations. It is called again in the backward sweep, so it must
 * compute the same every time.
 * @throws {@link TreeError} when its output is no tree of numbers and tensors.
 *
 * @example
 * grad((x: Scalar) => checkpoint((y: Scalar) => sin(mul(y, y)))(x))(0); // 0
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapter 12.
 */
export function checkpoint<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
): Transformed<Parameters<F>, ReturnType<F>>;
export function checkpoint<A extends unknown[], Output>(f: (...args: A) => Output): Transformed<A, Output>;
export function checkpoint(f: AnyFunction): (...args: unknown[]) => unknown {
  checkFunction('checkpoint', f);
  return withParametersOf(f, (...args) =>
    callOnLeaves('checkpoint', f, args, (leaves, onLeaves) => applyCheckpoint(onLeaves, leaves)),
  );
}
