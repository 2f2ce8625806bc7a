import { shapeOfValue, type Value } from '../value.js';
import { joinAxes, partAxes } from './joined-axes.js';
import { stackRow } from './joining.js';
import { keptShape, type Folding } from './reduction.js';
import { reshapeRow } from './reshaping.js';
import { sliceRow } from './slicing.js';
import type { Shape } from '@wengert/tensor';

// For `decompose`: operations along axes as operations on one entry after the other.

/** The entries along the axes, in row-major order. Each has the other axes. */
export function entriesAlong(x: Value, axes: readonly number[]): readonly Value[] {
  const joined = joinAxes(x, axes);
  const shape = shapeOfValue(joined);
  const last = shape.length - 1;
  const sizes = shape.with(last, 1);
  return Array.from({ length: shape[last] ?? 0 }, (_, entry) =>
    sliceRow.apply([joined], {
      starts: shape.map((__, axis) => (axis === last ? entry : 0)),
      sizes,
      steps: shape.map(() => 1),
      shape: shape.slice(0, last),
    }),
  );
}

/** The way back from {@link entriesAlong} to an array of `shape`. */
export function joinEntries(entries: readonly Value[], shape: Shape, axes: readonly number[]): Value {
  return partAxes(stackRow.apply(entries, { axis: shape.length - axes.length }), shape, axes);
}

/**
 * Folds the entries along the axes, of which there must be some, from the first to the last. As the kernels do, one run of
 * neighbouring axes is folded at a time, the last one first.
 */
export function foldEntries(x: Value, folding: Folding, step: (result: Value, entry: Value) => Value): Value {
  let result = x;
  for (const run of runsOf(folding.axes).reverse()) {
    const shape = keptShape(shapeOfValue(result), run);
    result = reshapeRow.apply([entriesAlong(result, run).reduce(step)], { shape });
  }
  return settleAxes(result, folding);
}

/** Sorted axes, parted where one that lies between them is missing. */
function runsOf(axes: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const axis of axes) {
    const run = runs.at(-1);
    if (run?.at(-1) === axis - 1) run.push(axis);
    else runs.push([axis]);
  }
  return runs;
}

/** A result that has the axes with length 1, as a reduction gives it. */
export function settleAxes(result: Value, { axes, keepDims }: Folding): Value {
  if (keepDims || axes.length === 0) return result;
  return reshapeRow.apply([result], { shape: shapeOfValue(result).filter((_, axis) => !axes.includes(axis)) });
}
