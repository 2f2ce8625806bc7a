import type { Plain } from '@wengert/tensor';
import { bind } from '../bind.js';
import type { Example } from '../domain.js';
import type { Notation } from '../notation.js';
import type { Primitive } from '../primitive.js';

/** What a row says of an operation that is locally constant, such as the place of a maximum. */
export interface ConstantSpecification<P> {
  readonly name: string;
  readonly arity: number;
  readonly evaluate: (args: readonly Plain[], params: P) => Plain;
  /** See {@link Primitive}; left out, entries of a batch are dealt with one by one. */
  readonly batch?: NonNullable<Primitive<P>['batch']>;
  readonly examples: readonly Example<P>[];
  readonly source: string;
  /** See {@link Row}. */
  readonly decompose?: NonNullable<Primitive<P>['decompose']>;
  /** See {@link Row}. */
  readonly undecomposed?: string;
  /** Given where the result is a value of its own, and no index. */
  readonly notation?: Notation;
}

/** A locally constant operation: its derivative is zero by structure, so its result is not traced. */
// @__NO_SIDE_EFFECTS__
export function constant<P>(row: ConstantSpecification<P>): Primitive<P> {
  const primitive: Primitive<P> = {
    ...row,
    kind: 'constant',
    domain: undefined,
    apply: (args, params) => bind(primitive, args, params),
    push: () => undefined,
    pull: () => undefined,
  };
  return primitive;
}
