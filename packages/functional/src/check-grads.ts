import { describeValue, flatten, leafPaths, optionsOf, type Structure, type Value } from '@wengert/primitives';
import { DomainError, TreeError } from '@wengert/tensor';
import { plainValues } from './checking/flat-numbers.js';
import { checkSubject } from './checking/check-subject.js';
import type { Mode } from './checking/subject.js';
import { call, checkFunction, differentiatedArguments } from './differentiated-arguments.js';
import type { AnyFunction, Argnums, ConcreteArguments } from './types.js';

/** Options of {@link checkGrads}. */
export interface CheckGradsOptions {
  /** The highest order of derivatives to check. Default 2. */
  readonly order?: number;
  /** The modes to check, in all their combinations. Default both. `fwd` and `rev` are other names for them. */
  readonly modes?: readonly ('forward' | 'reverse' | 'fwd' | 'rev')[];
  /** By how much derivatives may differ, relative to their size. Default 1e-6. */
  readonly rtol?: number;
  /** By how much derivatives may differ besides. Default 1e-10. */
  readonly atol?: number;
  /** The arguments to differentiate by. Default all of them. */
  readonly argnums?: Argnums;
}

/**
 * Checks the derivatives of `f` at a point: forward mode against finite differences, reverse mode against forward mode
 * (`<cotangent, push(tangent)> = <pull(cotangent), tangent>`), all along fixed directions that look random; then the same
 * for the derivatives themselves, up to the order asked for.
 *
 * It uses no test runner: it returns when all agree, and throws when not.
 *
 * @param f - A function made of this library's operations, and of rules of your own; it may return any tree. It must be
 * smooth near the point.
 * @param args - The arguments of `f`, as an array.
 * @param options - `order`, `modes`, `rtol`, `atol`, and `argnums` for the arguments to differentiate by.
 * @throws {@link WengertError} where the derivatives disagree, naming the argument and the output by their paths, with the
 * numbers and what they look like: a flipped sign, a factor, a forgotten sum over a broadcast axis, a kink.
 * @throws {@link TreeError} when an argument or the output is no tree of numbers and tensors.
 * @throws {@link DomainError} when an option has no meaning.
 *
 * @example
 * checkGrads((x: Scalar, y: Scalar) => mul(sin(x), y), [1, 2]); // undefined
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.3.
 */
export function checkGrads<A extends unknown[]>(
  f: (...args: A) => unknown,
  args: readonly [...ConcreteArguments<A>],
  options?: CheckGradsOptions,
): void;
export function checkGrads(f: AnyFunction, args: readonly unknown[], options: CheckGradsOptions = {}): void {
  checkFunction('checkGrads', f);
  if (!Array.isArray(args)) {
    throw new TreeError('checkGrads: args must be an array with one entry for each argument of f, such as [x].');
  }
  const chosen = optionsOf('checkGrads', options, ['order', 'modes', 'rtol', 'atol', 'argnums']);
  const { order = 2, rtol = 1e-6, atol = 1e-10, argnums = args.map((_, i) => i) } = chosen;
  const modes = modesOf(chosen.modes ?? ['forward', 'reverse']);
  if (!Number.isInteger(order) || order < 1) {
    throw new DomainError(`checkGrads: order must be a positive integer, but is ${order}.`);
  }
  for (const [name, tolerance] of Object.entries({ rtol, atol })) {
    if (!(tolerance >= 0)) {
      throw new DomainError(`checkGrads: ${name} must be a number that is not negative, but is ${tolerance}.`);
    }
  }
  const inputs = differentiatedArguments('checkGrads', args, argnums);
  let structure: Structure = [];
  const onLeaves = (xs: readonly Value[]): readonly Value[] => {
    const flat = flatten(call(f, inputs.withLeaves(xs)), 'checkGrads: the output of f');
    structure = flat.structure;
    return flat.leaves;
  };
  const primals = plainValues(inputs.leaves);
  const outputs = plainValues(onLeaves(primals));
  const outputNames = leafPaths(structure).map((path) => `the output${path}`);
  const subject = { f: onLeaves, order: 1, primals, outputs, inputNames: inputs.paths, outputNames };
  checkSubject(subject, order, modes, { rtol, atol });
}

function modesOf(names: readonly string[]): readonly Mode[] {
  if (!Array.isArray(names)) {
    throw new DomainError(`checkGrads: modes must be an array such as ['forward'], but is ${describeValue(names)}.`);
  }
  const modes = names.map((name): Mode => {
    if (name === 'forward' || name === 'fwd') return 'forward';
    if (name === 'reverse' || name === 'rev') return 'reverse';
    throw new DomainError(`checkGrads: modes must be 'forward' or 'reverse', but one is ${JSON.stringify(name)}.`);
  });
  if (modes.length === 0) throw new DomainError('checkGrads: modes is empty; name at least one.');
  return modes;
}
