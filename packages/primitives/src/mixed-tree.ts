import { TreeError } from '@wengert/tensor';
import { checkNotFinished } from './trace.js';
import {
  containerToken,
  flatten,
  formatKey,
  isContainer,
  isLeaf,
  isOther,
  type ContainerToken,
  type MixedStructure,
  type OtherToken,
  type StructureToken,
} from './tree.js';
import type { Value } from './value.js';

/** A tree in which there may be other things than values, taken apart. */
export interface MixedTree {
  readonly leaves: readonly Value[];
  /** What is no value stands in it, and so comes back by `unflatten`. */
  readonly structure: MixedStructure;
}

/**
 * Takes the values out of a tree of anything. All else stays in its place: strings, flags, objects of classes, and the same
 * containers as before where there is no value inside.
 *
 * @param root - What to call the tree in messages.
 * @returns `undefined` for what has no value in it, or contains itself.
 * @throws {@link TraceError} with the path, for a value of a transformation that has ended.
 */
export function flattenMixed(tree: unknown, root: string): MixedTree | undefined {
  if (!isLeaf(tree) && !isContainer(tree)) return undefined;
  try {
    return flatten(tree, root);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
  }
  const parts = new MixedParts();
  return parts.take(tree, root) && parts.leaves.length > 0 ? parts : undefined;
}

/** A container on the way: how many of its children have been dealt with, and what stood before it. */
interface Frame {
  readonly node: Readonly<Record<string | number, unknown>>;
  readonly token: ContainerToken;
  readonly path: string;
  readonly leavesBefore: number;
  readonly start: number;
  done: number;
}

class MixedParts implements MixedTree {
  readonly leaves: Value[] = [];
  readonly structure: (StructureToken | OtherToken)[] = [];
  private readonly open: Frame[] = [];
  private readonly ancestors = new Set<unknown>();

  /** Takes a tree apart; `false` where it contains itself. */
  take(tree: unknown, root: string): boolean {
    let isFinite = this.enter(tree, root);
    for (let frame = this.open.at(-1); isFinite && frame !== undefined; frame = this.open.at(-1)) {
      const { node, token, path, done } = frame;
      if (done === token.length) this.leave(frame);
      else {
        const key = token.keys?.[done] ?? done;
        frame.done++;
        isFinite = this.enter(node[key], path + formatKey(key));
      }
    }
    return isFinite;
  }

  private enter(node: unknown, path: string): boolean {
    const token = isLeaf(node) ? 'leaf' : (containerToken(node) ?? { other: node });
    if (this.ancestors.has(node)) return false;
    const start = this.structure.push(token) - 1;
    if (token === 'leaf') {
      checkNotFinished(path, node);
      this.leaves.push(node as Value);
    } else if (!isOther(token)) {
      this.ancestors.add(node);
      this.open.push({ node: node as Frame['node'], token, path, leavesBefore: this.leaves.length, start, done: 0 });
    }
    return true;
  }

  private leave({ node, leavesBefore, start }: Frame): void {
    this.open.pop();
    this.ancestors.delete(node);
    if (this.leaves.length === leavesBefore) this.structure.splice(start, Infinity, { other: node });
  }
}
