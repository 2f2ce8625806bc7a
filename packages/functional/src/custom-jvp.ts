import { adviceAbout, describeValue, type Tangent, type Value } from '@wengert/primitives';
import { TreeError } from '@wengert/tensor';
import { callWithRule, once, withZeros } from './custom-call.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { checkLinear } from './linearity.js';
import { linearize } from './linearize.js';
import { matchingLeaves } from './matching-values.js';
import type { AnyFunction, Transformed } from './types.js';
import { vjp } from './vjp.js';

/**
 * `f` with a derivative rule of your own, given for forward mode. It serves every mode: reverse mode transposes it, and
 * higher orders differentiate what it is made of.
 *
 * @param f - The function; traced values that it closes over must belong to transformations further out than its
 * arguments.
 * @param rule - Given the arguments and a tangent for each (`undefined` for an argument without numbers in it), returns
 * `[output, outputTangent]`. It must be linear in the tangents; at its first use in reverse mode,
 * or where its results are used again, this is checked.
 * @returns A function with the parameters and results of `f`.
 * @throws {@link TraceError} when `f` uses a traced value without taking it as an argument.
 * @throws {@link DomainError} when the rule is not linear in the tangents.
 * @throws {@link TreeError} when the rule does not return a pair, or a tangent that is not like the output.
 * @throws {@link ShapeError} when the tangent differs in shape from the output.
 *
 * @example
 * const cube = customJvp(
 *   (x: Scalar) => mul(x, x, x),
 *   ([x], [t]) => [mul(x, x, x), mul(3, mul(x, x), t)],
 * );
 * grad(cube)(2); // 12
 *
 * @see Radul, Paszke, Frostig, Johnson, Maclaurin, You only linearize once, POPL 2023.
 */
export function customJvp<A extends unknown[], Output>(
  f: (...args: A) => Output,
  rule: (primals: A, tangents: A) => readonly [Output, Output],
): Transformed<A, Output>;
export function customJvp(f: AnyFunction, rule: AnyFunction): (...args: unknown[]) => unknown {
  checkFunction('customJvp', f);
  checkFunction('customJvp', rule, 'rule');
  let checked = false;
  return (...args) =>
    callWithRule('customJvp', f, args, (values, { split, again, structure }, reused) => {
      const outputs = again(values);
      const push = (tangents: readonly Tangent[]): readonly Value[] => {
        const result = call(rule, [split.withLeaves(values), split.treesOf(withZeros(tangents, values))]);
        const output = { structure: structure(), leaves: outputs };
        return matchingLeaves(output, outputTangent(result), 'customJvp: the output tangent', 'the output');
      };
      // Whatever in the rule does not depend on the tangents is computed once for all directions.
      const pushed = once(() => {
        checked ||= checkLinear('customJvp: the rule', push, values);
        return linearize((tangents: Value[]) => [...push(tangents)], [[...withZeros([], values)]])[1];
      });
      const pulled = once(() => {
        checked ||= checkLinear('customJvp: the rule', push, values);
        return vjp((tangents: Value[]) => [...push(tangents)], [[...withZeros([], values)]])[1];
      });
      return {
        outputs,
        push: (tangents) => (reused ? pushed()([...withZeros(tangents, values)]) : push(tangents)),
        pull: (cotangents) => pulled()([...withZeros(cotangents, outputs)])[0],
      };
    });
}

function outputTangent(result: unknown): unknown {
  if (Array.isArray(result) && result.length === 2) return result[1] as unknown;
  throw new TreeError(
    `customJvp: the rule must return [output, outputTangent], but returned ${describeValue(result)}.${adviceAbout(result)}`,
  );
}
