import type { Scalar } from '@wengert/primitives';
import { notingLines } from './debugging/maker-lines.js';
import { call, checkFunction } from './differentiated-arguments.js';
import type { AnyFunction, OfScalars, Transformed } from './types.js';

/**
 * `f` with the same value and the same derivatives, for finding out where a leaked value comes from: one that a function
 * has stored outside of itself, and that is used when the transformation which it belongs to has finished. The error for
 * that names the transformation and the operation in any case; for values made inside of `debugLeaks`, also the line in
 * your program.
 *
 * It makes no difference whether it stands around a transformation, `debugLeaks(grad(f))`, or inside of it,
 * `grad(debugLeaks(f))`.
 *
 * Cost: many times that of `f`, since the place of every operation in the program is recorded. Use it to look for a
 * mistake, and take it out again.
 *
 * @param f - Any function.
 * @returns A function with the parameters and results of `f`.
 *
 * @example
 * let kept: Scalar = 0;
 * grad(debugLeaks((x: Scalar) => (kept = sin(x))))(0);
 * add(kept, 1);
 * // TraceError: add: this value belongs to a grad call that has finished. … It was made by sin at …
 */
export function debugLeaks<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
): Transformed<Parameters<F>, ReturnType<F>>;
export function debugLeaks<A extends unknown[], Output>(f: (...args: A) => Output): Transformed<A, Output>;
export function debugLeaks(f: AnyFunction): (...args: unknown[]) => unknown {
  checkFunction('debugLeaks', f);
  return (...args) => notingLines(() => call(f, args));
}
