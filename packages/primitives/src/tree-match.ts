import { TreeError } from '@wengert/tensor';
import { checkNotFinished, hasFinished } from './trace.js';
import { containerToken, formatKey, isLeaf, isOther, type ContainerToken, type MixedStructure } from './tree.js';
import { adviceAbout, describeValue, type Value } from './value.js';

/** A container of both trees, and how many of its children have been compared. */
interface Frame {
  readonly node: Readonly<Record<string | number, unknown>>;
  readonly token: ContainerToken;
  done: number;
}

/**
 * The leaves of a tree that must have a given structure, in the order of that structure. Where that has something which is
 * no value, there may be anything.
 *
 * @param root - What to call the tree in messages.
 * @param model - What to call the tree whose structure it must have.
 * @throws {@link TreeError} at the first difference, with its path.
 * @throws {@link TraceError} with the path, for a leaf of a transformation that has ended.
 */
export function flattenLike(structure: MixedStructure, tree: unknown, root: string, model: string): readonly Value[] {
  const leaves: Value[] = [];
  const open: Frame[] = [];
  for (const token of structure) {
    const parent = open[open.length - 1];
    const node = parent === undefined ? tree : parent.node[keyAt(parent)];
    if (parent !== undefined) parent.done++;
    const path = (): string => root + open.map((frame) => formatKey(keyAt(frame, frame.done - 1))).join('');
    if (token === 'leaf') {
      if (!isLeaf(node)) {
        throw new TreeError(
          `${path()} is ${describeValue(node)}, but ${model} has a number or a tensor there.${adviceAbout(node)}`,
        );
      }
      if (hasFinished(node)) checkNotFinished(path(), node);
      leaves.push(node);
    } else if (!isOther(token)) open.push({ node: matching(token, node, path, model), token, done: 0 });
    while (open.length > 0 && isFinished(open)) open.pop();
  }
  return leaves;
}

function matching(token: ContainerToken, node: unknown, path: () => string, model: string): Frame['node'] {
  const found = containerToken(node);
  if (found === undefined || (found.keys === undefined) !== (token.keys === undefined)) {
    const expected = token.keys === undefined ? `an array of ${token.length}` : 'an object';
    throw new TreeError(`${path()} is ${describeValue(node)}, but ${model} has ${expected} there.${adviceAbout(node)}`);
  }
  const missing = firstOnlyIn(token.keys, found.keys);
  if (missing !== undefined) throw new TreeError(`${path()} lacks ${formatKey(missing)}, which ${model} has.`);
  const extra = firstOnlyIn(found.keys, token.keys);
  if (extra !== undefined) throw new TreeError(`${path()} has ${formatKey(extra)}, which ${model} has not.`);
  if (found.length !== token.length) {
    throw new TreeError(`${path()} has ${found.length} entries, but ${model} has ${token.length} there.`);
  }
  return node as Frame['node'];
}

/** The first key that is in the one list, but not in the other. */
function firstOnlyIn(keys: readonly string[] = [], others: readonly string[] = []): string | undefined {
  if (keys.every((key, i) => key === others[i])) return undefined;
  const known = new Set(others);
  return keys.find((key) => !known.has(key));
}

function isFinished(open: readonly Frame[]): boolean {
  const top = open[open.length - 1];
  return top !== undefined && top.done === top.token.length;
}

function keyAt({ token, done }: Frame, index: number = done): string | number {
  return token.keys?.[index] ?? index;
}
