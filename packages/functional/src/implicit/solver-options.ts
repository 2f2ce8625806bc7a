import { optionsOf } from '@wengert/primitives';
import { DomainError } from '@wengert/tensor';

/** Options of the solvers of equations. */
export interface SolverOptions {
  /** How large the last step may be, relative to `1 + |x|`, in every entry. Default 1e-12. */
  readonly tolerance?: number;
  /** How many steps to take before giving up. Default 100. */
  readonly maxIterations?: number;
}

/**
 * The options with the defaults filled in.
 *
 * @throws {@link DomainError} when the tolerance is not positive, or the number of steps is no positive integer.
 */
export function solverOptions(operation: string, options: SolverOptions): Required<SolverOptions> {
  const { tolerance = 1e-12, maxIterations = 100 } = optionsOf(operation, options, ['tolerance', 'maxIterations']);
  if (!(tolerance > 0)) throw new DomainError(`${operation}: tolerance must be positive, but is ${tolerance}.`);
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new DomainError(`${operation}: maxIterations must be a positive integer, but is ${maxIterations}.`);
  }
  return { tolerance, maxIterations };
}

/** How far a solver got when it gave up. */
export interface Failure {
  readonly x: number | Float64Array;
  /** The largest entry of what should be zero. */
  readonly residual: number;
  readonly iterations: number;
  /** Why it does not go on. */
  readonly reason: string;
}

/** The error of a solver that found no solution. */
export function noSolution(operation: string, { x, residual, iterations, reason }: Failure): DomainError {
  return new DomainError(
    `${operation}: no solution found: after ${iterations} iteration${iterations === 1 ? '' : 's'}, ${reason}; ` +
      `there, at x = ${point(x)}, the equation is off by ${residual.toPrecision(3)}. Start nearer to a solution, raise ` +
      'maxIterations or tolerance, or make sure that there is one.',
  );
}

function point(x: number | Float64Array): string {
  if (typeof x === 'number') return x.toPrecision(6);
  const shown = Array.from(x.subarray(0, 6), (entry) => entry.toPrecision(4));
  return `[${shown.join(', ')}${x.length > shown.length ? ', …' : ''}]`;
}
