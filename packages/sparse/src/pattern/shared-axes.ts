import { dataOf, sizeOf, stridesOf, type Plain, type Shape } from '@wengert/tensor';
import { at } from '../compressed-rows.js';
import { arrayOf, genericNumber } from './probes.js';

/** A map from arrays of one shape to arrays of another, linear or the linear approximation of something. */
export interface ArrayMap {
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  push(x: Plain): Plain;
}

/** Axes of the input and of the output along which a map works on each index by itself. */
export interface SharedAxes {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * The axes that a map shares between its input and its output. A softmax over the rows of a matrix shares the first axis
 * and mixes the second; a product of matrices shares the rows with its first factor and mixes its columns.
 *
 * Two axes are shared when numbers at some indices of the one, and zeros at the others, reach only the same indices of
 * the other. It is enough to try, for each binary digit of an index, the indices that have it and those that have not:
 * any two indices differ in a digit.
 *
 * @param maps - The linear approximations of one map at several points.
 */
export function sharedAxes(maps: readonly ArrayMap[]): readonly SharedAxes[] {
  const [map] = maps;
  if (map === undefined) return [];
  const found: SharedAxes[] = [];
  map.inputShape.forEach((length, axis) => {
    const outputs = partnersOf(axis, length, maps);
    if (outputs.length === 0) return;
    const [same] = found.filter((axes) => axes.outputs.some((output) => outputs.includes(output)));
    if (same === undefined) found.push({ inputs: [axis], outputs });
    else {
      const joined = new Set([...same.outputs, ...outputs]);
      found.splice(found.indexOf(same), 1, { inputs: [...same.inputs, axis], outputs: [...joined] });
    }
  });
  return found;
}

/** The output axes that are shared with an input axis of this length. */
function partnersOf(axis: number, length: number, maps: readonly ArrayMap[]): readonly number[] {
  if (length < 2) return [];
  let candidates = maps[0]?.outputShape.flatMap((other, j) => (other === length ? [j] : [])) ?? [];
  let isReached = false;
  for (let digit = 1; digit < length; digit *= 2) {
    for (const wanted of [0, digit]) {
      for (const map of maps) {
        if (candidates.length === 0) return [];
        const isChosen = (index: number): boolean => (index & digit) === wanted;
        const result = reach(map, axis, isChosen, digit + wanted);
        isReached ||= result.some((y) => y !== 0);
        candidates = candidates.filter((j) => {
          const indexOf = indexAlong(map.outputShape, j);
          // NaN is not 0: what cannot be told counts as reached.
          return result.every((y, k) => y === 0 || isChosen(indexOf(k)));
        });
      }
    }
  }
  // A map that takes everything to zero, as the derivative of a norm at the origin, says nothing about other points.
  return isReached ? candidates : [];
}

function reach(map: ArrayMap, axis: number, isChosen: (index: number) => boolean, series: number): Float64Array {
  const indexOf = indexAlong(map.inputShape, axis);
  const probe = arrayOf(map.inputShape, (k) => (isChosen(indexOf(k)) ? genericNumber(k, series) : 0));
  return dataOf(map.push(probe));
}

/** The index along one axis of the element at a place in row-major order. */
function indexAlong(shape: Shape, axis: number): (place: number) => number {
  const stride = stridesOf(shape)[axis] ?? 1;
  const length = shape[axis] ?? 1;
  return (place) => Math.floor(place / stride) % length;
}

/** Where each element of an array stands: along the shared axes, and along the others. */
export interface Coordinates {
  /** A number for the indices along the shared axes; -1 where those of one shared axis differ. */
  readonly shared: Int32Array;
  /** A number for the indices along the other axes. */
  readonly own: Int32Array;
  /** How many of the latter there are. */
  readonly ownSize: number;
}

/** The coordinates of each element of an array, given which of its axes each shared one stands for. */
export function coordinates(shape: Shape, shared: readonly (readonly number[])[]): Coordinates {
  const isShared = new Set(shared.flat());
  const ownAxes = shape.flatMap((_, axis) => (isShared.has(axis) ? [] : [axis]));
  return {
    shared: placesAlong(shape, shared),
    own: placesAlong(
      shape,
      ownAxes.map((axis) => [axis]),
    ),
    ownSize: ownAxes.reduce((size, axis) => size * (shape[axis] ?? 1), 1),
  };
}

/** The place of each element in an array that has these axes alone; -1 where axes that stand for one differ. */
function placesAlong(shape: Shape, axes: readonly (readonly number[])[]): Int32Array {
  const places = new Int32Array(sizeOf(shape));
  for (const joined of axes) {
    const [indexOf, ...others] = joined.map((axis) => indexAlong(shape, axis));
    const length = shape[joined[0] ?? 0] ?? 1;
    for (let k = 0; k < places.length; k++) {
      const index = indexOf?.(k) ?? 0;
      const agree = at(places, k) >= 0 && others.every((other) => other(k) === index);
      places[k] = agree ? at(places, k) * length + index : -1;
    }
  }
  return places;
}
