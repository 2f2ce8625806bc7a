import { stridesOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';

/**
 * Strides with which the elements of an array of `shape` stand at each place of `target`, to which it broadcasts:
 * 0 along the axes that it is repeated along.
 */
export function broadcastStrides(shape: Shape, target: Shape): number[] {
  const strides = new Array<number>(target.length).fill(0);
  const added = target.length - shape.length;
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis]!;
    if (length !== 1) strides[added + axis] = stride;
    stride *= length;
  }
  return strides;
}

/** A walk through storage: from `offset`, so far for each step along each axis. */
export interface Walk {
  readonly data: Float64Array;
  readonly offset: number;
  readonly strides: readonly number[];
}

/** New row-major storage of `shape` with the elements that a walk through `source` meets. */
export function gatherStrided(source: Walk, shape: Shape, size: number): Float64Array {
  const data = allocate(size);
  copyStrided(source, { data, offset: 0, strides: stridesOf(shape) }, shape);
  return data;
}

interface Axis {
  length: number;
  from: number;
  to: number;
}

/**
 * Copies what one walk meets to where another one goes. Axes are taken in the order that suits the memory, not in
 * that of `shape`, so the target must not meet a place twice.
 */
export function copyStrided(source: Walk, target: Walk, shape: Shape): void {
  const axes = mergedAxes(source.strides, target.strides, shape);
  if (axes === undefined) return;
  // The innermost loop should write to neighbours. Where it would read from far apart, a second axis, along which
  // reads are neighbours, is taken with it in square blocks, which the cache can hold (as in a matrix transpose).
  const inner = takeOut(axes, (axis) => Math.abs(axis.to)) ?? { length: 1, from: 1, to: 1 };
  let across: Axis | undefined;
  if (Math.abs(inner.from) > 1) {
    across = takeOut(axes, (axis) => (axis.from === 0 ? Infinity : Math.abs(axis.from)));
    if (across !== undefined && (across.from === 0 || Math.abs(across.from) >= Math.abs(inner.from))) {
      axes.push(across);
      across = undefined;
    }
  }
  axes.sort((a, b) => Math.abs(b.to) - Math.abs(a.to));

  const outer = axes;

  function walk(depth: number, from: number, to: number): void {
    const axis = outer[depth];
    if (axis !== undefined) {
      for (let i = 0; i < axis.length; i++) walk(depth + 1, from + i * axis.from, to + i * axis.to);
    } else if (across === undefined) {
      copyRow(source.data, from, inner.from, target.data, to, inner.to, inner.length);
    } else {
      copyBlocks(
        source.data,
        from,
        across.from,
        inner.from,
        target.data,
        to,
        across.to,
        inner.to,
        across.length,
        inner.length,
      );
    }
  }

  walk(0, source.offset, target.offset);
}

/** Axes longer than 1, neighbours that form one even walk on both sides joined; `undefined` if there is nothing to copy. */
function mergedAxes(from: readonly number[], to: readonly number[], shape: Shape): Axis[] | undefined {
  const axes: Axis[] = [];
  for (let k = 0; k < shape.length; k++) {
    const axis: Axis = { length: shape[k]!, from: from[k]!, to: to[k]! };
    if (axis.length === 0) return undefined;
    if (axis.length === 1) continue;
    const last = axes[axes.length - 1];
    if (last !== undefined && last.from === axis.from * axis.length && last.to === axis.to * axis.length) {
      last.length *= axis.length;
      last.from = axis.from;
      last.to = axis.to;
    } else {
      axes.push(axis);
    }
  }
  return axes;
}

/** Removes and returns the axis with the smallest cost, the last one of several. */
function takeOut(axes: Axis[], cost: (axis: Axis) => number): Axis | undefined {
  let best = -1;
  let least = Infinity;
  for (let k = 0; k < axes.length; k++) {
    const c = cost(axes[k]!);
    if (c <= least) {
      least = c;
      best = k;
    }
  }
  return best < 0 ? undefined : axes.splice(best, 1)[0];
}

/** From this length on, a block move is faster than a loop. */
const worthMoving = 64;

/** Copies `n` elements that stand `fromStep` apart to places that stand `toStep` apart. */
export function copyRow(
  source: Float64Array,
  from: number,
  fromStep: number,
  target: Float64Array,
  to: number,
  toStep: number,
  n: number,
): void {
  if (toStep === 1 && n >= worthMoving) {
    if (fromStep === 1) {
      target.set(source.subarray(from, from + n), to);
      return;
    }
    if (fromStep === 0) {
      target.fill(source[from]!, to, to + n);
      return;
    }
  }
  for (let i = 0; i < n; i++) target[to + i * toStep] = source[from + i * fromStep]!;
}

/** The side of the blocks, so that as many lines of memory as it has rows and columns fit the fastest cache. */
const block = 16;

/** Copies an m x n plane block by block; `fromRow`, `fromColumn`, `toRow` and `toColumn` are its strides on either side. */
export function copyBlocks(
  source: Float64Array,
  from: number,
  fromRow: number,
  fromColumn: number,
  target: Float64Array,
  to: number,
  toRow: number,
  toColumn: number,
  m: number,
  n: number,
): void {
  for (let i0 = 0; i0 < m; i0 += block) {
    const iEnd = Math.min(i0 + block, m);
    for (let j0 = 0; j0 < n; j0 += block) {
      const jEnd = Math.min(j0 + block, n);
      for (let i = i0; i < iEnd; i++) {
        const f = from + i * fromRow;
        const t = to + i * toRow;
        for (let j = j0; j < jEnd; j++) target[t + j * toColumn] = source[f + j * fromColumn]!;
      }
    }
  }
}
