import { shareOfGreatest as shareKernel } from '@wengert/tensor';
import { argument, distinct, type Domain, type Example } from '../domain.js';
import { constant } from '../kinds/constant.js';
import type { Primitive } from '../primitive.js';
import type { Value } from '../value.js';
import { div } from './arithmetic.js';
import { alongShiftedAxes } from './batching.js';
import { greatestAlong } from './extremes-along.js';
import { equal } from './masks.js';
import { sumOver } from './reducing.js';

/** The axes along which elements are seen as one vector. */
export interface Along {
  /** Counted from the start, sorted, each once. */
  readonly axes: readonly number[];
}

/** Vectors along one axis and several, to test operations with that keep the shape. */
// @__NO_SIDE_EFFECTS__
export function alongExamples(domain?: Domain): readonly Example<Along>[] {
  return [
    { args: [argument([3], domain)], params: { axes: [0] } },
    { args: [argument([2, 3], domain)], params: { axes: [1] } },
    { args: [argument([2, 3, 2], domain)], params: { axes: [0, 2] } },
    { args: [argument([2, 1], domain)], params: { axes: [1] } },
    { args: [argument([], domain)], params: { axes: [] } },
    { args: [argument([0, 2], domain)], params: { axes: [0] } },
  ];
}

export const shareOfGreatestRow: Primitive<Along> = /* @__PURE__ */ constant({
  name: 'shareOfGreatest',
  arity: 1,
  evaluate: ([x = 0], { axes }) => shareKernel(x, axes),
  batch: alongShiftedAxes,
  examples: alongExamples(distinct),
  source: 'locally constant',
  decompose([x = 0], { axes }) {
    const greatest = equal(x, greatestAlong(x, axes));
    return div(greatest, sumOver(greatest, { axes, keepDims: true }));
  },
});

/** 1 where an element is the greatest along the axes, divided evenly among the greatest, and 0 elsewhere. */
export function shareOfGreatest(x: Value, axes: readonly number[]): Value {
  return shareOfGreatestRow.apply([x], { axes });
}
