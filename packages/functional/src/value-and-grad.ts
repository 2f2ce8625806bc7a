import {
  adviceAbout,
  checkNotFinished,
  describeValue,
  hasFinished,
  isLeaf,
  optionsOf,
  shapeOfValue,
  zerosOf,
  type Scalar,
  type Value,
  withParametersOf,
} from '@wengert/primitives';
import { formatShape, isTensor, ShapeError, TreeError } from '@wengert/tensor';
import { splitAux, untraceAux } from './auxiliary-output.js';
import { call, checkFunction, differentiatedArguments, differentiationOptions } from './differentiated-arguments.js';
import { gradientTrace } from './gradient-trace.js';
import type { AnyFunction, Argnums, Concrete, Options, Picked, Transformed, OfScalars } from './types.js';

/** `valueAndGrad(f)`: called like `f`, it returns the value and the gradient. */
export type ValueAndGrad<A extends unknown[], N extends Argnums = 0> = Transformed<A, [Scalar, Picked<A, N>]>;

/** `valueAndGrad(f, { hasAux: true })`. */
export type ValueAndGradWithAux<A extends unknown[], N extends Argnums, Aux> = Transformed<
  A,
  [[Scalar, Concrete<Aux>], Picked<A, N>]
>;

/**
 * The value and the gradient of `f` in one pass, by reverse mode.
 *
 * Shapes: the gradient is shaped like the argument: a number for a number, a tensor of the same shape for a tensor, the
 * same tree for a tree.
 *
 * Cost: one evaluation of `f` and one backward sweep, whatever the number of inputs.
 *
 * @param f - A function made of this library's operations that returns one number.
 * @param options - `argnums`: which arguments to differentiate by; `hasAux`: whether `f` returns `[output, aux]`, in
 * which case the result is `[[value, aux], gradient]`.
 * @throws {@link ShapeError} when `f` returns a tensor.
 * @throws {@link TreeError} when an argument to differentiate by is no tree of numbers and tensors.
 *
 * @example
 * valueAndGrad((x: Scalar) => mul(x, x))(3); // [9, 6]
 */
export function valueAndGrad<F extends (...args: Scalar[]) => Scalar>(f: F & OfScalars<F>): ValueAndGrad<Parameters<F>>;
export function valueAndGrad<A extends unknown[]>(f: (...args: A) => Scalar): ValueAndGrad<A>;
export function valueAndGrad<A extends unknown[], const N extends Argnums = 0>(
  f: (...args: A) => Scalar,
  options: Options<N> & { readonly hasAux?: false },
): ValueAndGrad<A, N>;
export function valueAndGrad<A extends unknown[], Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Scalar, Aux],
  options: Options<N> & { readonly hasAux: true },
): ValueAndGradWithAux<A, N, Aux>;
export function valueAndGrad(f: AnyFunction, options: Options = {}): (...args: unknown[]) => unknown {
  checkFunction('valueAndGrad', f);
  const chosen = optionsOf('valueAndGrad', options, differentiationOptions);
  return withParametersOf(f, (...args) => {
    const { value, aux, gradient } = gradientOf('valueAndGrad', f, args, chosen);
    return chosen.hasAux === true ? [[value, aux], gradient] : [value, gradient];
  });
}

/** What one forward and one backward sweep give. */
export interface Gradient {
  readonly value: Value;
  readonly aux: unknown;
  readonly gradient: unknown;
}

/**
 * Runs `f` and the backward sweep.
 *
 * @param operation - What the user called.
 */
export function gradientOf(operation: string, f: AnyFunction, args: readonly unknown[], options: Options): Gradient {
  const differentiated = differentiatedArguments(operation, args, options.argnums ?? 0);
  const trace = gradientTrace(operation, differentiated.leaves);
  try {
    const inputs = trace.inputs(differentiated.leaves);
    const { output, aux } = splitAux(operation, call(f, differentiated.withLeaves(inputs)), options.hasAux);
    const scalar = checkScalar(operation, output);
    trace.end();
    const value = trace.primalOf(scalar);
    const plainAux = aux === undefined ? aux : untraceAux(operation, aux, (x) => trace.primalOf(x));
    const gradients = trace.pullback([scalar], [1], inputs);
    for (let i = 0; i < gradients.length; i++) gradients[i] ??= zerosOf(shapeOfValue(inputs[i] ?? 0));
    return { value, aux: plainAux, gradient: differentiated.assemble(gradients) };
  } finally {
    trace.release();
  }
}

/**
 * Refuses anything but one number for the output of a function that is to have a gradient. Its own transformation must not
 * have ended yet.
 */
export function checkScalar(operation: string, output: unknown): Value {
  if (typeof output === 'number') return output;
  if (hasFinished(output)) checkNotFinished(`${operation}: the output of f`, output);
  if (isTensor(output)) {
    throw new ShapeError(
      `${operation}: f must return a number, but returned a tensor of shape ${formatShape(output.shape)}. ` +
        'Reduce it (sum, mean) or use jacrev.',
    );
  }
  if (isLeaf(output)) return output;
  const advice =
    output === undefined
      ? ' Is a return missing?'
      : Array.isArray(output)
        ? ' Return one number, use jacrev, or set hasAux if the second entry is auxiliary.'
        : adviceAbout(output) || ' Return one number, or use jacrev.';
  throw new TreeError(`${operation}: f must return a number, but returned ${describeValue(output)}.${advice}`);
}
