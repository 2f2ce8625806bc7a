import { checkFunction } from './differentiated-arguments.js';
import { iteration } from './implicit/iteration.js';
import { solutionTree } from './implicit/solution-tree.js';
import { solverOptions, type SolverOptions } from './implicit/solver-options.js';
import type { AnyFunction, Concrete } from './types.js';

/**
 * The solution `x` of `x = f(x, params)`, differentiable in `params` in both modes and to any order. Its derivative
 * follows from the implicit function theorem, so it neither passes through the iteration nor depends on `start`.
 *
 * `f` is applied again and again as long as that converges at a good rate; where it is slow or diverges, Newton's method
 * on `x - f(x, params)` takes over.
 *
 * Shapes: the result and what `f` returns are like `start`.
 *
 * Cost: the iterations; then, for a derivative, a Jacobian of n columns and the solution of n linear equations.
 *
 * @param f - `(x, params) => next x`, made of this library's operations. It must not use traced values that it closes
 * over: pass them in `params`.
 * @param start - A number, a tensor or a tree of those. Its derivative is zero.
 * @param params - Any tree; what is no number and no tensor passes through.
 * @throws {@link DomainError} when no fixed point is found, saying how far it got; or when the Jacobian of `x - f(x)` is
 * singular there, where a derivative is asked for.
 * @throws {@link TreeError} when `f` returns something of another structure than `start`.
 * @throws {@link ShapeError} when `f` returns other shapes than those of `start`.
 * @throws {@link TraceError} when `f` uses a traced value that is not in `params`.
 *
 * @example
 * // Newton's iteration for the square root, as a fixed point
 * const squareRoot = (p: Scalar) => fixedPoint((x: Scalar, q: Scalar) => mul(0.5, add(x, div(q, x))), 1, p);
 * grad(squareRoot)(4); // 0.25
 *
 * @see Christianson, Reverse accumulation and attractive fixed points, Optimization Methods and Software 3 (1994).
 */
export function fixedPoint<X, P>(
  f: (x: X, params: P) => X,
  start: Concrete<X>,
  params: Concrete<P>,
  options?: SolverOptions,
): Concrete<X>;
export function fixedPoint<X, P>(f: (x: X, params: P) => X, start: X, params: P, options?: SolverOptions): X;
export function fixedPoint(f: AnyFunction, start: unknown, params: unknown, options: SolverOptions = {}): unknown {
  checkFunction('fixedPoint', f);
  const settings = solverOptions('fixedPoint', options);
  return solutionTree({ name: 'fixedPoint', f, start, params }, 'fixed point', (from, residual) =>
    iteration('fixedPoint', residual, from, settings),
  );
}
