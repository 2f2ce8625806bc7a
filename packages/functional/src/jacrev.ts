import { flatten, shapeOfValue, type Scalar, type Value } from '@wengert/primitives';
import { ReverseTrace } from '@wengert/reverse';
import { sizeOf } from '@wengert/tensor';
import { splitAux, untraceAux } from './auxiliary-output.js';
import { call, checkFunction, differentiatedArguments } from './differentiated-arguments.js';
import { basis, blockFromRows, jacobianTree, type JacobianOf, type JacobianWithAux } from './jacobian-blocks.js';
import type { AnyFunction, Argnums, Options } from './types.js';

/**
 * The Jacobian of `f` by reverse mode: one backward sweep for each number in the output. `f` runs once.
 *
 * Shapes: the output's tree with, at each leaf, the argument's tree; a pair of leaves of shapes `[...a]` and `[...b]`
 * has an array of shape `[...a, ...b]`, a number where that is `[]`.
 *
 * Cost: one evaluation of `f` and one backward sweep for each number in the output; with fewer inputs than outputs
 * {@link jacfwd} is cheaper.
 *
 * @param f - A function made of this library's operations.
 * @param options - `argnums` and `hasAux`, as for `grad`.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 *
 * @example
 * jacrev((x: Tensor) => mul(x, x))(tensor([1, 2])); // [[2, 0], [0, 4]]
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.2.
 */
export function jacrev<A extends Scalar[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacrev<A extends unknown[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacrev<A extends unknown[], Output, const N extends Argnums = 0>(
  f: (...args: A) => Output,
  options: Options<N> & { readonly hasAux?: false },
): JacobianOf<A, Output, N>;
export function jacrev<A extends unknown[], Output, Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Output, Aux],
  options: Options<N> & { readonly hasAux: true },
): JacobianWithAux<A, Output, N, Aux>;
export function jacrev(f: AnyFunction, options: Options = {}): (...args: unknown[]) => unknown {
  checkFunction('jacrev', f);
  return (...args) => recordForJacobian('jacrev', f, args, options).jacobian();
}

/** A function that has been evaluated and recorded, with its Jacobian still to be swept. */
export interface RecordedFunction {
  /** How many numbers there are in the arguments. */
  readonly inputSize: number;
  /** How many numbers there are in the output. */
  readonly outputSize: number;
  /** The Jacobian by one backward sweep for each number in the output; `[jacobian, aux]` when `hasAux` is set. */
  jacobian(): unknown;
}

/** Evaluates `f` once at `args` and records it. `operation` is what the user called. */
export function recordForJacobian(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  options: Options,
): RecordedFunction {
  const inputs = differentiatedArguments(operation, args, options.argnums ?? 0);
  const trace = new ReverseTrace(operation, true);
  try {
    const recorded = inputs.leaves.map((leaf) => trace.input(leaf));
    const { output, aux } = splitAux(operation, call(f, inputs.withLeaves(recorded)), options.hasAux);
    const { leaves, structure } = flatten(output, `${operation}: the output of f`);
    const plainAux = untraceAux(aux, (x) => trace.primalOf(x));
    return {
      inputSize: totalSize(inputs.leaves),
      outputSize: totalSize(leaves),
      jacobian() {
        const blocks = leaves.map((leaf) => {
          const rows = basis(shapeOfValue(leaf)).map((cotangent) => trace.pullback([leaf], [cotangent], recorded));
          return inputs.leaves.map((input, i) =>
            blockFromRows(
              rows.map((row) => row[i]),
              shapeOfValue(leaf),
              shapeOfValue(input),
            ),
          );
        });
        const jacobian = jacobianTree(structure, inputs, blocks);
        return options.hasAux === true ? [jacobian, plainAux] : jacobian;
      },
    };
  } finally {
    trace.end();
  }
}

function totalSize(values: readonly Value[]): number {
  return values.reduce<number>((total, value) => total + sizeOf(shapeOfValue(value)), 0);
}
