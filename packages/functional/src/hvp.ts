import type { Scalar } from '@wengert/primitives';
import { checkFunction } from './differentiated-arguments.js';
import { pushForward } from './jvp.js';
import type { AnyFunction, ConcreteArguments } from './types.js';
import { gradientOf } from './value-and-grad.js';

/**
 * The Hessian of `f` times a vector, forward over reverse, without the Hessian.
 *
 * Shapes: `tangents` has the structure and shapes of `primals`, and so has the result: an array with one entry for each
 * argument.
 *
 * Cost: two to four times that of `grad`, whatever the number of inputs.
 *
 * @param f - A function made of this library's operations that returns one number.
 * @param primals - The arguments of `f`, as an array.
 * @param tangents - The vector: a direction for each argument.
 * @throws {@link TreeError} when primals and tangents differ in structure.
 * @throws {@link ShapeError} when `f` returns a tensor, or a tangent differs in shape from its primal.
 *
 * @example
 * hvp((x: Scalar, y: Scalar) => mul(x, x, y), [2, 3], [1, 0]); // [6, 4]
 *
 * @see Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6 (1994).
 */
export function hvp<A extends unknown[]>(
  f: (...args: A) => Scalar,
  primals: readonly [...ConcreteArguments<A>],
  tangents: readonly [...ConcreteArguments<A>],
): [...ConcreteArguments<A>];
export function hvp<A extends unknown[]>(
  f: (...args: A) => Scalar,
  primals: readonly [...A],
  tangents: readonly [...A],
): [...A];
export function hvp(f: AnyFunction, primals: readonly unknown[], tangents: readonly unknown[]): unknown {
  checkFunction('hvp', f);
  const gradient = (...args: unknown[]): unknown =>
    gradientOf('hvp', f, args, { argnums: args.map((_, i) => i) }).gradient;
  return pushForward('hvp', gradient, primals, tangents)[1];
}
