import { optionsOf, withParametersOf, type Scalar } from '@wengert/primitives';
import { checkFunction } from './differentiated-arguments.js';
import { jacobianOptions, type JacobianOf, type JacobianOptions, type JacobianWithAux } from './jacobian-blocks.js';
import { recordedJacobian } from './recorded-function.js';
import type { AnyFunction, Argnums, OfScalars } from './types.js';

/**
 * The Jacobian of `f`, by whichever mode is cheaper for the sizes at hand: forward where the argument has no more
 * numbers in it than the output, reverse where it has more.
 *
 * Shapes: as for {@link jacfwd} and {@link jacrev}.
 *
 * Cost: that of the cheaper mode. `f` runs once, since both sweep the same record.
 *
 * @param f - A function made of this library's operations.
 * @param options - `argnums` and `hasAux`, as for `grad`; `chunkSize`: how many directions to sweep at once.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 *
 * @example
 * jacobian((x: Tensor) => mul(x, x))(tensor([1, 2])); // [[2, 0], [0, 4]]
 */
export function jacobian<A extends unknown[], Output, Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Output, Aux],
  options: JacobianOptions<N> & { readonly hasAux: true },
): JacobianWithAux<A, Output, N, Aux>;
export function jacobian<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
): JacobianOf<Parameters<F>, ReturnType<F>>;
export function jacobian<A extends unknown[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacobian<A extends unknown[], Output, const N extends Argnums = 0>(
  f: (...args: A) => Output,
  options: JacobianOptions<N> & { readonly hasAux?: false },
): JacobianOf<A, Output, N>;
export function jacobian(f: AnyFunction, options: JacobianOptions = {}): (...args: unknown[]) => unknown {
  checkFunction('jacobian', f);
  const chosen = optionsOf('jacobian', options, jacobianOptions);
  return withParametersOf(f, (...args) => recordedJacobian('cheaper', 'jacobian', f, args, chosen));
}
