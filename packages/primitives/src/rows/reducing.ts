import { accumulateSum, sumAlong, type Accumulation, type Accumulator, type Plain } from '@wengert/tensor';
import { bind } from '../bind.js';
import type { Example } from '../domain.js';
import { broadcast } from '../kinds/broadcasting.js';
import { select } from '../kinds/selection.js';
import { masked } from '../masked-cotangent.js';
import type { FunctionNotation } from '../notation.js';
import type { Cotangent, Primitive, Tangent } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { mul } from './arithmetic.js';
import { alongShiftedAxes } from './batching.js';
import { emptyFolding, foldingExamples, restoreAxes, type Folding } from './reduction.js';

/** What a row says of a reduction. */
export interface ReducingSpecification<P extends Folding> {
  readonly name: string;
  readonly evaluate: (x: Plain, params: P) => Plain;
  /** The same in pieces. */
  readonly accumulate?: (accumulation: Accumulation) => Accumulator | undefined;
  /** The derivative of the output along each element. The output comes with its axes kept, to broadcast with `x`. */
  readonly weights: (x: Value, output: Value, params: P) => Value;
  /** Whether the weights are the same for all numbers; the push is then the operation itself. */
  readonly linear?: true;
  /** 0/1 values: which elements the output depends on. Left out when on all. */
  readonly contributing?: (x: Value, output: Value) => Value;
  readonly examples: readonly Example<P>[];
  readonly source: string;
  /** See {@link Row}; left out where it is linear. */
  readonly decompose?: (x: Value, params: P) => Value;
  /** How it is written where it reduces all axes; a call otherwise. */
  readonly notation?: FunctionNotation;
}

/**
 * A reduction has a weight for each element: its push is the sum of the weighted tangents, and its pull spreads the
 * cotangent by weight. The mask of a cotangent is spread with it, so that zeros by structure remain so.
 */
// @__NO_SIDE_EFFECTS__
export function reducing<P extends Folding>(row: ReducingSpecification<P>): Primitive<P> {
  const { name, evaluate, accumulate, weights, linear, contributing, decompose, examples, source } = row;
  const primitive: Primitive<P> = {
    name,
    kind: linear === true ? 'linear' : 'structured',
    arity: 1,
    domain: undefined,
    examples,
    source,
    notate: ([x], { axes, keepDims, ...others }) =>
      axes.length === x?.shape.length && !keepDims && Object.keys(others).length === 0
        ? (row.notation ?? {})
        : undefined,
    evaluate: ([x = 0], params) => evaluate(x, params),
    accumulate: (shape, { axes }, target, into) => accumulate?.({ shape, axes, target, into }),
    ...(decompose === undefined ? {} : { decompose: ([x = 0], params) => decompose(x, params) }),
    apply: (args, params) => bind(primitive, args, params),
    push([tangent], [x = 0], output, params): Tangent {
      if (tangent === undefined) return undefined;
      if (linear === true) return bind(primitive, [tangent], params);
      const kept = restoreAxes(output, shapeOfValue(x), params);
      const terms = weighted(weights(x, kept, params), tangent);
      return sumOver(contributing === undefined ? terms : select(contributing(x, kept), terms, 0), params);
    },
    pull: (_index, cotangent, [x = 0], output, params) => pull(cotangent, undefined, x, output, params),
    pullMasked(_index, { mask, cotangent }, [x = 0], output, params): Cotangent | undefined {
      if (typeof mask === 'number') return mask === 0 ? undefined : pull(cotangent, undefined, x, output, params);
      return pull(cotangent, mask, x, output, params);
    },
    batch: alongShiftedAxes,
  };
  return primitive;

  function pull(cotangent: Value, mask: Value | undefined, x: Value, output: Value, params: P): Cotangent {
    const shape = shapeOfValue(x);
    const kept = restoreAxes(output, shape, params);
    const contribution = broadcast(weighted(weights(x, kept, params), restoreAxes(cotangent, shape, params)), shape);
    const counting = mask === undefined ? 1 : broadcast(restoreAxes(mask, shape, params), shape);
    if (contributing !== undefined) return masked(select(contributing(x, kept), counting, 0), contribution);
    return mask === undefined ? contribution : masked(counting, contribution);
  }
}

/** Without arithmetic where the weight is the number 1. */
function weighted(weight: Value, direction: Value): Value {
  return weight === 1 ? direction : mul(weight, direction);
}

/** The sum stands beside the kind that needs it. */
export const sumRow: Primitive<Folding> = /* @__PURE__ */ reducing({
  name: 'sum',
  evaluate: (x, { axes, keepDims }) => sumAlong(x, axes, keepDims),
  accumulate: accumulateSum,
  weights: () => 1,
  linear: true,
  examples: [...foldingExamples(), emptyFolding],
  source: 'linear; its transpose repeats',
  notation: { latex: ['\\sum #(1)', 'product'] },
});

/** The sum over axes. */
export function sumOver(x: Value, { axes, keepDims }: Folding): Value {
  return sumRow.apply([x], { axes, keepDims });
}
