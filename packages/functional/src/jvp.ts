import { ForwardTrace } from '@wengert/forward';
import { flatten, optionsOf, shapeOfValue, unflatten, zerosOf } from '@wengert/primitives';
import { TreeError } from '@wengert/tensor';
import { auxiliaryOptions, splitAux, untraceAux } from './auxiliary-output.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { matchingLeaves } from './matching-values.js';
import { expectDualNumbers } from './gradient-trace.js';
import type { AnyFunction, Concrete, ConcreteArguments } from './types.js';

/**
 * The output of `f` and its directional derivative: the tangents of the arguments pushed forward, by forward mode.
 *
 * Shapes: `tangents` has the structure and shapes of `primals`, the output tangent those of the output.
 *
 * Cost: one evaluation of `f`, with a tangent carried along.
 *
 * @param f - A function made of this library's operations; it may return any tree.
 * @param primals - The arguments of `f`, as an array.
 * @param tangents - A direction for each argument.
 * @param options - `hasAux`: `f` returns `[output, aux]`, and `aux` comes back as a third entry, untraced.
 * @returns `[output, outputTangent]`; `[output, outputTangent, aux]` with `hasAux`.
 * @throws {@link TreeError} when primals and tangents differ in structure.
 * @throws {@link ShapeError} when a tangent differs in shape from its primal.
 *
 * @example
 * jvp((x: Scalar) => mul(x, x), [3], [1]); // [9, 6]
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.1.
 */
export function jvp<A extends unknown[], Output, Aux>(
  f: (...args: A) => readonly [Output, Aux],
  primals: readonly [...ConcreteArguments<A>],
  tangents: readonly [...ConcreteArguments<A>],
  options: { readonly hasAux: true },
): [Concrete<Output>, Concrete<Output>, Concrete<Aux>];
export function jvp<A extends unknown[], Output>(
  f: (...args: A) => Output,
  primals: readonly [...ConcreteArguments<A>],
  tangents: readonly [...ConcreteArguments<A>],
  options?: { readonly hasAux?: false },
): [Concrete<Output>, Concrete<Output>];
export function jvp<A extends unknown[], Output>(
  f: (...args: A) => Output,
  primals: readonly [...A],
  tangents: readonly [...A],
  options?: { readonly hasAux?: false },
): [Output, Output];
export function jvp(
  f: AnyFunction,
  primals: readonly unknown[],
  tangents: readonly unknown[],
  options: { readonly hasAux?: boolean } = {},
): unknown {
  return pushForward('jvp', f, primals, tangents, optionsOf('jvp', options, auxiliaryOptions).hasAux);
}

/** The output and its tangent, and `aux` where there is one. `operation` is what the user called. */
export function pushForward(
  operation: string,
  f: AnyFunction,
  primals: readonly unknown[],
  tangents: readonly unknown[],
  hasAux?: boolean,
): readonly unknown[] {
  checkFunction(operation, f);
  checkArgumentLists(operation, primals, tangents);
  const values = primals.map((primal, i) => flatten(primal, `${operation}: primals[${i}]`));
  const directions = values.map((value, i) =>
    matchingLeaves(value, tangents[i], `${operation}: tangents[${i}]`, 'its primal'),
  );
  expectDualNumbers();
  const trace = new ForwardTrace(operation);
  try {
    const duals = values.map(({ leaves, structure }, i) =>
      unflatten(
        structure,
        leaves.map((leaf, j) => trace.dual(leaf, directions[i]?.[j])),
      ),
    );
    const { output, aux } = splitAux(operation, call(f, duals), hasAux);
    const { leaves, structure } = flatten(output, `${operation}: the output of f`);
    const primal = unflatten(
      structure,
      leaves.map((leaf) => trace.primalOf(leaf)),
    );
    const tangent = unflatten(
      structure,
      leaves.map((leaf) => trace.tangentOf(leaf) ?? zerosOf(shapeOfValue(leaf))),
    );
    return hasAux === true
      ? [primal, tangent, untraceAux(operation, aux, (x) => trace.primalOf(x))]
      : [primal, tangent];
  } finally {
    trace.end();
  }
}

/** Refuses anything but two arrays of the same length, one entry for each argument. */
function checkArgumentLists(operation: string, primals: unknown, tangents: unknown): void {
  for (const [name, list] of [
    ['primals', primals],
    ['tangents', tangents],
  ] as const) {
    if (!Array.isArray(list)) {
      throw new TreeError(`${operation}: ${name} must be an array with one entry for each argument of f, such as [x].`);
    }
  }
  const [count, given] = [(primals as unknown[]).length, (tangents as unknown[]).length];
  if (count !== given) {
    throw new TreeError(
      `${operation}: there must be a tangent for each primal, but primals has length ${count} and tangents length ${given}.`,
    );
  }
}
