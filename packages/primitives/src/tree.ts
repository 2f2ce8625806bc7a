import { isTensor, TreeError } from '@wengert/tensor';
import { checkNotFinished, hasFinished, traceOf } from './trace.js';
import { adviceAbout, describeValue, type Value } from './value.js';

/** Plain arrays and plain objects, nested, with scalars and tensors at the leaves. */
export type Tree = Value | readonly Tree[] | { readonly [key: string]: Tree };

/**
 * The structure of a tree: its containers and leaves in the order in which a reader meets them. A flat list instead of
 * nested nodes, so that depth costs no stack.
 */
export type Structure = readonly StructureToken[];

/** A leaf, or a container that the next `length` subtrees belong to; objects have keys. */
export type StructureToken = 'leaf' | ContainerToken;

/** A plain array or a plain object. */
export interface ContainerToken {
  readonly length: number;
  readonly keys: readonly string[] | undefined;
  readonly nullPrototype: boolean;
}

/** What stands in a tree and is no value: settings, say. It stays where it is. */
export interface OtherToken {
  readonly other: unknown;
}

/** The structure of a tree in which there may be other things than values. */
export type MixedStructure = readonly (StructureToken | OtherToken)[];

/** A tree taken apart. */
export interface FlatTree {
  readonly leaves: readonly Value[];
  readonly structure: Structure;
}

/** The structure of a single value. */
export const leafStructure: Structure = ['leaf'];

type Container = Record<string | number, unknown>;

/** A container on the way, and how many of its children have been dealt with. */
interface Frame {
  readonly node: Container;
  readonly token: ContainerToken;
  done: number;
}

/**
 * Takes a tree of values apart.
 *
 * @param root - What to call the tree in messages, for example `grad: args[0]`.
 * @throws {@link TreeError} with the path, for a leaf that is no number and no tensor, a hole, a cycle, or a symbol as
 * key.
 * @throws {@link TraceError} with the path, for a leaf of a transformation that has ended.
 */
export function flatten(tree: unknown, root: string): FlatTree {
  if (isLiveLeaf(tree)) return { leaves: [tree], structure: leafStructure };
  // Copied at once, an array of numbers has none of them in a box; and what its getters do is done once.
  const contents: unknown = Array.isArray(tree) ? tree.slice() : tree;
  if (isArrayOfLeaves(contents)) return { leaves: contents, structure: structureOfArray(contents.length) };
  const parts = new Parts();
  const open: Frame[] = [];
  const ancestors = new Set<unknown>(contents === tree ? [] : [tree]);
  const enter = (node: unknown): void => {
    if (hasFinished(node)) checkNotFinished(pathOf(root, open), node);
    const token = containerToken(node);
    if (token === undefined) throw strangeLeaf(node, pathOf(root, open));
    if (ancestors.has(node)) throw new TreeError(`${pathOf(root, open)} contains itself; a tree must be finite.`);
    parts.structure.push(token);
    ancestors.add(node);
    open.push({ node: node as Container, token, done: 0 });
  };
  enter(contents);
  for (let frame = open[open.length - 1]; frame !== undefined; frame = open[open.length - 1]) {
    const { node } = frame;
    const child = parts.takeLeaves(frame);
    if (child === noMore) {
      open.pop();
      ancestors.delete(node);
    } else if (child === undefined && !Object.hasOwn(node, lastKey(frame))) {
      throw new TreeError(`${pathOf(root, open)} is a hole; fill it or leave it out.`);
    } else enter(child);
  }
  return { leaves: parts.leaves, structure: parts.structure };
}

const noMore = /* @__PURE__ */ Symbol('no more');

function isArrayOfLeaves(x: unknown): x is Value[] {
  if (!Array.isArray(x)) return false;
  const elements: readonly unknown[] = x;
  for (let i = typeof elements[0] === 'number' ? leadingNumbers(elements) : 0; i < elements.length; i++) {
    if (!isLiveLeaf(elements[i])) return false;
  }
  return true;
}

/**
 * How many numbers an array begins with, if it begins with one. A loop of its own: as long as it meets only numbers, V8
 * looks at an array of them without putting each into a box.
 */
function leadingNumbers(elements: readonly unknown[]): number {
  let count = 1;
  while (count < elements.length && typeof elements[count] === 'number') count++;
  return count;
}

function structureOfArray(length: number): Structure {
  const structure: StructureToken[] = new Array<StructureToken>(length + 1).fill('leaf');
  structure[0] = { length, keys: undefined, nullPrototype: false };
  return structure;
}

/** The leaves and the structure so far. */
class Parts {
  readonly leaves: Value[] = [];
  readonly structure: StructureToken[] = [];

  /** Takes the leaves that come next, and returns the child that follows them, or `noMore`. */
  takeLeaves(frame: Frame): unknown {
    const { node, token } = frame;
    while (frame.done < token.length) {
      frame.done++;
      const child = node[lastKey(frame)];
      if (!isLiveLeaf(child)) return child;
      this.leaves.push(child);
      this.structure.push('leaf');
    }
    return noMore;
  }
}

/** The key of the child that the frame has last dealt with. */
function lastKey({ token, done }: Frame): string | number {
  return token.keys?.[done - 1] ?? done - 1;
}

