import {
  adviceAbout,
  checkNotFinished,
  describeValue,
  hasFinished,
  isContainer,
  isLeaf,
  type Value,
} from '@wengert/primitives';
import { TreeError } from '@wengert/tensor';

/** The names of the options where there is but `hasAux`. */
export const auxiliaryOptions: readonly ['hasAux'] = ['hasAux'];

/** What `f` returned, taken apart. */
export interface OutputAndAux {
  readonly output: unknown;
  readonly aux: unknown;
}

/**
 * The output of `f`, and what it returned besides when `hasAux` says so.
 *
 * @throws {@link TreeError} when `hasAux` is set and `f` did not return a pair.
 */
export function splitAux(operation: string, result: unknown, hasAux: boolean | undefined): OutputAndAux {
  if (hasAux !== true) return { output: result, aux: undefined };
  if (!Array.isArray(result) || result.length !== 2) {
    throw new TreeError(
      `${operation}: with hasAux, f must return [output, aux], but returned ${describeValue(result)}` +
        `${Array.isArray(result) ? ` of ${result.length}` : ''}.${adviceAbout(result)}`,
    );
  }
  return { output: result[0] as unknown, aux: result[1] as unknown };
}

/**
 * A copy of `aux` with every traced value replaced by what stands one level down. Whatever is no plain array, plain
 * object or value passes through as it is.
 *
 * @throws {@link TraceError} for a value of a transformation that has ended.
 */
export function untraceAux(operation: string, aux: unknown, primalOf: (x: Value) => Value): unknown {
  const untraced = (leaf: Value): Value => {
    const primal = primalOf(leaf);
    if (hasFinished(primal)) checkNotFinished(`${operation}: aux`, primal);
    return primal;
  };
  if (isLeaf(aux)) return untraced(aux);
  if (!isContainer(aux)) return aux;
  const copies = new Map<unknown, unknown>();
  const pending: [from: Readonly<Record<string, unknown>>, to: object][] = [];
  const copyOf = (node: unknown): unknown => {
    if (isLeaf(node)) return untraced(node);
    if (!isContainer(node)) return node;
    const known = copies.get(node);
    if (known !== undefined) return known;
    const copy: object = Array.isArray(node)
      ? []
      : (Object.create(Object.getPrototypeOf(node) as object | null) as object);
    copies.set(node, copy);
    pending.push([node, copy]);
    return copy;
  };
  const root = copyOf(aux);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [from, to] = next;
    for (const key of Object.keys(from)) {
      Object.defineProperty(to, key, {
        value: copyOf(from[key]),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    if (Array.isArray(from)) (to as unknown[]).length = from.length;
  }
  return root;
}
