import { isTensor, tensor, type Tensor } from 'wengert';

/** A number or tensor in a tree, and the way to it: `[0].weights`. */
interface Leaf {
  readonly path: string;
  readonly leaf: number | Tensor;
}

/** The numbers and tensors of a tree, in order. What is neither has no derivative and is left out. */
export function leavesOf(tree: unknown, path = ''): Leaf[] {
  if (isTensor(tree) || typeof tree === 'number') return [{ path, leaf: tree }];
  return entriesOf(tree).flatMap(([key, value]) => leavesOf(value, pathInto(path, tree, key)));
}

/** The parts of an array or object, by their keys; none of anything else. */
export function entriesOf(tree: unknown): [string, unknown][] {
  return typeof tree === 'object' && tree !== null ? Object.entries(tree) : [];
}

function pathInto(path: string, tree: unknown, key: string): string {
  if (Array.isArray(tree)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The numbers of a leaf, in row-major order. */
export function numbersOf(leaf: number | Tensor): ArrayLike<number> {
  return typeof leaf === 'number' ? [leaf] : leaf.data;
}

/** Every number of a tree, each with the way to it: `[0].weights[1][2]`. */
export function flatNumbers(tree: unknown, path = ''): { path: string; value: number }[] {
  return leavesOf(tree, path).flatMap(({ path: start, leaf }) => {
    const shape = typeof leaf === 'number' ? [] : leaf.shape;
    return Array.from(numbersOf(leaf), (value, i) => ({ path: `${start}${subscripts(i, shape)}`, value }));
  });
}

/** Where the element at a row-major position stands: `[1][2]`. */
function subscripts(position: number, shape: readonly number[]): string {
  let rest = position;
  const indices = shape.toReversed().map((length) => {
    const index = rest % length;
    rest = (rest - index) / length;
    return `[${index}]`;
  });
  return indices.reverse().join('');
}

/** A tree like this one, with other numbers. */
export function mapNumbers(tree: unknown, map: (x: number) => number): unknown {
  if (typeof tree === 'number') return map(tree);
  if (isTensor(tree)) return tensor(tree.data.map(map), tree.shape);
  if (Array.isArray(tree)) return tree.map((entry) => mapNumbers(entry, map));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(entriesOf(tree).map(([key, value]) => [key, mapNumbers(value, map)]));
}
