import { optionsOf, type Scalar } from '@wengert/primitives';
import { checkFunction, differentiatedArguments } from './differentiated-arguments.js';
import { differenceQuotients, type StepOptions } from './finite-differences.js';
import type { Grad } from './grad.js';
import { jacobianTree, type JacobianOf } from './jacobian-blocks.js';
import type { AnyFunction, Argnums, OfScalars } from './types.js';
import { checkScalar } from './value-and-grad.js';

/** Options of {@link numerical}: how to step, and which arguments to differentiate by. */
export interface NumericalOptions<N extends Argnums = Argnums> extends StepOptions {
  /** The arguments to differentiate by, counted from 0; negative from the end. Default 0; an array gives an array. */
  readonly argnums?: N;
}

const numericalOptions: readonly (keyof NumericalOptions)[] = ['scheme', 'step', 'argnums'];

function grad<F extends (...args: Scalar[]) => Scalar>(
  f: F & OfScalars<F>,
  options?: NumericalOptions<0>,
): Grad<Parameters<F>>;
function grad<A extends unknown[]>(f: (...args: A) => Scalar, options?: NumericalOptions<0>): Grad<A>;
function grad<A extends unknown[], const N extends Argnums = 0>(
  f: (...args: A) => Scalar,
  options: NumericalOptions<N>,
): Grad<A, N>;
function grad(f: AnyFunction, options: NumericalOptions = {}): (...args: unknown[]) => unknown {
  checkFunction('numerical.grad', f);
  const chosen = optionsOf('numerical.grad', options, numericalOptions);
  return (...args) => {
    const inputs = differentiatedArguments('numerical.grad', args, chosen.argnums ?? 0);
    const { blocks } = differenceQuotients('numerical.grad', f, inputs, chosen, (output) =>
      checkScalar('numerical.grad', output),
    );
    return inputs.assemble(blocks[0] ?? []);
  };
}

function jacobian<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
  options?: NumericalOptions<0>,
): JacobianOf<Parameters<F>, ReturnType<F>>;
function jacobian<A extends unknown[], Output>(
  f: (...args: A) => Output,
  options?: NumericalOptions<0>,
): JacobianOf<A, Output>;
function jacobian<A extends unknown[], Output, const N extends Argnums = 0>(
  f: (...args: A) => Output,
  options: NumericalOptions<N>,
): JacobianOf<A, Output, N>;
function jacobian(f: AnyFunction, options: NumericalOptions = {}): (...args: unknown[]) => unknown {
  checkFunction('numerical.jacobian', f);
  const chosen = optionsOf('numerical.jacobian', options, numericalOptions);
  return (...args) => {
    const inputs = differentiatedArguments('numerical.jacobian', args, chosen.argnums ?? 0);
    const { output, blocks } = differenceQuotients('numerical.jacobian', f, inputs, chosen);
    return jacobianTree(output.structure, inputs, blocks);
  };
}

/**
 * Derivatives by finite differences, with the structure of what `grad` and `jacobian` return: for comparison, and for
 * functions that this library cannot differentiate, since `f` is only called with ordinary numbers and may compute with
 * them as it likes.
 *
 * - `numerical.grad(f, options)`: called like `f`, returns the gradient; `f` must return one number.
 * - `numerical.jacobian(f, options)`: called like `f`, returns the Jacobian; `f` may return any tree.
 *
 * Options: `scheme`, `'central'` (the default), `'forward'` or `'backward'`; `step`, how far to step; `argnums`, as for
 * `grad`.
 *
 * Accuracy: ten digits for central differences, eight for the others, where `f` is well conditioned.
 *
 * Cost: two evaluations of `f` for each number in the arguments with central differences, else one, and one more.
 *
 * @throws {@link ShapeError} when `f` returns a tensor to `numerical.grad`, or other shapes from one call to the next.
 * @throws {@link TreeError} when an argument or the output is no tree of numbers and tensors.
 * @throws {@link DomainError} when the scheme is unknown, or the step is not positive or vanishes beside an entry.
 *
 * @example
 * numerical.grad((x: Scalar) => mul(x, x))(3); // 6
 *
 * @see Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, section 8.1.
 */
export const numerical: { readonly grad: typeof grad; readonly jacobian: typeof jacobian } = { grad, jacobian };
