import { flatten, shapeOfValue, unflatten, zerosOf, type Value } from '@wengert/primitives';
import { call, checkFunction } from './differentiated-arguments.js';
import { checkLinear } from './linearity.js';
import type { AnyFunction, Concrete } from './types.js';
import { vjp } from './vjp.js';

/** Takes a cotangent of the output of a linear function to one of its argument. It can be called many times. */
export interface LinearTranspose<Input, Output> {
  (cotangent: Concrete<Output>): Concrete<Input>;
  (cotangent: Output): Input;
}

/**
 * The transpose of a linear function: where `f` applies a matrix, this applies its transpose, without either being
 * formed.
 *
 * Shapes: a cotangent has the structure and shapes of the output of `f`, the result those of `example`.
 *
 * Cost: four evaluations of `f` (three of them find out whether it is linear), then one backward sweep for each call of
 * the transpose.
 *
 * @param f - A linear function of one tree, made of this library's operations. It may return any tree.
 * @param example - Any argument of the right structure and shapes; its numbers do not matter.
 * @throws {@link DomainError} when `f` is found not linear.
 * @throws {@link TreeError} when `example` or the output is no tree of numbers and tensors, or a cotangent is not like
 * the output.
 * @throws {@link ShapeError} when a cotangent differs in shape from the output.
 *
 * @example
 * const differences = (x: Tensor) => diff(x);
 * linearTranspose(differences, zeros([3]))(tensor([1, 10])); // [-1, -9, 10]
 *
 * @see Radul, Paszke, Frostig, Johnson, Maclaurin, You only linearize once, POPL 2023.
 */
export function linearTranspose<Input, Output>(
  f: (x: Input) => Output,
  example: Concrete<Input>,
): LinearTranspose<Input, Output>;
export function linearTranspose<Input, Output>(f: (x: Input) => Output, example: Input): LinearTranspose<Input, Output>;
export function linearTranspose(f: AnyFunction, example: unknown): unknown {
  checkFunction('linearTranspose', f);
  const { leaves, structure } = flatten(example, 'linearTranspose: example');
  const onLeaves = (values: readonly Value[]): readonly Value[] =>
    flatten(call(f, [unflatten(structure, values)]), 'linearTranspose: the output of f').leaves;
  checkLinear('linearTranspose: f', onLeaves, leaves, 'For the transpose of its derivative at a point, use vjp.');
  const zeros = unflatten(
    structure,
    leaves.map((leaf) => zerosOf(shapeOfValue(leaf))),
  );
  const [, pullback] = vjp((x: unknown) => call(f, [x]), [zeros]);
  return (cotangent: unknown): unknown => pullback(cotangent)[0];
}
