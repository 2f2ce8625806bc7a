import {
  add,
  moveAxis,
  reshape,
  slice,
  unflatten,
  zerosOf,
  type Structure,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { DenseTensor, isDense, sizeOf, type Shape } from '@wengert/tensor';
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
 * @param tangents - For each output its tangents, with all directions along the first axis.
 */
export function blocksFromColumns(
  tangents: readonly Tangent[],
  outputs: readonly Shape[],
  inputs: readonly Shape[],
): readonly (readonly Value[])[] {
  return outputs.map((output, o) => {
    const columns = tangents[o];
    let start = 0;
    return inputs.map((input) => {
      const size = sizeOf(input);
      start += size;
      const shape = [...output, ...input];
      if (columns === undefined) return zerosOf(shape);
      return withoutNegativeZeros(reshape(moveAxis(rowsOf(columns, start - size, start), 0, -1), shape));
    });
  });
}

/**
 * The blocks of a Jacobian from its rows.
 *
 * @param cotangents - For each input its cotangents, with all directions along the first axis.
 */
export function blocksFromRows(
  cotangents: readonly Tangent[],
  outputs: readonly Shape[],
  inputs: readonly Shape[],
): readonly (readonly Value[])[] {
  let start = 0;
  return outputs.map((output) => {
    const size = sizeOf(output);
    start += size;
    return inputs.map((input, i) => {
      const shape = [...output, ...input];
      const rows = cotangents[i];
      if (rows === undefined) return zerosOf(shape);
      return withoutNegativeZeros(reshape(rowsOf(rows, start - size, start), shape));
    });
  });
}

function rowsOf(x: Value, start: number, stop: number): Value {
  // Where outputs and inputs are many scalars, this is called for each pair of them.
  if (isDense(x) && x.rank === 1) return new DenseTensor(x.data.slice(start, stop), [stop - start]);
  return slice(x, [[start, stop]]);
}

/** The Jacobian as a tree: the output's tree with, at each leaf, the tree of the arguments. */
export function jacobianTree(
  outputs: Structure,
  inputs: DifferentiatedArguments,
  blocks: readonly (readonly Value[])[],
): unknown {
  return unflatten(outputs, inputs.isArray ? blocks : blocks.map((row) => inputs.assemble(row)));
}

/** Whether a zero has a sign depends on which directions were swept together, and means nothing. */
function withoutNegativeZeros(block: Value): Value {
  return typeof block === 'number' || isDense(block) ? add(block, 0) : block;
}
