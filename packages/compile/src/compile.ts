import type { AnyFunction, OfScalars, Transformed } from '@wengert/functional';
import { argumentIndices, checkFunction } from '@wengert/functional/building-blocks';
import { checkNotFinished, optionsOf, withParametersOf, type Scalar } from '@wengert/primitives';
import { DomainError } from '@wengert/tensor';
import { entrance } from './entrance.js';
import { Identities, signatureOf } from './program/arguments.js';
import { isStageable, stagedArgument } from './program/staged-argument.js';
import { Specialization } from './specialization.js';
import { OuterValueError } from './staging-trace.js';

/** Options of {@link compile}. */
export interface CompileOptions {
  /** How many ways through the function to compile, for arguments of one kind, before giving up. Default 64. */
  readonly maxPaths?: number;
  /**
   * Arguments, counted from 0, or from the end if negative, whose numbers stay as they are: the code is made for each value of
   * them. Default none.
   */
  readonly staticArgnums?: number | readonly number[];
}

/** What {@link compile} adds to a function. */
export interface CompiledSource {
  /** The JavaScript text that ran last; `undefined` before the first call. */
  readonly source: string | undefined;
}

/** A compiled function: called like the one it was made of. */
export type Compiled<A extends readonly unknown[], Output> = Transformed<A, Output> & CompiledSource;

/** So many kinds of arguments are remembered; the one that was used least recently is then forgotten. */
const mostSpecializations = 128;

/**
 * `f`, run as generated JavaScript. At the first call `f` runs on stand-ins for its arguments; what it does with them,
 * derivatives included, is written down, simplified, rolled into loops and compiled. Later calls with arguments of the
 * same kind (the same trees, shapes and lengths) run that code, at about the speed of a program written by hand.
 *
 * Comparisons of scalars (`lt`, `ge` …) may choose the way, so `if`, `while` and recursion work: the code checks that each
 * call goes the same way, and what goes another way is compiled as well. Arguments that are no trees of numbers and tensors
 * (strings, flags, functions, typed arrays) are fixed: the code is made for each value of them. With an argument that contains
 * an object of a class, whose changes cannot be seen, `f` itself is called, unless `staticArgnums` says that it never changes.
 *
 * Some functions go by plain numbers inside, which have to be known at each call: the steps that `odeint` chooses, the end
 * of a `whileLoop` under `vmap`, `take` with indices that were computed. `f` itself is then called, with one warning.
 *
 * `f` must be a pure function: what it reads from outside is read when it is compiled. Inside another transformation, on
 * traced values, `f` itself is called. Where a content-security policy forbids generated code the same program is
 * interpreted, which is slower.
 *
 * Results: those of `f`, to the last bit where the order of operations is the same, and it is.
 *
 * @param f - A function made of this library's operations and transformations: `compile(grad(loss))`.
 * @param options - `maxPaths`, `staticArgnums`.
 * @throws {@link TraceError} when `f` asks for `value(x)`, which is not known while it is compiled.
 * @throws {@link TreeError} when the output is no tree of numbers and tensors, or a call has no argument that `staticArgnums`
 * names.
 *
 * @example
 * const slope = compile(grad((x: Scalar) => mul(x, sin(x))));
 * slope(0); // 0
 *
 * @see docs/design/compile.md
 */
export function compile<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
  options?: CompileOptions,
): Compiled<Parameters<F>, ReturnType<F>>;
export function compile<A extends unknown[], Output>(
  f: (...args: A) => Output,
  options?: CompileOptions,
): Compiled<A, Output>;
export function compile(f: AnyFunction, options: CompileOptions = {}): AnyFunction & CompiledSource {
  const { maxPaths = 64, staticArgnums = [] } = optionsOf('compile', options, ['maxPaths', 'staticArgnums']);
  checkFunction('compile', f);
  if (!Number.isInteger(maxPaths) || maxPaths < 1) {
    throw new DomainError(`compile: maxPaths must be a positive integer, but is ${maxPaths}.`);
  }
  const known = new Map<string, Specialization>();
  const identities = new Identities();
  let latest: Specialization | undefined;

  const slowly = (values: readonly unknown[], missed: boolean): unknown => {
    const eagerly = (): unknown => (f as (...args: readonly unknown[]) => unknown)(...values);
    const fixed = argumentIndices('compile', 'staticArgnums', staticArgnums, values.length);
    const args = values.map((value, i) => stagedArgument(value, fixed.includes(i))).filter((arg) => arg !== undefined);
    if (args.length < values.length || !args.every(isStageable)) {
      for (const { leaves } of args) for (const leaf of leaves) checkNotFinished('compile', leaf);
      return eagerly();
    }
    const signature = signatureOf(args, identities);
    const specialization = known.get(signature) ?? new Specialization(f, args, maxPaths);
    try {
      const result = specialization.run(values, args, missed && specialization === latest);
      // Last in the order of the map is what was used most recently.
      known.delete(signature);
      known.set(signature, specialization);
      latest = specialization;
      lead(specialization.code, args.length);
      return result;
    } catch (error) {
      if (error instanceof OuterValueError) return eagerly();
      throw error;
    } finally {
      if (known.size > mostSpecializations) {
        for (const [oldest] of known) if (known.size > mostSpecializations) known.delete(oldest);
      }
    }
  };
  const { call: compiled, lead } = entrance(slowly);
  Object.defineProperty(compiled, 'name', { value: f.name });
  Object.defineProperty(compiled, 'length', { value: f.length });
  withParametersOf(f, compiled);
  return Object.defineProperty(compiled, 'source', { get: () => latest?.source }) as typeof compiled & CompiledSource;
}
