import { add, linalg, matmul, mul, neg, transpose } from '@wengert/primitives';
import { DenseTensor, DomainError, eye, type Tensor } from '@wengert/tensor';
import { noSolution, type SolverOptions } from './solver-options.js';

/** As many functions as there are numbers: their values, and their Jacobian. */
export interface VectorEquation {
  readonly values: (x: DenseTensor) => DenseTensor;
  readonly jacobian: (x: DenseTensor) => DenseTensor;
}

/**
 * A common zero of n functions of n numbers, by Newton's method; a step is shortened until the sum of squares becomes
 * smaller. Where the Jacobian is singular, a step of Levenberg and Marquardt takes the place of Newton's.
 *
 * @throws {@link DomainError} when it does not get there.
 *
 * @see Dennis and Schnabel, Numerical Methods for Unconstrained Optimization and Nonlinear Equations, SIAM 1996,
 * section 6.5.
 */
export function vectorNewton(
  operation: string,
  { values, jacobian }: VectorEquation,
  start: DenseTensor,
  { tolerance, maxIterations }: Required<SolverOptions>,
): DenseTensor {
  let x = start;
  let value = values(x);
  const fail = (iterations: number, reason: string): Error =>
    noSolution(operation, { x: x.data, residual: largest(value.data), iterations, reason });
  if (!isFinite(value)) throw fail(0, 'the function is not finite at the start');
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    if (largest(value.data) === 0) return x;
    const step = stepFrom(jacobian(x), value);
    if (step === undefined) throw fail(iteration, 'its Jacobian leads nowhere');
    const size = relativeSize(step, x);
    if (size <= tolerance) return moved(x, step, 1);
    const before = squares(value);
    let length = 1;
    let next = moved(x, step, length);
    let nextValue = values(next);
    while (!(squares(nextValue) < before * (1 - 1e-4 * length))) {
      length /= 2;
      if (length < 1e-16) {
        // What is left is rounding, if the full step is small.
        if (size <= Math.sqrt(tolerance)) return x;
        throw fail(iteration, 'no step makes it smaller');
      }
      next = moved(x, step, length);
      nextValue = values(next);
    }
    x = next;
    value = nextValue;
  }
  throw fail(maxIterations, 'the steps are still too large');
}

/** Newton's step, or that of Levenberg and Marquardt; `undefined` where neither is finite. */
function stepFrom(matrix: DenseTensor, value: DenseTensor): DenseTensor | undefined {
  const newton = solved(matrix, value);
  if (newton !== undefined) return newton;
  const transposed = transpose(matrix);
  const normal = matmul(transposed, matrix);
  const damping = 1e-6 * largest(matrix.data) ** 2;
  return solved(add(normal, mul(damping, eye(value.size))), matmul(transposed, value));
}

function solved(matrix: Tensor, right: Tensor): DenseTensor | undefined {
  try {
    const step = neg(linalg.solve(matrix, right)) as DenseTensor;
    return isFinite(step) ? step : undefined;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

function moved(x: DenseTensor, step: DenseTensor, length: number): DenseTensor {
  return new DenseTensor(
    x.data.map((entry, i) => entry + length * (step.data[i] ?? 0)),
    x.shape,
  );
}

function relativeSize(step: DenseTensor, x: DenseTensor): number {
  return step.data.reduce((size, entry, i) => Math.max(size, Math.abs(entry) / (1 + Math.abs(x.data[i] ?? 0))), 0);
}

function squares({ data }: DenseTensor): number {
  return data.reduce((total, entry) => total + entry * entry, 0);
}

function largest(data: Float64Array): number {
  return data.reduce((size, entry) => Math.max(size, Math.abs(entry)), 0);
}

function isFinite({ data }: DenseTensor): boolean {
  return data.every(Number.isFinite);
}
