import { ShapeError } from '../errors.js';
import { allocate } from '../storage.js';
import { dataOf, fromData, shapeOf, type Plain } from '../tensor.js';

/**
 * A copy of `x` with values at some places of its row-major storage.
 *
 * @param places - Within range; where one is repeated, the last value stays.
 * @param values - As many as places, of any shape.
 * @throws {@link ShapeError} when there are more or fewer values than places.
 *
 * @example
 * put(tensor([1, 2, 3]), Int32Array.of(2, 0), tensor([7, 8])); // [8, 2, 7]
 */
export function put(x: Plain, places: Int32Array, values: Plain): Plain {
  const source = dataOf(x);
  const replacing = dataOf(values);
  if (replacing.length !== places.length) {
    throw new ShapeError(`put: ${replacing.length} values do not match ${places.length} places.`);
  }
  const out = allocate(source.length);
  out.set(source);
  for (let k = 0; k < places.length; k++) out[places[k]!] = replacing[k]!;
  return fromData(out, shapeOf(x));
}
