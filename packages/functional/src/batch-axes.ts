import { isContainer, leafPaths, unflatten, type FlatTree } from '@wengert/primitives';
import { TreeError } from '@wengert/tensor';

/** An axis, `null` for none, or a tree of those whose leaves stand for whole subtrees of the values. */
export type Axes = number | null | readonly Axes[] | { readonly [key: string]: Axes };

/**
 * The axis of each leaf of a tree, from a tree of axes that may end earlier.
 *
 * @param root - What to call the axes in messages.
 * @param model - What to call the tree of values.
 * @throws {@link TreeError} when the axes have a container where the values have none, or lack an entry.
 */
export function axesOfLeaves(root: string, axes: Axes, values: FlatTree, model: string): readonly (number | null)[] {
  if (axes === null || typeof axes === 'number') return values.leaves.map(() => axes);
  const indices = unflatten(
    values.structure,
    values.leaves.map((_, i) => i),
  );
  const result = new Array<number | null>(values.leaves.length).fill(null);
  const paths = leafPaths(values.structure);
  const pending: [axes: Axes, indices: unknown, path: string][] = [[axes, indices, '']];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [axis, subtree, path] = next;
    if (typeof subtree === 'number') {
      if (axis !== null && typeof axis !== 'number') {
        throw new TreeError(`${root}${path} is a tree, but ${model}${paths[subtree] ?? ''} is a single value.`);
      }
      result[subtree] = axis;
    } else if (isContainer(subtree)) {
      for (const key of Object.keys(subtree)) {
        const below = axis === null || typeof axis === 'number' ? axis : (axis as Record<string, Axes>)[key];
        const step = Array.isArray(subtree) ? `[${key}]` : `.${key}`;
        if (below === undefined) throw new TreeError(`${root}${path} lacks ${step}, which ${model}${path} has.`);
        pending.push([below, subtree[key], path + step]);
      }
    }
  }
  return result;
}
