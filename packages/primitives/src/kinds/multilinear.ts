import type { Plain } from '@wengert/tensor';
import { bind } from '../bind.js';
import type { Example } from '../domain.js';
import type { Primitive, Tangent } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { sumTo } from './broadcasting.js';
import { addRow, applyBinary } from './elementwise.js';

/** The cotangent of one argument of a multilinear operation, given that of the output and all arguments. */
export type Transpose<P> = (cotangent: Value, args: readonly Value[], params: P) => Value;

/** What a row says of an operation that is linear in each of its arguments. */
export interface MultilinearSpecification<P> {
  readonly name: string;
  readonly evaluate: (args: readonly Plain[], params: P) => Plain;
  /**
   * One for each argument. The result may still have the leading axes along which the argument was broadcast; they are
   * summed away.
   */
  readonly transposes: readonly Transpose<P>[];
  /** See {@link Primitive}; left out, entries of a batch are dealt with one by one. */
  readonly batch?: NonNullable<Primitive<P>['batch']>;
  readonly examples: readonly Example<P>[];
  readonly source: string;
  readonly notate?: NonNullable<Primitive<P>['notate']>;
  /** See {@link Row}. */
  readonly isUserDefined?: boolean;
}

/** An operation that is linear in each argument: its push puts each tangent in the place of its argument and adds up. */
// @__NO_SIDE_EFFECTS__
export function multilinear<P>(row: MultilinearSpecification<P>): Primitive<P> {
  const primitive: Primitive<P> = {
    name: row.name,
    kind: 'multilinear',
    arity: row.transposes.length,
    domain: undefined,
    examples: row.examples,
    source: row.source,
    ...(row.notate === undefined ? {} : { notate: row.notate }),
    evaluate: row.evaluate,
    ...(row.batch === undefined ? {} : { batch: row.batch }),
    isUserDefined: row.isUserDefined,
    apply: (args, params) => bind(primitive, args, params),
    push(tangents, args, _output, params): Tangent {
      let total: Tangent;
      tangents.forEach((tangent, i) => {
        if (tangent === undefined) return;
        const term = bind(primitive, args.with(i, tangent), params);
        total = total === undefined ? term : applyBinary(addRow, total, term);
      });
      return total;
    },
    pull(index, cotangent, args, _output, params): Value | undefined {
      const contribution = row.transposes[index]?.(cotangent, args, params);
      return contribution === undefined ? undefined : sumTo(contribution, shapeOfValue(args[index] ?? 0));
    },
  };
  return primitive;
}
