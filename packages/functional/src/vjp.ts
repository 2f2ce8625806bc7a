import { flatten, optionsOf, shapeOfValue, unflatten, zerosOf, type FlatTree } from '@wengert/primitives';
import { ReverseTrace } from '@wengert/reverse';
import { TreeError } from '@wengert/tensor';
import { auxiliaryOptions, splitAux, untraceAux } from './auxiliary-output.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { matchingLeaves } from './matching-values.js';
import type { AnyFunction, Concrete, ConcreteArguments } from './types.js';

/** Takes a cotangent of the output to one cotangent for each argument. It can be called many times. */
export interface Pullback<A extends readonly unknown[], Output> {
  (cotangent: Concrete<Output>): [...ConcreteArguments<A>];
  (cotangent: Output): [...A];
}

/**
 * The output of `f` and its pullback, by reverse mode.
 *
 * Shapes: a cotangent has the structure and shapes of the output; the pullback returns an array with one cotangent for
 * each argument, shaped like it.
 *
 * Cost: one evaluation of `f`; then one backward sweep for each call of the pullback, which runs nothing of `f` again.
 *
 * @param f - A function made of this library's operations; it may return any tree.
 * @param primals - The arguments of `f`, as an array.
 * @param options - `hasAux`: `f` returns `[output, aux]`, and `aux` comes back as a third entry, untraced.
 * @returns `[output, pullback]`; `[output, pullback, aux]` with `hasAux`.
 * @throws {@link TreeError} when an argument is no tree of numbers and tensors, or a cotangent is not like the output.
 * @throws {@link ShapeError} when a cotangent differs in shape from the output.
 *
 * @example
 * const [value, pullback] = vjp((x: Scalar, y: Scalar) => mul(x, y), [2, 3]);
 * pullback(1); // [3, 2]
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.2.
 */
export function vjp<A extends unknown[], Output, Aux>(
  f: (...args: A) => readonly [Output, Aux],
  primals: readonly [...ConcreteArguments<A>],
  options: { readonly hasAux: true },
): [Concrete<Output>, Pullback<A, Output>, Concrete<Aux>];
export function vjp<A extends unknown[], Output>(
  f: (...args: A) => Output,
  primals: readonly [...ConcreteArguments<A>],
  options?: { readonly hasAux?: false },
): [Concrete<Output>, Pullback<A, Output>];
export function vjp<A extends unknown[], Output>(
  f: (...args: A) => Output,
  primals: readonly [...A],
  options?: { readonly hasAux?: false },
): [Output, Pullback<A, Output>];
export function vjp(f: AnyFunction, primals: readonly unknown[], options: { readonly hasAux?: boolean } = {}): unknown {
  checkFunction('vjp', f);
  const { hasAux } = optionsOf('vjp', options, auxiliaryOptions);
  if (!Array.isArray(primals)) {
    throw new TreeError('vjp: primals must be an array with one entry for each argument of f, such as [x].');
  }
  const values = primals.map((primal, i) => flatten(primal, `vjp: primals[${i}]`));
  const trace = new ReverseTrace('vjp', true);
  try {
    const inputs = values.map(({ leaves }) => trace.inputs(leaves));
    const args = values.map(({ structure }, i) => unflatten(structure, inputs[i] ?? []));
    const { output, aux } = splitAux('vjp', call(f, args), hasAux);
    const outputs = flatten(output, 'vjp: the output of f');
    const primalOutputs: FlatTree = {
      structure: outputs.structure,
      leaves: outputs.leaves.map((leaf) => trace.primalOf(leaf)),
    };
    const pullback = (cotangent: unknown): unknown => {
      const cotangents = matchingLeaves(primalOutputs, cotangent, 'pullback: the cotangent', 'the output');
      const results = trace.pullback(outputs.leaves, cotangents, inputs.flat());
      let next = 0;
      return values.map(({ leaves, structure }) =>
        unflatten(
          structure,
          leaves.map((leaf) => results[next++] ?? zerosOf(shapeOfValue(leaf))),
        ),
      );
    };
    const primalOutput = unflatten(primalOutputs.structure, primalOutputs.leaves);
    if (hasAux !== true) return [primalOutput, pullback];
    return [primalOutput, pullback, untraceAux('vjp', aux, (x) => trace.primalOf(x))];
  } finally {
    trace.end();
  }
}
