import { optionsOf, withParametersOf, type Scalar } from '@wengert/primitives';
import { checkFunction } from './differentiated-arguments.js';
import { jacobianOptions, type JacobianOptions } from './jacobian-blocks.js';
import { recordedJacobian } from './recorded-function.js';
import type { AnyFunction, Argnums, Concrete, Jacobian, Picked, Transformed, OfScalars } from './types.js';

/** `hessian(f)`: called like `f`, it returns the matrix of second derivatives. */
export type Hessian<A extends unknown[], Output, N extends Argnums = 0> = Transformed<
  A,
  Jacobian<Jacobian<Output, Picked<A, N>>, Picked<A, N>>
>;

/** `hessian(f, { hasAux: true })`. */
export type HessianWithAux<A extends unknown[], Output, N extends Argnums, Aux> = Transformed<
  A,
  [Jacobian<Jacobian<Output, Picked<A, N>>, Picked<A, N>>, Concrete<Aux>]
>;

/**
 * The Hessian of `f`: all second derivatives, forward over reverse.
 *
 * Shapes: the argument's tree twice: for an argument that is a tensor of shape `[...a]` an array of shape
 * `[...a, ...a]`, for an array of numbers a nested array with `H[i][j]`.
 *
 * Cost: one gradient, recorded, and one forward sweep over its record for each number in the argument, many at a time. A
 * Hessian times a vector by {@link hvp} costs but a few gradients, whatever the number of inputs.
 *
 * @param f - A function made of this library's operations, usually one that returns one number.
 * @param options - `argnums` and `hasAux`, as for `grad`; `chunkSize`: how many directions to sweep at once.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 *
 * @example
 * hessian((x: Tensor) => sum(mul(x, x)))(tensor([1, 2])); // [[2, 0], [0, 2]]
 */
export function hessian<A extends unknown[], Output, Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Output, Aux],
  options: JacobianOptions<N> & { readonly hasAux: true },
): HessianWithAux<A, Output, N, Aux>;
export function hessian<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
): Hessian<Parameters<F>, ReturnType<F>>;
export function hessian<A extends unknown[], Output>(f: (...args: A) => Output): Hessian<A, Output>;
export function hessian<A extends unknown[], Output, const N extends Argnums = 0>(
  f: (...args: A) => Output,
  options: JacobianOptions<N> & { readonly hasAux?: false },
): Hessian<A, Output, N>;
export function hessian(f: AnyFunction, options: JacobianOptions = {}): (...args: unknown[]) => unknown {
  checkFunction('hessian', f);
  const chosen = optionsOf('hessian', options, jacobianOptions);
  const gradient = (...args: unknown[]): unknown => recordedJacobian('backward', 'hessian', f, args, chosen);
  return withParametersOf(f, (...args) => recordedJacobian('forward', 'hessian', gradient, args, chosen));
}
