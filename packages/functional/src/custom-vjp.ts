import { adviceAbout, describeValue, optionsOf, unflatten, type Tangent, type Value } from '@wengert/primitives';
import { TraceError, TreeError } from '@wengert/tensor';
import { callWithRule, once, withZeros } from './custom-call.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { leafCount } from './leaf-function.js';
import { checkLinear } from './linearity.js';
import { matchingLeaves } from './matching-values.js';
import type { AnyFunction, Transformed } from './types.js';
import { vjp } from './vjp.js';

/** Options of {@link customVjp}. */
export interface CustomVjpOptions {
  /**
   * Whether `backward` is linear in the cotangent, as a derivative is. Say `false` for one that is not, on purpose, such
   * as gradient clipping: what goes backward through `f` (`grad`, `vjp`, `jacrev`, `hvp`, `hessian`) then uses it as it
   * is, and what goes forward (`jvp`, `linearize`, `jacfwd`, `jet`) refuses. Default true.
   */
  readonly linear?: boolean;
}

/**
 * `f` with a derivative rule of your own, given for reverse mode. It serves every mode: forward mode transposes it, and
 * higher orders differentiate what it is made of.
 *
 * @param f - The function; traced values that it closes over must belong to transformations further out than its
 * arguments.
 * @param forward - Given the arguments, returns `[output, residuals]`; the residuals may be anything.
 * @param backward - Given the residuals and the cotangent of the output, returns an array with a cotangent for each
 * argument, `undefined` for zero. It must be linear in the cotangent; at its first use in forward mode this is checked.
 * @param options - `linear: false` for a backward rule that is nonlinear on purpose.
 * @returns A function with the parameters and results of `f`.
 * @throws {@link TraceError} when `f` uses a traced value without taking it as an argument, or in forward mode when the
 * rule is declared nonlinear.
 * @throws {@link DomainError} when the backward rule is not linear and does not say so.
 * @throws {@link TreeError} when a rule returns something of the wrong structure.
 * @throws {@link ShapeError} when a cotangent differs in shape from its argument.
 *
 * @example
 * const cube = customVjp(
 *   (x: Scalar) => mul(x, x, x),
 *   (x: Scalar) => [mul(x, x, x), x],
 *   (x, cotangent) => [mul(3, mul(x, x), cotangent)],
 * );
 * jvp(cube, [2], [1]); // [8, 12]
 *
 * @see Radul, Paszke, Frostig, Johnson, Maclaurin, You only linearize once, POPL 2023.
 */
export function customVjp<A extends unknown[], Output, Residuals>(
  f: (...args: A) => Output,
  forward: (...args: A) => readonly [Output, Residuals],
  backward: (residuals: Residuals, cotangent: Output) => readonly unknown[],
  options?: CustomVjpOptions,
): Transformed<A, Output>;
export function customVjp(
  f: AnyFunction,
  forward: AnyFunction,
  backward: AnyFunction,
  options: CustomVjpOptions = {},
): (...args: unknown[]) => unknown {
  checkFunction('customVjp', f);
  checkFunction('customVjp', forward, 'forward');
  checkFunction('customVjp', backward, 'backward');
  const { linear } = optionsOf('customVjp', options, ['linear']);
  let checked = false;
  return (...args) =>
    callWithRule('customVjp', f, args, (values, { split, leavesOf, structure }) => {
      const [output, residuals] = outputAndResiduals(call(forward, split.withLeaves(values)));
      const outputs = leavesOf(output);
      const pull = (cotangents: readonly Tangent[]): readonly Value[] => {
        const cotangent = unflatten(structure(), withZeros(cotangents, outputs));
        const results = call(backward, [residuals, cotangent]);
        if (!Array.isArray(results) || results.length !== split.structures.length) {
          throw new TreeError(
            `customVjp: backward must return an array with one cotangent for each of ${split.structures.length} ` +
              `arguments, but returned ${describeValue(results)}${Array.isArray(results) ? ` of ${results.length}` : ''}.` +
              adviceAbout(results),
          );
        }
        const zeros = split.treesOf(withZeros([], values));
        let next = 0;
        return split.structures.flatMap((structure, i) => {
          if (structure === undefined) return [];
          const count = leafCount(structure);
          const leaves = values.slice(next, (next += count));
          const given: unknown = results[i] ?? zeros[i];
          return matchingLeaves(
            { structure, leaves },
            given,
            `customVjp: cotangents[${i}]`,
            `args[${i}]`,
            broadcastAdvice,
          );
        });
      };
      // Whatever in the rule does not depend on the cotangent is computed once for all directions.
      const pushed = once(() => {
        checked ||= checkLinear('customVjp: the backward rule', pull, outputs, nonlinearAdvice);
        return vjp((cotangents: Value[]) => [...pull(cotangents)], [[...withZeros([], outputs)]])[1];
      });
      return {
        outputs,
        pull,
        push(tangents) {
          if (linear === false) {
            throw new TraceError(
              'customVjp: the backward rule is declared nonlinear, so forward mode (jvp, linearize, jacfwd, jet) cannot be ' +
                'derived from it. Use grad, vjp, jacrev, hvp or hessian, which go backward through the function, or give ' +
                'the rule by customJvp.',
            );
          }
          return pushed()([...withZeros(tangents, values)])[0];
        },
      };
    });
}

const nonlinearAdvice =
  'A derivative rule must be linear in the cotangent. One that is not, on purpose, says so by { linear: false }, and ' +
  'then serves reverse mode only.';

const broadcastAdvice = ' Sum it over the axes along which the argument was broadcast.';

function outputAndResiduals(result: unknown): readonly [output: unknown, residuals: unknown] {
  if (Array.isArray(result) && result.length === 2) return [result[0] as unknown, result[1] as unknown];
  throw new TreeError(
    `customVjp: forward must return [output, residuals], but returned ${describeValue(result)}.${adviceAbout(result)}`,
  );
}
