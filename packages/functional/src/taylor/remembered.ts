import type { Value } from '@wengert/primitives';
import { isDense, sameShape, type DenseTensor } from '@wengert/tensor';

/** What is known for a list of arguments, and where lists go on. */
interface Node {
  readonly objects: WeakMap<object, Node>;
  readonly numbers: Map<number | '-0', Node>;
  result: Value | undefined;
}

/**
 * Results of operations on the same arguments: the very same where they are traced. The rule of sin asks for cos, whose rule asks for sin: here the
 * circle closes, where otherwise each derivative would be made anew.
 */
export class Remembered {
  private readonly roots = new Map<object, Node>();
  private readonly constants = new Constants();

  /** The result for these arguments; `make` gives it the first time. */
  result(primitive: object, args: readonly Value[], make: () => Value): Value {
    let node = this.roots.get(primitive);
    if (node === undefined) this.roots.set(primitive, (node = emptyNode()));
    for (const arg of args) node = next(node, isDense(arg) ? this.constants.representative(arg) : arg);
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

/** Plain tensors by what is in them: a rule that subtracts 1 from an index makes a new tensor each time. */
class Constants {
  private readonly byContent = new Map<number, DenseTensor[]>();
  private readonly known = new WeakMap<DenseTensor, DenseTensor>();

  /** The first tensor that had these elements and this shape. */
  representative(x: DenseTensor): DenseTensor {
    const known = this.known.get(x);
    if (known !== undefined) return known;
    const key = x.data.reduce((hash, entry) => (hash * 31 + entry) % 2147483647, x.size);
    const candidates = this.byContent.get(key) ?? [];
    const same = candidates.find((other) => sameShape(other.shape, x.shape) && sameElements(other.data, x.data));
    if (same === undefined) this.byContent.set(key, [...candidates, x]);
    this.known.set(x, same ?? x);
    return same ?? x;
  }
}

function sameElements(a: Float64Array, b: Float64Array): boolean {
  return a.every((entry, i) => Object.is(entry, b[i]));
}
