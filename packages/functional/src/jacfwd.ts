import { ForwardTrace } from '@wengert/forward';
import { flatten, shapeOfValue, type FlatTree, type Scalar, type Tangent, type Value } from '@wengert/primitives';
import { splitAux, untraceAux } from './auxiliary-output.js';
import {
  call,
  checkFunction,
  differentiatedArguments,
  type DifferentiatedArguments,
} from './differentiated-arguments.js';
import { basis, blockFromColumns, jacobianTree, type JacobianOf, type JacobianWithAux } from './jacobian-blocks.js';
import type { AnyFunction, Argnums, Options } from './types.js';

/**
 * The Jacobian of `f` by forward mode: one sweep for each number in the argument.
 *
 * Shapes: the output's tree with, at each leaf, the argument's tree; a pair of leaves of shapes `[...a]` and `[...b]`
 * has an array of shape `[...a, ...b]`, a number where that is `[]`. So for a function from arrays to arrays of
 * numbers, `J[i][j]` is the derivative of output `i` by input `j`.
 *
 * Cost: one evaluation of `f` for each number in the argument; with more inputs than outputs {@link jacrev} is cheaper.
 *
 * @param f - A function made of this library's operations; it is called several times, so it must not have effects.
 * @param options - `argnums` and `hasAux`, as for `grad`.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 * @throws {@link ShapeError} when `f` returns other shapes from one call to the next.
 *
 * @example
 * jacfwd((x: Tensor) => mul(x, x))(tensor([1, 2])); // [[2, 0], [0, 4]]
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.1.
 */
export function jacfwd<A extends Scalar[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacfwd<A extends unknown[], Output>(f: (...args: A) => Output): JacobianOf<A, Output>;
export function jacfwd<A extends unknown[], Output, const N extends Argnums = 0>(
  f: (...args: A) => Output,
  options: Options<N> & { readonly hasAux?: false },
): JacobianOf<A, Output, N>;
export function jacfwd<A extends unknown[], Output, Aux, const N extends Argnums = 0>(
  f: (...args: A) => readonly [Output, Aux],
  options: Options<N> & { readonly hasAux: true },
): JacobianWithAux<A, Output, N, Aux>;
export function jacfwd(f: AnyFunction, options: Options = {}): (...args: unknown[]) => unknown {
  checkFunction('jacfwd', f);
  return (...args) => forwardJacobian('jacfwd', f, args, options);
}

/** The Jacobian of `f` at `args`, with `[jacobian, aux]` when `hasAux` is set. `operation` is what the user called. */
export function forwardJacobian(
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  options: Options,
): unknown {
  const inputs = differentiatedArguments(operation, args, options.argnums ?? 0);
  const columns = inputs.leaves.map((leaf, i) =>
    basis(shapeOfValue(leaf)).map((direction) => pushForward(operation, f, inputs, i, direction, options)),
  );
  // An argument without numbers in it has no columns, but the output still gives the Jacobian its shape.
  const first = columns.flat()[0] ?? pushForward(operation, f, inputs, -1, 0, options);
  const { leaves, structure } = first.output;
  const blocks = leaves.map((output, o) =>
    inputs.leaves.map((input, i) =>
      blockFromColumns(
        (columns[i] ?? []).map((column) => column.tangents[o]),
        shapeOfValue(output),
        shapeOfValue(input),
      ),
    ),
  );
  const jacobian = jacobianTree(structure, inputs, blocks);
  return options.hasAux === true ? [jacobian, first.aux] : jacobian;
}

interface Column {
  readonly output: FlatTree;
  readonly tangents: readonly Tangent[];
  readonly aux: unknown;
}

/** One forward sweep: a tangent for one leaf, structural zeros for the others. */
function pushForward(
  operation: string,
  f: AnyFunction,
  inputs: DifferentiatedArguments,
  seeded: number,
  direction: Value,
  options: Options,
): Column {
  const trace = new ForwardTrace(operation);
  try {
    const duals = inputs.leaves.map((leaf, i) => trace.dual(leaf, i === seeded ? direction : undefined));
    const { output, aux } = splitAux(operation, call(f, inputs.withLeaves(duals)), options.hasAux);
    const { leaves, structure } = flatten(output, `${operation}: the output of f`);
    return {
      output: { structure, leaves: leaves.map((leaf) => trace.primalOf(leaf)) },
      tangents: leaves.map((leaf) => trace.tangentOf(leaf)),
      aux: untraceAux(aux, (x) => trace.primalOf(x)),
    };
  } finally {
    trace.end();
  }
}
