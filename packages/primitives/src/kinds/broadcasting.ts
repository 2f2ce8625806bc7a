import {
  accumulateSum,
  axesSummedTo,
  broadcastTo as broadcastKernel,
  reshape as reshapeKernel,
  sameShape,
  shapeOf,
  sumTo as sumKernel,
  type Plain,
  type Shape,
} from '@wengert/tensor';
import { argument } from '../domain.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { linear } from './linear.js';

/** The shape to broadcast or to sum to. */
export interface TargetShape {
  readonly shape: Shape;
  /** How many axes in front belong to a batch: they are not part of `shape` and stay as they are. Default 0. */
  readonly leading?: number;
}

/** Repeats its argument along new and size-1 axes. */
export const broadcastToRow: Primitive<TargetShape> = /* @__PURE__ */ linear({
  name: 'broadcastTo',
  arity: 1,
  evaluate: ([x = 0], { shape, leading = 0 }) => {
    const own = shapeOf(x);
    const batch = own.slice(0, leading);
    return broadcastKernel(alignedAfter(x, leading, own.length - leading, shape.length), [...batch, ...shape]);
  },
  transpose: (cotangent, { leading = 0 }, [shape = []]) => sumTo(cotangent, shape.slice(leading), leading),
  examples: [
    { args: [argument([3])], params: { shape: [2, 3] } },
    // A batch of three has this shape already, before any of it is broadcast.
    { args: [argument([3])], params: { shape: [3, 3] } },
    { args: [argument([2, 1])], params: { shape: [2, 3] } },
    { args: [argument([])], params: { shape: [2] } },
    { args: [argument([1, 0])], params: { shape: [2, 0] } },
    { args: [argument([2, 3])], params: { shape: [4, 3], leading: 1 } },
  ],
  source: 'linear; its transpose is sumTo',
  batch: ([x = 0], _batched, { shape, leading = 0 }) => broadcast(x, shape, leading + 1),
});

/** Sums over the axes along which broadcasting had repeated: the transpose of `broadcastTo`. */
export const sumToRow: Primitive<TargetShape> = /* @__PURE__ */ linear({
  name: 'sumTo',
  arity: 1,
  evaluate: ([x = 0], { shape, leading = 0 }) => {
    const own = shapeOf(x);
    return reshapeKernel(sumKernel(x, alignedTarget(own, shape, leading)), [...own.slice(0, leading), ...shape]);
  },
  accumulate: (own, { shape, leading = 0 }, target, into) =>
    accumulateSum({ shape: own, axes: axesSummedTo(own, alignedTarget(own, shape, leading)), target, into }),
  transpose: (cotangent, { leading = 0 }, [shape = []]) => broadcast(cotangent, shape.slice(leading), leading),
  examples: [
    { args: [argument([2, 3])], params: { shape: [3] } },
    { args: [argument([2, 3])], params: { shape: [2, 1] } },
    { args: [argument([2, 3])], params: { shape: [] } },
    { args: [argument([0, 2])], params: { shape: [1, 2] } },
    { args: [argument([2, 4, 3])], params: { shape: [3], leading: 1 } },
  ],
  source: 'linear; its transpose is broadcastTo',
  batch: ([x = 0], _batched, { shape, leading = 0 }) => sumTo(x, shape, leading + 1),
});

/** The shape to sum to, with axes of length 1 after the batch axes for those that go. */
function alignedTarget(own: Shape, shape: Shape, leading: number): Shape {
  const ones = new Array<number>(own.length - leading - shape.length).fill(1);
  return [...own.slice(0, leading), ...ones, ...shape];
}

/** `x` with axes of length 1 after the batch axes, until `rank` others follow those. */
function alignedAfter(x: Plain, leading: number, own: number, rank: number): Plain {
  if (leading === 0 || own >= rank) return x;
  const shape = shapeOf(x);
  return reshapeKernel(x, [
    ...shape.slice(0, leading),
    ...new Array<number>(rank - own).fill(1),
    ...shape.slice(leading),
  ]);
}

/** `x` repeated to `shape`; `x` itself when it has that shape already. The first `leading` axes stay as they are. */
export function broadcast(x: Value, shape: Shape, leading = 0): Value {
  return hasShape(x, shape, leading) ? x : broadcastToRow.apply([x], targetOf(shape, leading));
}

/** `x` summed to `shape`; `x` itself when it has that shape already. The first `leading` axes stay as they are. */
export function sumTo(x: Value, shape: Shape, leading = 0): Value {
  return hasShape(x, shape, leading) ? x : sumToRow.apply([x], targetOf(shape, leading));
}

function hasShape(x: Value, shape: Shape, leading: number): boolean {
  const own = shapeOfValue(x);
  return sameShape(leading === 0 ? own : own.slice(leading), shape);
}

function targetOf(shape: Shape, leading: number): TargetShape {
  return leading === 0 ? { shape } : { shape, leading };
}
