import {
  broadcastShapes,
  broadcastTo,
  dataOf,
  formatShape,
  sameShape,
  ShapeError,
  sizeOf,
  TraceError,
  WengertError,
  type Plain,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
import { isValue, notAValue } from '../bind.js';
import { broadcast } from '../kinds/broadcasting.js';
import { select } from '../kinds/selection.js';
import { value } from '../plain-value.js';
import { adviceAbout, describeValue, shapeOfValue, type Mask, type Scalar, type Value } from '../value.js';
import { zerosOf } from '../zeros.js';
import { ravel, reshapeRow } from './reshaping.js';
import { takeRow } from './taking.js';
import { putRow } from './updating.js';

/**
 * One part of a function that is put together by {@link piecewise}: a constant, or a function that works on each element
 * by itself. Called for a tensor, it gets a vector of those elements that it is for.
 */
export type Piece<X> = Scalar | ((x: X) => Value);

/** What users write for a piece, whatever type of `x` they wrote it for. */
type AnyPiece = Scalar | ((x: never) => Value);

/**
 * A function of `x` put together from parts: each is evaluated only on the elements where its mask is set, and where no
 * earlier one is. What a part would give elsewhere is never computed, so no NaN, no error and no cost comes from there.
 *
 * Shapes: `x` and the masks broadcast; the result has their common shape. For a tensor, a function is called once with
 * a vector of its elements, in row-major order, and not at all where there are none; it must return a vector of the same
 * length, or a scalar. For a scalar, only the function of the first mask set is called.
 *
 * Under `vmap` over the masks there are no single elements to pick: there, every function is evaluated on all elements
 * and {@link where} selects, which keeps values and derivatives of other parts out, but not their cost or their errors.
 *
 * @param x - A scalar or a tensor.
 * @param masks - Booleans or 0/1 values, such as {@link less} returns; any number but 0 counts as set.
 * @param pieces - A function or a constant for each mask, and perhaps one more for all other elements. Default 0.
 * @throws {@link ShapeError} when `x` and the masks do not broadcast, or a function does not return what it should.
 * @throws {@link WengertError} when the number of pieces does not fit that of the masks.
 *
 * @example
 * const x = tensor([-1, 0, 4]);
 * piecewise(x, [greater(x, 0)], [sqrt, 0]); // [0, 0, 2]
 */
export function piecewise(
  x: number,
  masks: readonly (boolean | number)[],
  pieces: readonly (number | ((x: number) => number))[],
): number;
export function piecewise(
  x: Scalar,
  masks: readonly (boolean | Scalar)[],
  pieces: readonly (Scalar | ((x: Scalar) => Scalar))[],
): Scalar;
export function piecewise(x: Tensor, masks: readonly Mask[], pieces: readonly Piece<Tensor>[]): Tensor;
export function piecewise(x: Value, masks: readonly [Tensor, ...Mask[]], pieces: readonly Piece<Tensor>[]): Tensor;
export function piecewise(x: Value, masks: readonly Mask[], pieces: readonly Piece<Value>[]): Value;
export function piecewise(x: Value, masks: readonly Mask[], pieces: readonly AnyPiece[]): Value {
  if (!isValue(x)) throw notAValue('piecewise', 0, x);
  const values = checkedMasks(masks, pieces);
  const shape = values.reduce<Shape>(
    (common, mask) => broadcastShapes('piecewise', common, shapeOfValue(mask)),
    shapeOfValue(x),
  );
  const plain = plainMasks(values);
  if (plain === undefined) return piecewiseByWhere(x, values, pieces, shape);
  if (shape.length === 0) {
    const chosen = plain.findIndex((mask) => mask !== 0);
    return applyPiece(pieces[chosen < 0 ? masks.length : chosen], x, []);
  }
  return piecewiseByPlaces(ravel(broadcast(x, shape)), plain, pieces, shape);
}

/** Takes the elements of each piece out, applies it, and puts the results in their places. */
function piecewiseByPlaces(
  elements: Tensor,
  masks: readonly Plain[],
  pieces: readonly AnyPiece[],
  shape: Shape,
): Value {
  let result: Value = zerosOf([elements.size]);
  placesOfPieces(masks, shape).forEach((places, index) => {
    if (places.length === 0 || pieces[index] === undefined) return;
    const own = takeRow.apply([elements], { indices: places, indexShape: [places.length], axis: 0 });
    result = putRow.apply([result, applyPiece(pieces[index], own, [places.length])], { places });
  });
  return reshapeRow.apply([result], { shape });
}

/** For each mask, and for the rest, the places in row-major order whose first mask set it is. */
function placesOfPieces(masks: readonly Plain[], shape: Shape): readonly Int32Array[] {
  const rows = masks.map((mask) => dataOf(broadcastTo(mask, shape)));
  const places: number[][] = Array.from({ length: masks.length + 1 }, () => []);
  for (let place = 0; place < sizeOf(shape); place++) {
    const first = rows.findIndex((row) => row[place] !== 0);
    places[first < 0 ? masks.length : first]?.push(place);
  }
  return places.map((list) => Int32Array.from(list));
}

/** Evaluates every piece on all elements and selects, where the masks have no plain values. */
function piecewiseByWhere(x: Value, masks: readonly Value[], pieces: readonly AnyPiece[], shape: Shape): Value {
  const own = shape.length === 0 ? x : ravel(broadcast(x, shape));
  const results = masks.map((_, index) => applyPiece(pieces[index], own, shapeOfValue(own)));
  const otherwise = applyPiece(pieces[masks.length], own, shapeOfValue(own));
  return masks.reduceRight(
    (rest, mask, index) => {
      const side = reshaped(results[index] ?? 0, shape);
      return select(broadcast(mask, shape), side, rest);
    },
    reshaped(otherwise, shape),
  );
}

function reshaped(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : reshapeRow.apply([x], { shape });
}

/** What a piece gives for elements of this shape; 0 where there is none. */
function applyPiece(piece: AnyPiece | undefined, x: Value, shape: Shape): Value {
  const result: unknown = typeof piece === 'function' ? (piece as (x: Value) => unknown)(x) : (piece ?? 0);
  const own = isValue(result) ? shapeOfValue(result) : undefined;
  if (own !== undefined && isValue(result) && (own.length === 0 || sameShape(own, shape))) {
    return broadcast(result, shape);
  }
  throw new ShapeError(
    `piecewise: ${typeof piece === 'function' ? 'a function' : 'a piece'} must return ` +
      (shape.length === 0
        ? 'a scalar'
        : `a vector of shape ${formatShape(shape)}, one number for each element it gets, or a scalar`) +
      `, but returned ${describeValue(result)}.${adviceAbout(result)}`,
  );
}

function checkedMasks(masks: readonly Mask[], pieces: readonly AnyPiece[]): readonly Value[] {
  if (!Array.isArray(masks) || !Array.isArray(pieces)) {
    throw new WengertError(
      'piecewise: masks and functions must be arrays, as in piecewise(x, [mask], [f, otherwise]).',
    );
  }
  if (pieces.length !== masks.length && pieces.length !== masks.length + 1) {
    throw new WengertError(
      `piecewise: ${masks.length} masks take ${masks.length} functions, or one more for all other elements, ` +
        `but there are ${pieces.length}.`,
    );
  }
  return (masks as readonly Mask[]).map((mask) => {
    const set = typeof mask === 'boolean' ? Number(mask) : mask;
    if (!isValue(set)) throw notAValue('piecewise', 1, mask);
    return set;
  });
}

/** The masks as plain values; `undefined` under a transformation that has none, such as `vmap`. */
function plainMasks(masks: readonly Value[]): readonly Plain[] | undefined {
  try {
    return masks.map((mask) => value(mask));
  } catch (error) {
    if (error instanceof TraceError) return undefined;
    throw error;
  }
}
