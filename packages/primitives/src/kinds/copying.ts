import { ones, type Plain, type Shape } from '@wengert/tensor';
import { bind } from '../bind.js';
import type { Example } from '../domain.js';
import { masked } from '../masked-cotangent.js';
import type { Cotangent, Primitive, Tangent } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { zerosOf } from '../zeros.js';
import { broadcast } from './broadcasting.js';
import { unmask } from './selection.js';

/** What a row says of an operation whose output is made of copies of its arguments' elements, and perhaps zeros. */
export interface CopyingSpecification<P> {
  readonly name: string;
  /** How many arguments it takes; left out when any number. */
  readonly arity?: number;
  readonly evaluate: (args: readonly Plain[], params: P) => Plain;
  /** The cotangent of argument `index`, which has this shape: each element collects what its copies received. */
  readonly transpose: (cotangent: Value, params: P, shape: Shape, index: number) => Value;
  /** Whether elements of argument `index` may lack a copy in the output; left out when none ever does. */
  readonly omits?: (params: P, shape: Shape, index: number) => boolean;
  /** Whether an element may have several copies, so that the transpose adds; left out when none ever has. */
  readonly repeats?: boolean;
  /** The parameters for the same operation on arguments of these shapes with an axis of length `size` in front. */
  readonly batched: (params: P, size: number, shapes: readonly Shape[]) => P;
  readonly examples: readonly Example<P>[];
  readonly source: string;
  readonly notate?: NonNullable<Primitive<P>['notate']>;
}

/**
 * A linear operation that only copies elements. The output does not depend on an element without a copy, so the pull
 * says so by a mask: that zero is structural, and an infinite partial further down makes no NaN of it. The transpose,
 * applied to ones, tells which elements have copies.
 *
 * A pull looks at its own argument only, so that the pulls of an operation with thousands of arguments stay cheap.
 */
// @__NO_SIDE_EFFECTS__
export function copying<P>(row: CopyingSpecification<P>): Primitive<P> {
  const { transpose } = row;
  const primitive: Primitive<P> = {
    name: row.name,
    kind: 'linear',
    arity: row.arity,
    domain: undefined,
    examples: row.examples,
    source: row.source,
    ...(row.notate === undefined ? {} : { notate: row.notate }),
    evaluate: row.evaluate,
    apply: (args, params) => bind(primitive, args, params),
    push(tangents, args, _output, params): Tangent {
      if (tangents.every((tangent) => tangent === undefined)) return undefined;
      return bind(
        primitive,
        args.map((x, i) => tangents[i] ?? zerosOf(shapeOfValue(x))),
        params,
      );
    },
    pull(index, cotangent, args, _output, params): Cotangent {
      const shape = shapeOfValue(args[index] ?? 0);
      const contribution = transpose(cotangent, params, shape, index);
      if (row.omits?.(params, shape, index) !== true) return contribution;
      return masked(transpose(ones(shapeOfValue(cotangent)), params, shape, index), contribution);
    },
    pullMasked(index, cotangent, args, _output, params): Cotangent | undefined {
      const shape = shapeOfValue(args[index] ?? 0);
      const mask = transpose(cotangent.mask, params, shape, index);
      // What stands where the mask is not set may be anything, so it must not get into a sum.
      const reached = row.repeats === true ? unmask(cotangent) : cotangent.cotangent;
      const contribution = transpose(reached, params, shape, index);
      if (typeof mask === 'number') return mask === 0 ? undefined : contribution;
      return masked(mask, contribution);
    },
    batch(args, flags, params, size): Value {
      const shapes = args.map((x, i) => (flags[i] === true ? shapeOfValue(x).slice(1) : shapeOfValue(x)));
      return bind(
        primitive,
        args.map((x, i) => broadcast(x, [size, ...(shapes[i] ?? [])])),
        row.batched(params, size, shapes),
      );
    },
  };
  return primitive;
}
