import { broadcastTo as broadcastKernel, sameShape, sumTo as sumKernel, type Shape } from '@wengert/tensor';
import { argument } from '../domain.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { linear } from './linear.js';

/** The shape to broadcast or to sum to. */
export interface TargetShape {
  readonly shape: Shape;
}

/** Repeats its argument along new and size-1 axes. */
export const broadcastToRow: Primitive<TargetShape> = linear({
  name: 'broadcastTo',
  arity: 1,
  evaluate: ([x], { shape }) => broadcastKernel(x ?? 0, shape),
  transpose: (cotangent, _params, [shape]) => sumTo(cotangent, shape ?? []),
  examples: [
    { args: [argument([3])], params: { shape: [2, 3] } },
    { args: [argument([2, 1])], params: { shape: [2, 3] } },
    { args: [argument([])], params: { shape: [2] } },
    { args: [argument([1, 0])], params: { shape: [2, 0] } },
  ],
  source: 'linear; its transpose is sumTo',
});

/** Sums over the axes along which broadcasting had repeated: the transpose of `broadcastTo`. */
export const sumToRow: Primitive<TargetShape> = linear({
  name: 'sumTo',
  arity: 1,
  evaluate: ([x], { shape }) => sumKernel(x ?? 0, shape),
  transpose: (cotangent, _params, [shape]) => broadcast(cotangent, shape ?? []),
  examples: [
    { args: [argument([2, 3])], params: { shape: [3] } },
    { args: [argument([2, 3])], params: { shape: [2, 1] } },
    { args: [argument([2, 3])], params: { shape: [] } },
    { args: [argument([0, 2])], params: { shape: [1, 2] } },
  ],
  source: 'linear; its transpose is broadcastTo',
});

/** `x` repeated to `shape`; `x` itself when it has that shape already. */
export function broadcast(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : broadcastToRow.apply([x], { shape });
}

/** `x` summed to `shape`; `x` itself when it has that shape already. */
export function sumTo(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : sumToRow.apply([x], { shape });
}
