import { describeValue, formatKey, isContainer, leafPaths, unflatten, type FlatTree } from '@wengert/primitives';
import { ShapeError, TreeError } from '@wengert/tensor';

/** An axis, `null` for none, or a tree of those whose leaves stand for whole subtrees of the values. */
export type Axes = number | null | readonly Axes[] | { readonly [key: string]: Axes };

/**
 * The axis of each leaf of a tree, from a tree of axes that may end earlier.
 *
 * @param root - What to call the axes in messages.
 * @param model - What to call the tree of values.
 * @throws {@link TreeError} when the axes have a container where the values have none, or other entries.
 * @throws {@link ShapeError} when an axis is neither an integer nor `null`.
 */
export function axesOfLeaves(root: string, axes: Axes, values: FlatTree, model: string): readonly (number | null)[] {
  if (isAxis(axes)) {
    checkAxis(root, axes);
    return values.leaves.map(() => axes);
  }
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
      if (isContainer(axis)) {
        throw new TreeError(`${root}${path} is a tree, but ${model}${paths[subtree] ?? ''} is a single value.`);
      }
      checkAxis(root + path, axis);
      result[subtree] = axis;
    } else if (isContainer(subtree)) {
      if (!isAxis(axis)) {
        const extra = Object.keys(axis).find((key) => !Object.hasOwn(subtree, key));
        if (extra !== undefined) {
          throw new TreeError(`${root}${path} has ${stepTo(axis, extra)}, which ${model}${path} has not.`);
        }
      }
      for (const key of Object.keys(subtree)) {
        const below = isAxis(axis) ? axis : (axis as Record<string, Axes>)[key];
        const step = stepTo(subtree, key);
        if (below === undefined) throw new TreeError(`${root}${path} lacks ${step}, which ${model}${path} has.`);
        pending.push([below, subtree[key], path + step]);
      }
    }
  }
  return result;
}

function isAxis(axes: Axes): axes is number | null {
  return axes === null || typeof axes === 'number';
}

function checkAxis(root: string, axis: unknown): asserts axis is number | null {
  if (axis === null || Number.isInteger(axis)) return;
  throw new ShapeError(`${root} must be an integer, or null for none, but is ${describeValue(axis)}.`);
}

function stepTo(node: object, key: string): string {
  return formatKey(Array.isArray(node) ? Number(key) : key);
}
