import type { Value } from '@wengert/primitives';
import { isDense, type DenseTensor, type Plain } from '@wengert/tensor';
import { pushForward } from '../jvp.js';
import { plainResidual, slope } from './implicit-solution.js';
import { scalarNewton } from './scalar-newton.js';
import type { SolverOptions } from './solver-options.js';
import { vectorNewton } from './vector-newton.js';

/** A zero of the residual by Newton's method, for a scalar or a vector; its derivatives are taken by this library. */
export function newton(
  name: string,
  residual: (x: Value) => Value,
  start: Plain,
  options: Required<SolverOptions>,
): Plain {
  if (typeof start === 'number') {
    return scalarNewton(
      name,
      (x) => {
        // By the name that the user called, for what the function may do wrong with its argument.
        const [value, tangent] = pushForward(name, residual, [x], [1]);
        return [plainResidual(name, value as Value) as number, tangent as number];
      },
      start,
      options,
    );
  }
  const equation = {
    values: (x: DenseTensor): DenseTensor => vector(plainResidual(name, residual(x)), x),
    jacobian: (x: DenseTensor): DenseTensor => vector(plainResidual(name, slope(name, residual, x, [])), x),
  };
  return vectorNewton(name, equation, start, options);
}

function vector(x: Plain, otherwise: DenseTensor): DenseTensor {
  return isDense(x) ? x : otherwise;
}
