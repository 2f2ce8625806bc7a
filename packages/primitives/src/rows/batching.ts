import type { Shape } from '@wengert/tensor';
import { bind } from '../bind.js';
import { broadcast } from '../kinds/broadcasting.js';
import type { Primitive } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';

/**
 * A row whose operation on a batch is the same one along other axes: all arguments get the batch axis in front, and
 * `shift` says which axes the parameters then mean.
 */
// @__NO_SIDE_EFFECTS__
export function batchedAlong<P>(row: Primitive<P>, shift: (params: P) => P): Primitive<P> {
  return Object.assign(row, {
    batch(args: readonly Value[], flags: readonly boolean[], params: P, size: number): Value {
      const aligned = args.map((x, i) => {
        const shape: Shape = [size, ...shapeOfValue(x)];
        return flags[i] === true ? x : broadcast(x, shape);
      });
      return bind(row, aligned, shift(params));
    },
  });
}

/** Axes of an array that now has a batch axis in front. */
export function shiftedAxes<P extends { readonly axes: readonly number[] }>(params: P): P {
  return { ...params, axes: params.axes.map((axis) => axis + 1) };
}

/** The axis of an array that now has a batch axis in front. */
export function shiftedAxis<P extends { readonly axis: number }>(params: P): P {
  return { ...params, axis: params.axis + 1 };
}
