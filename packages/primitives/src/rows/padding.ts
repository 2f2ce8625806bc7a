import { describeNumber, DomainError, formatShape, ShapeError, type Shape, type Tensor } from '@wengert/tensor';
import { broadcast } from '../kinds/broadcasting.js';
import { describeValue, shapeOfValue, type Scalar, type Value } from '../value.js';
import { optionsOf, shapeOfArgument } from './arguments.js';
import { placeRow } from './slicing.js';
import { takeRow } from './taking.js';
import { setAt } from './updating.js';

/** How many elements to put before the first and after the last one of an axis. */
type Width = readonly [before: number, after: number];

/** How many elements to add: at both ends of every axis, before and after every axis, or for each axis. */
export type PadWidths = number | Width | readonly Width[];

/** What {@link pad} puts beside the elements. */
export interface PadOptions {
  /**
   * - `constant`: `value`.
   * - `edge`: the last element.
   * - `reflect`: the elements mirrored at the last one, which is not repeated: `3 2 | 1 2 3 | 2 1`.
   * - `symmetric`: the elements mirrored beyond the last one: `2 1 | 1 2 3 | 3 2`.
   */
  readonly mode?: PadMode;
  /** For the mode `constant`; it may be traced. */
  readonly value?: Scalar;
}

/** The names of the ways to pad. */
export type PadMode = 'constant' | 'edge' | 'reflect' | 'symmetric';

/** Which element of an axis of this length stands at place `i`, which may lie before or after it. */
type Source = (i: number, length: number) => number;

const sources: Readonly<Record<Exclude<PadMode, 'constant'>, Source>> = {
  edge: (i, length) => Math.min(Math.max(i, 0), length - 1),
  reflect: (i, length) => mirrored(i, length, 0),
  symmetric: (i, length) => mirrored(i, length, 1),
};

/** Forwards and backwards along the axis without end; `repeats` is 1 when each end comes twice in a row. */
function mirrored(i: number, length: number, repeats: number): number {
  const period = 2 * (length - 1 + repeats);
  if (period === 0) return 0;
  const place = ((i % period) + period) % period;
  return place < length ? place : period - repeats - place;
}

/**
 * `x` with elements added before and after each axis.
 *
 * @param widths - How many: one number for all ends, `[before, after]` for all axes, or such a pair for each axis.
 * @throws {@link ShapeError} when widths are not non-negative integers, do not fit the number of axes, or an axis without
 * elements is to be padded with its elements.
 * @throws {@link DomainError} for another mode.
 *
 * @example
 * pad(tensor([1, 2, 3]), [2, 1]); // [0, 0, 1, 2, 3, 0]
 * pad(tensor([1, 2, 3]), 2, { mode: 'reflect' }); // [3, 2, 1, 2, 3, 2, 1]
 */
export function pad(x: Tensor, widths: PadWidths, options?: PadOptions): Tensor;
export function pad(x: Value, widths: PadWidths, options?: PadOptions): Value;
export function pad(x: Value, widths: PadWidths, options?: PadOptions): Value {
  const { mode = 'constant', value = 0 } = optionsOf('pad', options, ['mode', 'value']);
  const shape = shapeOfArgument('pad', x);
  const pairs = widthOfEachAxis(widths, shape);
  if (mode === 'constant') return padConstant(x, shape, pairs, value);
  if (!Object.hasOwn(sources, mode)) {
    throw new DomainError(
      `pad: the mode must be 'constant', 'edge', 'reflect' or 'symmetric', but is ${describeValue(mode)}.`,
    );
  }
  checkEnoughElements(shape, pairs, mode);
  return pairs.reduce((padded, width, axis) => padAxis(padded, axis, width, sources[mode]), x);
}

function padConstant(x: Value, shape: Shape, pairs: readonly Width[], value: Scalar): Value {
  const outer = shape.map((length, axis) => length + (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0));
  if (shapeOfArgument('pad', value, 2).length > 0) {
    throw new ShapeError(`pad: the value must be a scalar, but is ${describeValue(value)}.`);
  }
  if (Object.is(value, 0)) {
    const starts = pairs.map(([before]) => before);
    return placeRow.apply([x], { starts, sizes: shape, steps: shape.map(() => 1), shape: outer });
  }
  const inside = pairs.map(([before], axis) => [before, before + (shape[axis] ?? 0)] as const);
  return setAt(broadcast(value, outer), inside, x);
}

function checkEnoughElements(shape: Shape, pairs: readonly Width[], mode: PadMode): void {
  const empty = pairs.findIndex(([before, after], axis) => before + after > 0 && shape[axis] === 0);
  if (empty < 0) return;
  throw new ShapeError(
    `pad: axis ${empty} of shape ${formatShape(shape)} has no elements to pad with in mode '${mode}'; ` +
      "use the mode 'constant'.",
  );
}

function padAxis(x: Value, axis: number, [before, after]: Width, source: Source): Value {
  if (before === 0 && after === 0) return x;
  const length = shapeOfValue(x)[axis] ?? 0;
  const indices = Int32Array.from({ length: before + length + after }, (_, i) => source(i - before, length));
  return takeRow.apply([x], { indices, indexShape: [indices.length], axis });
}

function widthOfEachAxis(widths: PadWidths, shape: Shape): readonly Width[] {
  const pairs = pairsOf(widths, shape);
  const fits = Array.isArray(pairs) && pairs.length === shape.length && pairs.every((pair) => isWidth(pair));
  if (fits) return pairs;
  throw new ShapeError(
    `pad: the widths for shape ${formatShape(shape)} must be non-negative integers: one number, [before, after], or ` +
      `${shape.length} such pairs; but they are ${Array.isArray(widths) ? JSON.stringify(widths) : describeNumber(widths)}.`,
  );
}

function pairsOf(widths: PadWidths, shape: Shape): readonly Width[] {
  if (typeof widths === 'number') return shape.map(() => [widths, widths]);
  return isWidth(widths) ? shape.map(() => widths) : widths;
}

function isWidth(pair: unknown): pair is Width {
  return Array.isArray(pair) && pair.length === 2 && pair.every((width) => Number.isSafeInteger(width) && width >= 0);
}
