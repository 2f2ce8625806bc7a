import {
  add,
  moveAxis,
  reshape,
  unflatten,
  zerosOf,
  type Structure,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { isDense, type Shape } from '@wengert/tensor';
import type { DifferentiatedArguments } from './differentiated-arguments.js';
import type { Argnums, Concrete, Jacobian, Options, Picked, Transformed } from './types.js';

/** `jacfwd(f)` or `jacrev(f)`: called like `f`, it returns the Jacobian. */
export type JacobianOf<A extends unknown[], Output, N extends Argnums = 0> = Transformed<
  A,
  Jacobian<Output, Picked<A, N>>
>;

/** With `hasAux`: the Jacobian and the auxiliary output. */
export type JacobianWithAux<A extends unknown[], Output, N extends Argnums, Aux> = Transformed<
  A,
  [Jacobian<Output, Picked<A, N>>, Concrete<Aux>]
>;

/** Options of `jacfwd`, `jacrev`, `jacobian` and `hessian`. */
export interface JacobianOptions<N extends Argnums = Argnums> extends Options<N> {
  /** How many directions to sweep at once. More need more memory; the result does not depend on it. Default 64. */
  readonly chunkSize?: number;
}

/** The names of what {@link JacobianOptions} says. */
export const jacobianOptions: readonly (keyof JacobianOptions)[] = ['argnums', 'hasAux', 'chunkSize'];

/**
 * The blocks of a Jacobian, one for each pair of an output and an input, from its columns.
 *
 * @param columns - For each input, and each output, its tangents, with all directions along the first axis.
 */
export function blocksFromColumns(
  columns: readonly (readonly Tangent[])[],
  outputs: readonly Shape[],
  inputs: readonly Shape[],
): readonly (readonly Value[])[] {
  return outputs.map((output, o) =>
    inputs.map((input, i) => {
      const shape = [...output, ...input];
      const tangents = columns[i]?.[o];
      return tangents === undefined ? zerosOf(shape) : blockOf(moveAxis(tangents, 0, -1), shape);
    }),
  );
}

/**
 * The blocks of a Jacobian from its rows.
 *
 * @param rows - For each output, and each input, its cotangents, with all directions along the first axis.
 */
export function blocksFromRows(
  rows: readonly (readonly Tangent[])[],
  outputs: readonly Shape[],
  inputs: readonly Shape[],
): readonly (readonly Value[])[] {
  return outputs.map((output, o) =>
    inputs.map((input, i) => {
      const shape = [...output, ...input];
      const cotangents = rows[o]?.[i];
      return cotangents === undefined ? zerosOf(shape) : blockOf(cotangents, shape);
    }),
  );
}

/** Whether a zero has a sign depends on which directions were swept together, and means nothing. */
function blockOf(elements: Value, shape: Shape): Value {
  const block = reshape(elements, shape);
  return typeof block === 'number' || isDense(block) ? add(block, 0) : block;
}

/** The Jacobian as a tree: the output's tree with, at each leaf, the tree of the arguments. */
export function jacobianTree(
  outputs: Structure,
  inputs: DifferentiatedArguments,
  blocks: readonly (readonly Value[])[],
): unknown {
  return unflatten(outputs, inputs.isArray ? blocks : blocks.map((row) => inputs.assemble(row)));
}
