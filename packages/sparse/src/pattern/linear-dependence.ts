import { dataOf, fromData, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import { at } from '../compressed-rows.js';
import { identityLists, placesOf, type Dependence, type Lists } from './dependence.js';
import { Division } from './division.js';
import { genericInteger, genericNumber } from './probes.js';
import { coordinates, sharedAxes, type ArrayMap, type Coordinates } from './shared-axes.js';

/** A linear map between arrays, known by what it and its transpose do. */
export interface LinearMap extends ArrayMap {
  pull(y: Plain): Plain;
}

/** A map, and how its elements stand to the axes that it shares. */
interface Side {
  readonly shape: Shape;
  readonly coordinates: Coordinates;
}

/** When so many elements have passed through the map, the search for finer structure ends where it is. */
const mostProbed = 1 << 25;

/** Elements that are probed one by one, to see whether there is a finer structure at all. */
const samples = 3;

/**
 * Which elements of its argument each element of the result of a linear map depends on.
 *
 * Along shared axes the map works on each index by itself; what remains is asked for all of these at once. If a few
 * single elements turn out to reach everything there, that is the answer: it cannot leave anything out. Otherwise the
 * entries are searched for, from the side from which that takes fewer probes.
 */
export function linearDependence(map: LinearMap): Dependence {
  const { inputs, outputs, count } = sidesOf([map]);
  const [columns, rows] = [inputs.coordinates.ownSize, outputs.coordinates.ownSize];
  if (rows * columns <= 1 || reachesAll(map, inputs, outputs)) return withinBlocks(inputs, outputs, count);
  let series = 0;
  const forward = new Division(rows, columns, (marks, mark) =>
    reachedFrom(map.push(probe(inputs, marks, mark, series++)), outputs),
  );
  const backward = new Division(columns, rows, (marks, mark) =>
    reachedFrom(map.pull(probe(outputs, marks, mark, series++)), inputs),
  );
  const perProbe = sizeOf(inputs.shape) + sizeOf(outputs.shape);
  let probed = 0;
  while (!forward.isFinished && !backward.isFinished) {
    const cheaper = forward.questions <= backward.questions ? forward : backward;
    probed += cheaper.questions * perProbe;
    if (probed > mostProbed) break;
    cheaper.step();
  }
  const known = forward.isFinished ? forward : backward.isFinished ? backward : narrower(forward, backward);
  return known === forward
    ? byElementsOfResult(inputs, outputs, count, forward)
    : byElementsOfArgument(inputs, outputs, count, backward);
}

/** Every element of the result depends on all elements of the argument that agree with it along the shared axes. */
export function blockDependence(maps: readonly ArrayMap[]): Dependence {
  const { inputs, outputs, count } = sidesOf(maps);
  return withinBlocks(inputs, outputs, count);
}

function sidesOf(maps: readonly ArrayMap[]): {
  readonly inputs: Side;
  readonly outputs: Side;
  /** How many indices there are along the shared axes. */
  readonly count: number;
} {
  const shared = sharedAxes(maps);
  const sideOf = (shape: Shape = [], axes: readonly (readonly number[])[]): Side => ({
    shape,
    coordinates: coordinates(shape, axes),
  });
  const [map] = maps;
  const inputs = sideOf(
    map?.inputShape,
    shared.map((axes) => axes.inputs),
  );
  const outputs = sideOf(
    map?.outputShape,
    shared.map((axes) => axes.outputs),
  );
  const count = shared.reduce((product, axes) => product * (inputs.shape[axes.inputs[0] ?? 0] ?? 1), 1);
  return { inputs, outputs, count };
}

function withinBlocks(inputs: Side, outputs: Side, count: number): Dependence {
  return {
    groups: placesOf(inputs.coordinates.shared, count),
    classes: identityLists(count),
    classOf: outputs.coordinates.shared,
  };
}

/** Whether a few single elements reach every element that shares their indices. */
function reachesAll(map: LinearMap, inputs: Side, outputs: Side): boolean {
  const { shared } = outputs.coordinates;
  for (let sample = 0; sample < samples; sample++) {
    const marks = new Int32Array(inputs.coordinates.ownSize);
    marks[genericInteger(marks.length, sample, 7)] = 1;
    const result = dataOf(map.push(probe(inputs, marks, 1, sample)));
    if (result.some((y, k) => y === 0 && at(shared, k) >= 0)) return false;
  }
  return true;
}

/** Generic numbers at the elements of which the own coordinate has this mark, and zeros elsewhere. */
function probe({ shape, coordinates: { shared, own } }: Side, marks: Int32Array, mark: number, series: number): Plain {
  const data = new Float64Array(sizeOf(shape));
  for (let k = 0; k < data.length; k++) {
    if (marks[at(own, k)] === mark && at(shared, k) >= 0) data[k] = genericNumber(k, series);
  }
  return fromData(data, shape);
}

/** Which own coordinates a result is not zero at, for any index along the shared axes. */
function reachedFrom(result: Plain, { coordinates: { own, ownSize } }: Side): Uint8Array {
  const reached = new Uint8Array(ownSize);
  const data = dataOf(result);
  for (let k = 0; k < data.length; k++) if (data[k] !== 0) reached[at(own, k)] = 1;
  return reached;
}

/** Of two searches that were given up, the one that has excluded more. */
function narrower(a: Division, b: Division): Division {
  const entries = ({ rows, width }: Division): number => rows.items.length * width;
  return entries(a) <= entries(b) ? a : b;
}

/** From blocks of the argument on which each element of the result depends. */
function byElementsOfResult(inputs: Side, outputs: Side, count: number, { rows, width }: Division): Dependence {
  const blocks = Math.ceil(inputs.coordinates.ownSize / width);
  const { ownSize } = outputs.coordinates;
  return {
    groups: placesOf(numbered(inputs, blocks, width), count * blocks),
    classes: repeated(rows, count, blocks),
    classOf: numbered(outputs, ownSize, 1),
  };
}

/** From blocks of the result which depend on each element of the argument. */
function byElementsOfArgument(inputs: Side, outputs: Side, count: number, { rows, width }: Division): Dependence {
  const blocks = Math.ceil(outputs.coordinates.ownSize / width);
  const { ownSize } = inputs.coordinates;
  return {
    groups: placesOf(numbered(inputs, ownSize, 1), count * ownSize),
    classes: repeated(transposed(rows, blocks), count, ownSize),
    classOf: numbered(outputs, blocks, width),
  };
}

/** The number of the block of each element, where blocks at different shared indices differ; -1 for none. */
function numbered({ coordinates: { shared, own } }: Side, blocks: number, width: number): Int32Array {
  return shared.map((index, k) => (index < 0 ? -1 : index * blocks + Math.floor(at(own, k) / width)));
}

/** The same lists once for each index along the shared axes, with their numbers moved by `step` each time. */
function repeated({ pointers, items }: Lists, count: number, step: number): Lists {
  const lists = pointers.length - 1;
  return {
    pointers: Int32Array.from({ length: count * lists + 1 }, (_, i) => {
      const copy = Math.floor(i / lists);
      return copy * items.length + at(pointers, i - copy * lists);
    }),
    items: Int32Array.from({ length: count * items.length }, (_, k) => {
      const copy = Math.floor(k / items.length);
      return copy * step + at(items, k - copy * items.length);
    }),
  };
}

/** For each number up to `count`, the lists in which it is. */
function transposed({ pointers, items }: Lists, count: number): Lists {
  const { pointers: starts, items: places } = placesOf(items, count);
  const listOf = new Int32Array(items.length);
  for (let list = 0; list + 1 < pointers.length; list++) {
    listOf.fill(list, at(pointers, list), at(pointers, list + 1));
  }
  return { pointers: starts, items: places.map((place) => at(listOf, place)) };
}
