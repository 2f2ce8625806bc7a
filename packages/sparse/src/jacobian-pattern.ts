import type { AnyFunction, ConcreteArguments } from '@wengert/functional';
import { checkFunction } from '@wengert/functional/building-blocks';
import { tracedJacobianPattern } from './pattern/traced-patterns.js';
import type { SparsityPattern } from './sparsity-pattern.js';

/**
 * Where the Jacobian of `f` by its first argument can have entries other than zero: which numbers of the output depend on
 * which numbers of the argument.
 *
 * Shapes: a row for each number of the output and a column for each number of the argument, in the order in which they
 * stand in their trees; the elements of a tensor in row-major order.
 *
 * The pattern never lacks an entry, whatever the numbers are: it holds for all arguments of the same structure for which
 * `f` takes the same branches (`union` joins the patterns of several). It may have entries that are always zero, where a
 * dependence cancels, as in `sub(x, x)`, or where an operation is not looked into, as in matrix decompositions.
 *
 * Cost: `f` runs once, on values that carry sets of indices; time and memory are linear in its operations where rows are
 * short.
 *
 * @param f - A function made of this library's operations; it may return any tree.
 * @param args - Its arguments.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 * @throws {@link DomainError} when the pattern has more than 50 million entries.
 *
 * @example
 * const differences = (x: Scalar[]) => [sub(x[1], x[0]), sub(x[2], x[1])];
 * jacobianPattern(differences, [1, 2, 4]).toDense(); // [[1, 1, 0], [0, 1, 1]]
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 7.1.
 */
export function jacobianPattern<A extends unknown[]>(
  f: (...args: A) => unknown,
  ...args: ConcreteArguments<A>
): SparsityPattern;
export function jacobianPattern(f: AnyFunction, ...args: readonly unknown[]): SparsityPattern {
  checkFunction('jacobianPattern', f);
  return tracedJacobianPattern('jacobianPattern', f, args, {});
}
