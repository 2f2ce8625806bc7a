import type { AnyFunction, ConcreteArguments } from '@wengert/functional';
import { checkFunction } from '@wengert/functional/building-blocks';
import type { Scalar } from '@wengert/primitives';
import { tracedHessianPattern } from './pattern/traced-patterns.js';
import type { SparsityPattern } from './sparsity-pattern.js';

/**
 * Where the Hessian of `f` by its first argument can have entries other than zero: which numbers of the argument meet in
 * an operation that is not linear in them.
 *
 * Shapes: a row and a column for each number of the argument, as in {@link jacobianPattern}; the pattern is symmetric.
 *
 * The pattern never lacks an entry; see {@link jacobianPattern} for what that means and when there are superfluous ones.
 *
 * Cost: `f` runs once, on values that carry sets of indices.
 *
 * @param f - A function made of this library's operations that returns one number.
 * @param args - Its arguments.
 * @throws {@link ShapeError} when `f` returns a tensor.
 * @throws {@link TreeError} when the argument is no tree of numbers and tensors.
 * @throws {@link DomainError} when the pattern has more than 50 million entries.
 *
 * @example
 * const f = (x: Scalar[]) => add(mul(x[0], x[1]), sin(x[2]), x[3]);
 * hessianPattern(f, [1, 2, 3, 4]).toTriplets(); // [[0, 1, 1], [1, 0, 1], [2, 2, 1]]
 *
 * @see Walther, Computing sparse Hessians with automatic differentiation, ACM TOMS 34(1), 2008.
 */
export function hessianPattern<A extends unknown[]>(
  f: (...args: A) => Scalar,
  ...args: ConcreteArguments<A>
): SparsityPattern;
export function hessianPattern(f: AnyFunction, ...args: readonly unknown[]): SparsityPattern {
  checkFunction('hessianPattern', f);
  return tracedHessianPattern('hessianPattern', f, args, {});
}