/** Puts a tree together: `leaves` in the order in which {@link flatten} gives them. */
export function unflatten(structure: MixedStructure, leaves: readonly unknown[]): unknown {
  const [root] = structure;
  if (root === undefined || root === 'leaf') return leaves[0];
  if (isOther(root)) return root.other;
  if (isStructureOfArray(structure)) return leaves.slice(0, structure.length - 1);
  let leaf = 0;
  let frame = frameOf(root);
  const tree = frame.node;
  const around: Frame[] = [];
  for (const token of structure.slice(1)) {
    while (frame.done === frame.token.length) {
      const outer = around.pop();
      if (outer === undefined) return tree;
      frame = outer;
    }
    const key = frame.token.keys?.[frame.done] ?? frame.done;
    frame.done++;
    if (token === 'leaf') setOwn(frame.node, key, leaves[leaf++]);
    else if (isOther(token)) setOwn(frame.node, key, token.other);
    else {
      const inner = frameOf(token);
      setOwn(frame.node, key, inner.node);
      around.push(frame);
      frame = inner;
    }
  }
  return tree;
}

/** Whether this is one array of leaves. */
export function isStructureOfArray(structure: MixedStructure): boolean {
  const [root] = structure;
  if (root === undefined || root === 'leaf' || isOther(root) || root.keys !== undefined) return false;
  if (structure.length !== root.length + 1) return false;
  for (let i = 1; i < structure.length; i++) if (structure[i] !== 'leaf') return false;
  return true;
}

function closeFinished(open: Frame[]): void {
  for (
    let top = open[open.length - 1];
    top !== undefined && top.done === top.token.length;
    top = open[open.length - 1]
  ) {
    open.pop();
  }
}

/** Whether two trees have the same containers with the same keys, in the same places. */
export function sameStructure(a: Structure, b: Structure): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((token, i) => sameToken(token, b[i]));
}

function sameToken(a: StructureToken, b: StructureToken | undefined): boolean {
  if (a === b) return true;
  if (a === 'leaf' || b === 'leaf' || b === undefined || a.length !== b.length) return false;
  if (a.keys === undefined || b.keys === undefined) return a.keys === b.keys;
  return a.keys.every((key, i) => key === b.keys?.[i]);
}

/** Whether this stands for something that is no value. */
export function isOther(token: ContainerToken | OtherToken): token is OtherToken {
  return 'other' in token;
}

/** The path of each leaf, for messages: `.a[0]`. */
export function leafPaths(structure: MixedStructure): readonly string[] {
  const paths: string[] = [];
  const open: Frame[] = [];
  for (const token of structure) {
    const parent = open[open.length - 1];
    if (parent !== undefined) parent.done++;
    if (token === 'leaf') paths.push(pathOf('', open));
    else if (!isOther(token)) open.push({ node: {}, token, done: 0 });
    closeFinished(open);
  }
  return paths;
}

/** Whether this can be the leaf of a tree: a number, a tensor, or a traced value. */
export function isLeaf(x: unknown): x is Value {
  return typeof x === 'number' || traceOf(x) !== undefined || isTensor(x);
}

function isLiveLeaf(x: unknown): x is Value {
  if (typeof x === 'number') return true;
  const trace = traceOf(x);
  return trace === undefined ? isTensor(x) : trace.live;
}

/** Whether this is a plain array or a plain object, and so a container of trees. */
export function isContainer(x: unknown): x is Readonly<Container> {
  return containerToken(x) !== undefined;
}

/** The token of a plain array or plain object, `undefined` for anything else. */
export function containerToken(node: unknown): ContainerToken | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if (Array.isArray(node)) return { length: node.length, keys: undefined, nullPrototype: false };
  if (!isPlainObject(node) || Object.getOwnPropertySymbols(node).length > 0) return undefined;
  const keys = Object.keys(node);
  return { length: keys.length, keys, nullPrototype: Object.getPrototypeOf(node) === null };
}

function isPlainObject(node: unknown): node is object {
  if (typeof node !== 'object' || node === null) return false;
  const prototype: unknown = Object.getPrototypeOf(node);
  return prototype === null || prototype === Object.prototype || isForeignObjectPrototype(prototype);
}

/** Whether this is `Object.prototype` of another realm (a frame, a `vm` context). */
function isForeignObjectPrototype(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty')
  );
}

function strangeLeaf(node: unknown, path: string): TreeError {
  if (isPlainObject(node)) {
    return new TreeError(`${path} has a symbol as key; the keys of a tree are strings, so give it another name.`);
  }
  return new TreeError(
    `${path} is ${describeValue(node)}, but must be a number, a tensor, or a plain array or object of those.` +
      adviceAbout(node),
  );
}

/** The path to the child that each frame has last dealt with. */
function pathOf(root: string, open: readonly Frame[]): string {
  return root + open.map((frame) => formatKey(lastKey(frame))).join('');
}

/** A step of a path: `[0]`, `.name` or `["any key"]`. */
export function formatKey(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** A container that is still empty. */
function frameOf(token: ContainerToken): Frame {
  const node: object = token.keys === undefined ? [] : token.nullPrototype ? withoutPrototype() : {};
  return { node: node as Container, token, done: 0 };
}

function withoutPrototype(): object {
  return Object.create(null) as object;
}

function setOwn(node: Container, key: string | number, value: unknown): void {
  // Assignment to this one name would change the prototype instead of making a property.
  if (key === '__proto__') {
    Object.defineProperty(node, key, { value, enumerable: true, writable: true, configurable: true });
  } else node[key] = value;
}
