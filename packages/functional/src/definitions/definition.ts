import type { Cotangent, Domain, Example, PartialRule, Primitive, Tangent, Value } from '@wengert/primitives';
import type { Shape, Tensor } from '@wengert/tensor';

/** What every definition may say besides. */
interface Definition {
  /** What the operation is called in messages. */
  readonly name: string;
  /** Where the derivative is taken from, for whoever lists or prints the row. */
  readonly source?: string;
}

type PartialRules = readonly (PartialRule | undefined)[];

/** An operation that works on each element by itself; tensors broadcast. */
export interface ElementwiseDefinition<Partials extends PartialRules = PartialRules> extends Definition {
  readonly kind: 'elementwise';
  /** The value on numbers. */
  readonly scalar: (...args: number[]) => number;
  /**
   * The derivative along each argument, given the arguments and then the output, in this library's operations;
   * `undefined` where it is zero by structure.
   */
  readonly partials: Partials;
  /** The numbers that each argument may take in tests. Default: between -4 and 4. */
  readonly domain?: readonly Domain[];
  /** What to write instead where it or its derivative is NaN or infinite, for {@link debugNaNs}. */
  readonly advice?: string;
}

/** What definitions say of an operation that does not work on each element by itself. */
interface ArrayDefinition<P> extends Definition {
  /** The value, on plain numbers and tensors. */
  readonly evaluate: (args: readonly (number | Tensor)[], params: P) => Value;
  /**
   * The operation on arguments of which those marked have a batch axis of length `size` in front; so has the result.
   * Without it, `vmap` applies the operation to each entry in turn.
   */
  readonly batch?: (args: readonly Value[], batched: readonly boolean[], params: P, size: number) => Value;
  /** Calls to test with. */
  readonly examples?: readonly Example<P>[];
}

/** An operation that is linear in all its arguments together. */
export interface LinearDefinition<P> extends ArrayDefinition<P> {
  readonly kind: 'linear';
  /** How many arguments it takes. Default 1. */
  readonly arity?: number;
  /** The cotangent of argument `index`, given that of the output, in this library's operations. */
  readonly transpose: (cotangent: Value, params: P, shapes: readonly Shape[], index: number) => Value;
}

/** An operation that is linear in each of its arguments. */
export interface MultilinearDefinition<P> extends ArrayDefinition<P> {
  readonly kind: 'multilinear';
  /**
   * For each argument its cotangent, given that of the output and all arguments, in this library's operations. Axes along
   * which the argument was broadcast are summed away.
   */
  readonly transposes: readonly ((cotangent: Value, args: readonly Value[], params: P) => Value)[];
}

/** Any other operation. Of `push` and `pull` one may be left out: it is derived from the other by transposing it. */
export interface StructuredDefinition<P> extends ArrayDefinition<P> {
  readonly kind: 'structured';
  readonly arity: number;
  /**
   * The tangent of the output, linear in the tangents and made of this library's operations; `undefined` stands for a
   * tangent that is zero by structure.
   */
  readonly push?: (tangents: readonly Tangent[], args: readonly Value[], output: Value, params: P) => Tangent;
  /** The cotangent of argument `index`, linear in that of the output and made of this library's operations. */
  readonly pull?: (
    index: number,
    cotangent: Value,
    args: readonly Value[],
    output: Value,
    params: P,
  ) => Cotangent | undefined;
  /** What to write instead where it or its derivative is NaN or infinite, for {@link debugNaNs}. */
  readonly advice?: string;
}

/** The operation that a definition gives: a function of its arguments and then of its parameters, if it has any. */
export type DefinedOperation<P> = ([P] extends [undefined]
  ? (...args: Value[]) => Value
  : (...argsThenParams: [...Value[], P]) => Value) & {
  /** The operation's row of the table. */
  readonly row: Primitive<P>;
};
