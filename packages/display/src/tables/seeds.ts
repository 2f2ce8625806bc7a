import {
  describeValue,
  flattenLike,
  isPlain,
  shapeOfValue,
  type MixedStructure,
  type Value,
} from '@wengert/primitives';
import { formatShape, sameShape, ShapeError, TraceError, TreeError, type Plain } from '@wengert/tensor';
import { leafPaths, nameText } from '../naming/name.js';
import type { Listing } from '../listing.js';
import { primalOf } from '../recording/line.js';

/** The tangents of the inputs, one for each leaf of the arguments. */
export function tangentSeed({ recording }: Listing, seed: unknown): readonly Plain[] {
  const { args } = recording;
  const [only] = args;
  // The tangent of the only argument needs no brackets where it cannot be meant as a list of tangents.
  const bare = args.length === 1 && only?.structure?.[0] === 'leaf' && !Array.isArray(seed);
  const list: unknown = bare ? [seed] : seed;
  if (!Array.isArray(list) || list.length !== args.length) {
    const given = Array.isArray(list) ? `${list.length} entries` : describeValue(list);
    throw new TreeError(
      `tangents: the seed must be an array with a tangent for each of the ${args.length} arguments, such as [1, 0], but ` +
        `is ${Array.isArray(list) ? 'one with ' : ''}${given}.`,
    );
  }
  return args.flatMap(({ structure, inputs }, i) =>
    structure === undefined
      ? []
      : leavesLike(`tangents: seed[${i}]`, 'its argument', structure, list[i], inputs.map(primalOf)),
  );
}

/** The cotangents of the outputs, one for each leaf. */
export function cotangentSeed({ recording }: Listing, seed: unknown): readonly Plain[] {
  return leavesLike('adjoints: the seed', 'the output', recording.structure, seed, recording.outputs.map(primalOf));
}

/** The leaves of a seed, which must have the structure and the shapes of what it is for. */
function leavesLike(
  root: string,
  model: string,
  structure: MixedStructure,
  seed: unknown,
  values: readonly Plain[],
): readonly Plain[] {
  const paths = leafPaths(structure);
  return flattenLike(structure, seed, root, model).map((leaf: Value, i) => {
    const place = nameText({ root, path: paths[i] ?? [] });
    if (!isPlain(leaf)) {
      throw new TraceError(`${place} is ${describeValue(leaf)}; a seed must be plain. Pass value(x).`);
    }
    const [shape, expected] = [shapeOfValue(leaf), shapeOfValue(values[i] ?? 0)];
    if (sameShape(shape, expected)) return leaf;
    throw new ShapeError(`${place} has shape ${formatShape(shape)}, ${model} has shape ${formatShape(expected)}.`);
  });
}
