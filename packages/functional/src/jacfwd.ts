import { optionsOf, withParametersOf, type Scalar } from '@wengert/primitives';
import { checkFunction } from './differentiated-arguments.js';
import { jacobianOptions, type JacobianOf, type JacobianOptions, type JacobianWithAux } from './jacobian-blocks.js';
import { recordedJacobian } from './recorded-function.js';
import type { AnyFunction, Argnums, OfScalars } from './types.js';

/**
 * The Jacobian of `f` by forward sweeps: one direction for each number in the argument. `f` runs once.
 *
 * Shapes: the output's tree with, at each leaf, the argument's tree; a pair of leaves of shapes `[...a]` and `[...b]`
 * has an array of shape `[...a, ...b]`, a number where that is `[]`. So for a function from arrays to arrays of
 * numbers, `J[i][j]` is the derivative of output `i` by input `j`.
 *
 * Cost: one evaluation of `f`, recorded as for reverse mode, and one forward sweep over the record for each number in the
 * argument, many at a time; with more inputs than outputs {@link jacrev} is cheaper.
 *
 * @param f - A function made of this library's operations.
 * @param options - `argnums` and `hasAux`, as for `grad`; `chunkSize`: how many directions to sweep at once.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 *
 * @example
 * jacfwd((x: Tensor) => mul(x, x))(tensor([1, 2])); // [[2, 0], [0, 4]]
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.1.
 */
export function jacfwd<A extends unknown[], Output, Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Output, Aux],
  options: JacobianOptions<N> & { readonly hasAux: true },
): JacobianWithAux<A, Output, N, Aux>;
export function jacfwd<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
): JacobianOf<Parameters<F>, ReturnType<F>>;
export function jacfwd<A extends unknown[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacfwd<A extends unknown[], Output, const N extends Argnums = 0>(
  f: (...args: A) => Output,
  options: JacobianOptions<N> & { readonly hasAux?: false },
): JacobianOf<A, Output, N>;
export function jacfwd(f: AnyFunction, options: JacobianOptions = {}): (...args: unknown[]) => unknown {
  checkFunction('jacfwd', f);
  const chosen = optionsOf('jacfwd', options, jacobianOptions);
  return withParametersOf(f, (...args) => recordedJacobian('forward', 'jacfwd', f, args, chosen));
}
