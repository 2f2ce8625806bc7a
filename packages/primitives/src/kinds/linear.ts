import type { Plain, Shape } from '@wengert/tensor';
import { bind } from '../bind.js';
import type { Example } from '../domain.js';
import type { Primitive, Tangent } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { zerosOf } from '../zeros.js';

/** What a row says of an operation that is linear in all its arguments together. */
export interface LinearSpecification<P> {
  readonly name: string;
  /** How many arguments it takes; left out when any number. */
  readonly arity?: number;
  readonly evaluate: (args: readonly Plain[], params: P) => Plain;
  /** The cotangent of argument `index`, given that of the output. Only shapes are known: a linear map needs no more. */
  readonly transpose: (cotangent: Value, params: P, shapes: readonly Shape[], index: number) => Value;
  /** See {@link Primitive}; left out, entries of a batch are dealt with one by one. */
  readonly batch?: NonNullable<Primitive<P>['batch']>;
  /** See {@link Primitive}. */
  readonly folds?: NonNullable<Primitive<P>['folds']>;
  readonly examples: readonly Example<P>[];
  readonly source: string;
  /** See {@link Row}; for operations that lose digits when each element is a sum of multiples. */
  readonly decompose?: NonNullable<Primitive<P>['decompose']>;
  /** See {@link Row}. */
  readonly isUserDefined?: boolean;
}

/**
 * A linear operation is its own derivative: it pushes tangents forward as it maps values, and its transpose pulls
 * cotangents back.
 */
// @__NO_SIDE_EFFECTS__
export function linear<P>(row: LinearSpecification<P>): Primitive<P> {
  const primitive: Primitive<P> = {
    name: row.name,
    kind: 'linear',
    arity: row.arity,
    domain: undefined,
    examples: row.examples,
    source: row.source,
    evaluate: row.evaluate,
    ...(row.folds && { folds: row.folds }),
    ...(row.batch === undefined ? {} : { batch: row.batch }),
    ...(row.decompose === undefined ? {} : { decompose: row.decompose }),
    isUserDefined: row.isUserDefined,
    apply: (args, params) => bind(primitive, args, params),
    push(tangents, args, _output, params): Tangent {
      if (tangents.every((tangent) => tangent === undefined)) return undefined;
      return bind(
        primitive,
        tangents.map((tangent, i) => tangent ?? zerosOf(shapeOfValue(args[i] as Value))),
        params,
      );
    },
    pull(index, cotangent, args, _output, params): Value {
      return row.transpose(cotangent, params, args.map(shapeOfValue), index);
    },
  };
  return primitive;
}
