import { checkFunction } from './differentiated-arguments.js';
import { newton } from './implicit/newton.js';
import { solutionTree } from './implicit/solution-tree.js';
import { solverOptions, type SolverOptions } from './implicit/solver-options.js';
import type { AnyFunction, Concrete } from './types.js';

/**
 * The solution `x` of `f(x, params) = 0`, differentiable in `params` in both modes and to any order. Its derivative
 * follows from the implicit function theorem, so it neither passes through the solver nor depends on `start`.
 *
 * The solver is Newton's method, with the Jacobian by this library: safeguarded by bisection for one number, with
 * shortened steps for several.
 *
 * Shapes: the result is like `start`; `f` returns as many numbers as there are in `start`, in any tree.
 *
 * Cost: in each iteration a Jacobian of n columns and the solution of n linear equations; another two for the first
 * derivative.
 *
 * @param f - `(x, params) => zero`, made of this library's operations. It must not use traced values that it closes
 * over: pass them in `params`.
 * @param start - A number, a tensor or a tree of those, near the solution. Its derivative is zero.
 * @param params - Any tree; what is no number and no tensor passes through.
 * @throws {@link DomainError} when no solution is found, saying how far it got; or when the Jacobian at the solution is
 * singular, where a derivative is asked for.
 * @throws {@link ShapeError} when `f` does not return one number for each in `start`.
 * @throws {@link TraceError} when `f` uses a traced value that is not in `params`.
 *
 * @example
 * const squareRoot = (p: Scalar) => root((x: Scalar, q: Scalar) => sub(mul(x, x), q), 1, p);
 * grad(squareRoot)(4); // 0.25
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 15.1; Blondel and others, Efficient and
 * modular implicit differentiation, NeurIPS 2022.
 */
export function root<X, P>(
  f: (x: X, params: P) => unknown,
  start: Concrete<X>,
  params: Concrete<P>,
  options?: SolverOptions,
): Concrete<X>;
export function root<X, P>(f: (x: X, params: P) => unknown, start: X, params: P, options?: SolverOptions): X;
export function root(f: AnyFunction, start: unknown, params: unknown, options: SolverOptions = {}): unknown {
  checkFunction('root', f);
  const settings = solverOptions('root', options);
  return solutionTree({ name: 'root', f, start, params }, 'zero', (from, residual) =>
    newton('root', residual, from, settings),
  );
}
