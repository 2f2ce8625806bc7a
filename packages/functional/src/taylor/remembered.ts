import type { Value } from '@wengert/primitives';

/** What is known for a list of arguments, and where lists go on. */
interface Node {
  readonly objects: WeakMap<object, Node>;
  readonly numbers: Map<number | '-0', Node>;
  result: Value | undefined;
}

/**
 * Results of operations on the very same arguments. The rule of sin asks for cos, whose rule asks for sin: here the
 * circle closes, where otherwise each derivative would be made anew.
 */
export class Remembered {
  private readonly roots = new Map<object, Node>();

  /** The result for these arguments; `make` gives it the first time. */
  result(primitive: object, args: readonly Value[], make: () => Value): Value {
    let node = this.roots.get(primitive);
    if (node === undefined) this.roots.set(primitive, (node = emptyNode()));
    for (const arg of args) node = next(node, arg);
    return (node.result ??= make());
  }
}

function next(node: Node, arg: Value): Node {
  // The two zeros are one key of a map, but not one number.
  const key = Object.is(arg, -0) ? '-0' : arg;
  const known = typeof key === 'object' ? node.objects.get(key) : node.numbers.get(key);
  if (known !== undefined) return known;
  const made = emptyNode();
  if (typeof key === 'object') node.objects.set(key, made);
  else node.numbers.set(key, made);
  return made;
}

function emptyNode(): Node {
  return { objects: new WeakMap(), numbers: new Map(), result: undefined };
}
