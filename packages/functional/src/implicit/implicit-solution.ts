import {
  bind,
  div,
  linalg,
  neg,
  structured,
  traceOf,
  transpose,
  type Primitive,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { DomainError, isTensor, TraceError, type Plain } from '@wengert/tensor';
import { jvp } from '../jvp.js';
import { recordedJacobian } from '../recorded-function.js';
import { vjp } from '../vjp.js';

/** An equation in one unknown, a scalar or a vector, with parameters. */
export interface Equation {
  /** What the user called. */
  readonly name: string;
  /** What must be zero: shaped like `x`. */
  readonly residual: (x: Value, params: readonly Value[]) => Value;
  /** Finds a zero of the residual, which is given for the parameters at hand. */
  readonly solve: (start: Plain, residual: (x: Value) => Value) => Plain;
}

/**
 * The solution of an equation, as an operation on the parameters. Its derivative knows nothing of the solver: where
 * F(x, p) = 0, it is dx = -F_x⁻¹ F_p dp. Both factors are taken at the solution by transformations of F, in operations of
 * this library, so that they can be differentiated in turn.
 *
 * @throws {@link TraceError} when the residual depends on a traced value that is none of the parameters.
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 15.1; Blondel and others, Efficient and
 * modular implicit differentiation, NeurIPS 2022.
 */
export function implicitSolution(equation: Equation, start: Value, params: readonly Value[]): Value {
  // What is plain stays out of the derivative: it may be anything, such as indices.
  const traced = params.flatMap((param, i) => (traceOf(param) === undefined ? [] : [i]));
  const residual = (x: Value, active: readonly Value[]): Value => {
    const all = [...params];
    traced.forEach((index, i) => (all[index] = active[i] ?? 0));
    return equation.residual(x, all);
  };
  const row = solutionRow({ ...equation, residual }, traced.length);
  return bind(row, [start, ...traced.map((index) => params[index] ?? 0)], undefined);
}

/** The row of one equation: its arguments are the start, which has no influence, and the parameters. */
function solutionRow({ name, residual, solve }: Equation, count: number): Primitive<undefined> {
  const slopeAt = keepingLast((x, ...params) => slope(name, residual, x, params));
  return structured<undefined>({
    name,
    arity: count + 1,
    evaluate: ([start = 0, ...params]) => solve(start, (x) => residual(x, params)),
    push([, ...tangents], [, ...params], x): Tangent {
      const active = tangents.flatMap((tangent, i) => (tangent === undefined ? [] : [i]));
      if (active.length === 0) return undefined;
      const at = (indices: readonly number[], values: readonly Tangent[]): Value[] =>
        indices.map((index) => values[index] ?? 0);
      const [, change] = jvp(
        (moved: Value[]) => {
          const all = [...params];
          active.forEach((index, i) => (all[index] = moved[i] ?? 0));
          return [residual(x, all)];
        },
        [at(active, params)],
        [at(active, tangents)],
      );
      return neg(solveLinear(name, slopeAt(x, ...params), change[0] ?? 0));
    },
    pull(index, cotangent, [, ...params], x): Value | undefined {
      if (index === 0) return undefined;
      const param: Value[] = [params[index - 1] ?? 0];
      const [, pullback] = vjp(
        ([moved = 0]: Value[]): Value[] => [residual(x, params.with(index - 1, moved))],
        [param],
      );
      const matrix = slopeAt(x, ...params);
      const adjoint = solveLinear(name, isTensor(matrix) ? transpose(matrix) : matrix, cotangent);
      return neg(pullback([adjoint])[0][0] ?? 0);
    },
    examples: [],
    source: 'implicit function theorem',
  });
}

/** The derivative of the residual by the unknown: a matrix, or a scalar for a scalar. */
export function slope(name: string, residual: Equation['residual'], x: Value, params: readonly Value[]): Value {
  return recordedJacobian('cheaper', name, (moved: Value) => residual(moved, params), [x], {}) as Value;
}

function solveLinear(name: string, matrix: Value, right: Value): Value {
  if (!isTensor(matrix)) return div(right, matrix);
  try {
    return linalg.solve(matrix, right);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(
      `${name}: at the solution, the Jacobian of the equation by the unknown is singular, so that the solution is no ` +
        'differentiable function of the parameters. Change the equation, or differentiate with other parameters.',
    );
  }
}

/** A function that knows the result of its last call, since all directions of one derivative need the same. */
function keepingLast(f: (...args: readonly Value[]) => Value): (...args: readonly Value[]) => Value {
  let last: { readonly args: readonly Value[]; readonly result: Value } | undefined;
  return (...args) => {
    if (last === undefined || !last.args.every((arg, i) => arg === args[i])) last = { args, result: f(...args) };
    return last.result;
  };
}

/**
 * A value of the residual where nothing is differentiated.
 *
 * @throws {@link TraceError} when it depends on a traced value that is none of the parameters.
 */
export function plainResidual(name: string, residual: Value): Plain {
  const trace = traceOf(residual);
  if (trace === undefined) return residual as Plain;
  throw new TraceError(
    `${name}: the function uses a value that is traced by ${trace.transformation} without taking it as an argument, so ` +
      'its derivative would be lost. Pass the value in params.',
  );
}
