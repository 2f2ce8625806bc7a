import type { Plain } from '@wengert/tensor';
import { bind } from '../bind.js';
import type { Example } from '../domain.js';
import type { Cotangent, Primitive, Tangent } from '../primitive.js';
import type { Value } from '../value.js';

/** What a row says of an operation whose derivative is neither elementwise nor the operation itself. */
export interface StructuredSpecification<P> {
  readonly name: string;
  /** How many arguments it takes; `undefined` when any number. */
  readonly arity: number | undefined;
  readonly evaluate: (args: readonly Plain[], params: P) => Plain;
  /** The tangent of the output, in operations that are linear in `tangents`. */
  readonly push: (tangents: readonly Tangent[], args: readonly Value[], output: Value, params: P) => Tangent;
  /** The cotangent of argument `index`: the transpose of the push. */
  readonly pull: (
    index: number,
    cotangent: Value,
    args: readonly Value[],
    output: Value,
    params: P,
  ) => Cotangent | undefined;
  /** See {@link Primitive}; left out, masks are applied before. */
  readonly pullMasked?: NonNullable<Primitive<P>['pullMasked']>;
  /** See {@link Primitive}; left out, entries of a batch are dealt with one by one. */
  readonly batch?: NonNullable<Primitive<P>['batch']>;
  readonly examples: readonly Example<P>[];
  readonly source: string;
  /** See {@link Row}. */
  readonly decompose?: NonNullable<Primitive<P>['decompose']>;
  /** See {@link Row}. */
  readonly undecomposed?: string;
  /** See {@link Row}. */
  readonly advice?: string | undefined;
  /** See {@link Row}. */
  readonly isUserDefined?: boolean;
}

/** An operation with a push and a pull of its own. */
// @__NO_SIDE_EFFECTS__
export function structured<P>(row: StructuredSpecification<P>): Primitive<P> {
  const primitive: Primitive<P> = {
    ...row,
    kind: 'structured',
    domain: undefined,
    apply: (args, params) => bind(primitive, args, params),
  };
  return primitive;
}
