import { flattenLike, leafPaths, shapeOfValue, type MixedTree, type Value } from '@wengert/primitives';
import { formatShape, sameShape, ShapeError } from '@wengert/tensor';

/**
 * The leaves of a tree of tangents or cotangents, which must have the structure and the shapes of the values that they
 * belong to.
 *
 * @param root - What to call the tree in messages, such as `jvp: tangents[0]`.
 * @param model - What to call what it belongs to, such as `its primal`.
 * @param advice - What to do instead, as a sentence.
 * @throws {@link TreeError} when the structures differ.
 * @throws {@link ShapeError} when a shape differs.
 */
export function matchingLeaves(
  values: MixedTree,
  tree: unknown,
  root: string,
  model: string,
  advice = '',
): readonly Value[] {
  const leaves = flattenLike(values.structure, tree, root, model);
  leaves.forEach((leaf, i) => {
    const shape = shapeOfValue(leaf);
    const expected = shapeOfValue(values.leaves[i] ?? 0);
    if (sameShape(shape, expected)) return;
    const path = leafPaths(values.structure)[i] ?? '';
    throw new ShapeError(
      `${root}${path} has shape ${formatShape(shape)}, ${model} has shape ${formatShape(expected)}.${advice}`,
    );
  });
  return leaves;
}
