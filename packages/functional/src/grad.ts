import { optionsOf, withParametersOf, type Scalar } from '@wengert/primitives';
import { checkFunction, differentiationOptions } from './differentiated-arguments.js';
import type { AnyFunction, Argnums, Concrete, Options, Picked, Transformed, OfScalars } from './types.js';
import { gradientOf } from './value-and-grad.js';

/** `grad(f)`: called like `f`, it returns the gradient. */
export type Grad<A extends unknown[], N extends Argnums = 0> = Transformed<A, Picked<A, N>>;

/** `grad(f, { hasAux: true })`. */
export type GradWithAux<A extends unknown[], N extends Argnums, Aux> = Transformed<A, [Picked<A, N>, Concrete<Aux>]>;

/**
 * The gradient of `f`, by reverse mode: its derivative by each number in the argument.
 *
 * Shapes: the gradient is shaped like the argument: a number for a number, a tensor of the same shape for a tensor, the
 * same tree for a tree. What the output does not depend on has a zero gradient.
 *
 * Cost: one evaluation of `f` and one backward sweep, whatever the number of inputs.
 *
 * @param f - A function made of this library's operations that returns one number.
 * @param options - `argnums`: which arguments to differentiate by, one (default 0) or an array of them; `hasAux`: whether
 * `f` returns `[output, aux]`, in which case the result is `[gradient, aux]`.
 * @returns A function with the parameters of `f`; it may be differentiated again.
 * @throws {@link ShapeError} when `f` returns a tensor.
 * @throws {@link TreeError} when an argument to differentiate by is no tree of numbers and tensors.
 *
 * @example
 * grad((x: Scalar, y: Scalar) => add(mul(x, y), sin(x)))(2, 3); // 2.5838531634528574
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapter 3.
 */
export function grad<A extends unknown[], Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Scalar, Aux],
  options: Options<N> & { readonly hasAux: true },
): GradWithAux<A, N, Aux>;
export function grad<F extends (...args: Scalar[]) => Scalar>(f: F & OfScalars<F>): Grad<Parameters<F>>;
export function grad<A extends unknown[]>(f: (...args: A) => Scalar): Grad<A>;
export function grad<A extends unknown[], const N extends Argnums = 0>(
  f: (...args: A) => Scalar,
  options: Options<N> & { readonly hasAux?: false },
): Grad<A, N>;
export function grad(f: AnyFunction, options: Options = {}): (...args: unknown[]) => unknown {
  checkFunction('grad', f);
  const chosen = optionsOf('grad', options, differentiationOptions);
  return withParametersOf(f, (...args) => {
    const { aux, gradient } = gradientOf('grad', f, args, chosen);
    return chosen.hasAux === true ? [gradient, aux] : gradient;
  });
}
