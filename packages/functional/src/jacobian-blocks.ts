import { reshape, stack, unflatten, zerosOf, type Structure, type Tangent, type Value } from '@wengert/primitives';
import { DenseTensor, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import type { DifferentiatedArguments } from './differentiated-arguments.js';
import type { Argnums, Concrete, Jacobian, Picked, Transformed } from './types.js';

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

/** The standard basis of the values of this shape: a one at one place each, in row-major order. */
export function basis(shape: Shape): readonly Plain[] {
  if (shape.length === 0) return [1];
  const size = sizeOf(shape);
  return Array.from({ length: size }, (_, i) => {
    const data = new Float64Array(size);
    data[i] = 1;
    return new DenseTensor(data, shape);
  });
}

/** The Jacobian of one output leaf by one input leaf, from its columns: one output tangent for each input element. */
export function blockFromColumns(columns: readonly Tangent[], outputShape: Shape, inputShape: Shape): Value {
  return blockFrom(columns, outputShape, inputShape, -1, outputShape);
}

/** The Jacobian of one output leaf by one input leaf, from its rows: one input cotangent for each output element. */
export function blockFromRows(rows: readonly Tangent[], outputShape: Shape, inputShape: Shape): Value {
  return blockFrom(rows, outputShape, inputShape, 0, inputShape);
}

function blockFrom(
  slabs: readonly Tangent[],
  outputShape: Shape,
  inputShape: Shape,
  axis: number,
  slabShape: Shape,
): Value {
  const shape = [...outputShape, ...inputShape];
  if (slabs.every((slab) => slab === undefined)) return zerosOf(shape);
  const [first] = slabs;
  if (slabs.length === 1 && first !== undefined && slabShape.length === shape.length) return first;
  const zero = zerosOf(slabShape);
  return reshape(
    stack(
      slabs.map((slab) => slab ?? zero),
      axis,
    ),
    shape,
  );
}

/** The Jacobian as a tree: the output's tree with, at each leaf, the tree of the arguments. */
export function jacobianTree(
  outputs: Structure,
  inputs: DifferentiatedArguments,
  blocks: readonly (readonly Value[])[],
): unknown {
  return unflatten(
    outputs,
    blocks.map((row) => inputs.assemble(row)),
  );
}
