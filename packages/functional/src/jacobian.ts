import type { Scalar } from '@wengert/primitives';
import { checkFunction } from './differentiated-arguments.js';
import type { JacobianOf, JacobianWithAux } from './jacobian-blocks.js';
import { forwardJacobian } from './jacfwd.js';
import { recordForJacobian } from './jacrev.js';
import type { AnyFunction, Argnums, Options } from './types.js';

/**
 * The Jacobian of `f`, by whichever mode is cheaper for the sizes at hand: forward where the argument has no more
 * numbers in it than the output, reverse where it has more.
 *
 * Shapes: as for {@link jacfwd} and {@link jacrev}.
 *
 * Cost: that of the cheaper mode, and one evaluation of `f` to learn the size of the output.
 *
 * @param f - A function made of this library's operations; it may be called several times, so it must not have effects.
 * @param options - `argnums` and `hasAux`, as for `grad`.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 *
 * @example
 * jacobian((x: Tensor) => mul(x, x))(tensor([1, 2])); // [[2, 0], [0, 4]]
 */
export function jacobian<A extends Scalar[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacobian<A extends unknown[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacobian<A extends unknown[], Output, const N extends Argnums = 0>(
  f: (...args: A) => Output,
  options: Options<N> & { readonly hasAux?: false },
): JacobianOf<A, Output, N>;
export function jacobian<A extends unknown[], Output, Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Output, Aux],
  options: Options<N> & { readonly hasAux: true },
): JacobianWithAux<A, Output, N, Aux>;
export function jacobian(f: AnyFunction, options: Options = {}): (...args: unknown[]) => unknown {
  checkFunction('jacobian', f);
  return (...args) => {
    const recorded = recordForJacobian('jacobian', f, args, options);
    const forwardIsCheaper = recorded.inputSize <= recorded.outputSize;
    return forwardIsCheaper ? forwardJacobian('jacobian', f, args, options) : recorded.jacobian();
  };
}
