import { flatten, shapeOfValue, unflatten, zerosOf } from '@wengert/primitives';
import { pushforward as pushForward, ReverseTrace } from '@wengert/reverse';
import { TreeError } from '@wengert/tensor';
import { call, checkFunction } from './differentiated-arguments.js';
import { matchingLeaves } from './matching-values.js';
import type { AnyFunction, Concrete, ConcreteArguments } from './types.js';

/** Takes a tangent for each argument to the tangent of the output. It can be called many times. */
export interface Pushforward<A extends readonly unknown[], Output> {
  (...tangents: ConcreteArguments<A>): Concrete<Output>;
  (...tangents: A): Output;
}

/**
 * The output of `f` and its linear approximation there: `f` runs once, and the pushforward re-runs only what is linear
 * in the tangents.
 *
 * Shapes: a tangent has the structure and shapes of its argument, the result those of the output.
 *
 * Cost: one evaluation of `f`, recorded as for reverse mode; then, for each call of the pushforward, one sweep over the
 * record.
 *
 * @param f - A function made of this library's operations; it may return any tree.
 * @param primals - The arguments of `f`, as an array.
 * @returns `[output, pushforward]`.
 * @throws {@link TreeError} when an argument is no tree of numbers and tensors, or a tangent is not like its argument.
 * @throws {@link ShapeError} when a tangent differs in shape from its argument.
 *
 * @example
 * const [value, pushforward] = linearize((x: Scalar) => mul(x, x), [3]);
 * pushforward(1); // 6
 */
export function linearize<A extends unknown[], Output>(
  f: (...args: A) => Output,
  primals: readonly [...ConcreteArguments<A>],
): [Concrete<Output>, Pushforward<A, Output>];
export function linearize<A extends unknown[], Output>(
  f: (...args: A) => Output,
  primals: readonly [...A],
): [Output, Pushforward<A, Output>];
export function linearize(f: AnyFunction, primals: readonly unknown[]): unknown {
  checkFunction('linearize', f);
  if (!Array.isArray(primals)) {
    throw new TreeError('linearize: primals must be an array with one entry for each argument of f, such as [x].');
  }
  const values = primals.map((primal, i) => flatten(primal, `linearize: primals[${i}]`));
  const trace = new ReverseTrace('linearize', true);
  try {
    const inputs = values.map(({ leaves }) => trace.inputs(leaves));
    const output = call(
      f,
      values.map(({ structure }, i) => unflatten(structure, inputs[i] ?? [])),
    );
    const outputs = flatten(output, 'linearize: the output of f');
    const pushforward = (...tangents: unknown[]): unknown => {
      if (tangents.length !== values.length) {
        throw new TreeError(
          `pushforward: takes a tangent for each primal, that is ${values.length}, but got ${tangents.length}.`,
        );
      }
      const directions = values.flatMap((value, i) => [
        ...matchingLeaves(value, tangents[i], `pushforward: tangents[${i}]`, 'its primal'),
      ]);
      const results = pushForward(trace, inputs.flat(), directions, outputs.leaves);
      return unflatten(
        outputs.structure,
        results.map((tangent, i) => tangent ?? zerosOf(shapeOfValue(outputs.leaves[i] ?? 0))),
      );
    };
    const primalOutput = unflatten(
      outputs.structure,
      outputs.leaves.map((leaf) => trace.primalOf(leaf)),
    );
    return [primalOutput, pushforward];
  } finally {
    trace.end();
  }
}
