import { sameStructure, type Structure } from '@wengert/primitives';
import { isDense, sameShape, type DenseTensor, type Shape } from '@wengert/tensor';
import { isInput, isSame, snapshot, stagedArgument, type StagedArgument } from './staged-argument.js';

/** How compiled code reads one argument. */
export type ArgumentLayout =
  | { readonly kind: 'number' }
  | { readonly kind: 'tensor'; readonly shape: Shape }
  /** A flat array of numbers, which is read where it is. */
  | { readonly kind: 'array'; readonly length: number }
  | TreeLayout;

/** Any other tree: its numbers and tensors are read into one array each, and the rest is compared with what is fixed. */
export interface TreeLayout {
  readonly kind: 'tree';
  readonly structure: Structure;
  readonly isStatic: boolean;
  readonly numbers: number;
  readonly shapes: readonly Shape[];
  /** For each leaf what it must be; `undefined` for inputs. */
  readonly fixed: readonly ({ readonly value: unknown } | undefined)[];
}

/** Where compiled code finds an input. */
export interface InputPlace {
  readonly argument: number;
  /** Which element of an array, or of the numbers or tensors of a tree. */
  readonly index: number;
}

/** How to read arguments like this one. */
export function argumentLayout(arg: StagedArgument): ArgumentLayout {
  const { leaves, structure, isStatic } = arg;
  const [first] = leaves;
  if (!isStatic && structure[0] === 'leaf') {
    if (typeof first === 'number') return { kind: 'number' };
    if (isDense(first)) return { kind: 'tensor', shape: first.shape };
  }
  const numbers = isStatic ? 0 : leaves.filter((leaf) => typeof leaf === 'number').length;
  if (isFlatArray(structure) && numbers === leaves.length && numbers > 0) return { kind: 'array', length: numbers };
  return {
    kind: 'tree',
    structure,
    isStatic,
    numbers,
    shapes: isStatic ? [] : leaves.filter(isDense).map(({ shape }) => shape),
    fixed: leaves.map((leaf) => (isInput(arg, leaf) ? undefined : { value: snapshot(leaf) })),
  };
}

/** The places of the inputs in all arguments, in order. */
export function inputPlaces(args: readonly StagedArgument[]): readonly InputPlace[] {
  return args.flatMap((arg, argument) => {
    let numbers = 0;
    let tensors = 0;
    return arg.leaves
      .filter((leaf) => isInput(arg, leaf))
      .map((leaf) => ({ argument, index: isDense(leaf) ? tensors++ : numbers++ }));
  });
}

/** Reads the leaves of a tree into arrays; `false` if it has another structure, other shapes or other fixed values. */
export type TreeReader = (tree: unknown, numbers: Float64Array, tensors: DenseTensor[]) => boolean;

/** What reads trees of this kind. */
export function treeReader({ structure, isStatic, numbers: count, shapes, fixed }: TreeLayout): TreeReader {
  return (tree, numbers, tensors) => {
    const arg = stagedArgument(tree, isStatic);
    if (arg === undefined || !sameStructure(structure, arg.structure)) return false;
    let number = 0;
    let tensor = 0;
    for (let i = 0; i < arg.leaves.length; i++) {
      const leaf = arg.leaves[i];
      const kept = fixed[i];
      if (kept !== undefined) {
        if (!isSame(kept.value, leaf)) return false;
      } else if (typeof leaf === 'number') {
        if (number === count) return false;
        numbers[number++] = leaf;
      } else if (isDense(leaf) && tensor < shapes.length && sameShape(leaf.shape, shapes[tensor] ?? [])) {
        tensors[tensor++] = leaf;
      } else return false;
    }
    return number === count && tensor === shapes.length;
  };
}

/** Tells functions and objects apart without keeping them. */
export class Identities {
  private readonly numbers = new WeakMap<object, number>();
  private count = 0;

  /** A number of its own for each. */
  numberOf(thing: object): number {
    const known = this.numbers.get(thing) ?? this.count++;
    this.numbers.set(thing, known);
    return known;
  }
}

/**
 * Equal for arguments of one kind: of the same structure, with numbers and tensors in the same places, and with the same
 * fixed values.
 *
 * @param identities - What stands for functions and objects.
 */
export function signatureOf(args: readonly StagedArgument[], identities: Identities): string {
  return args
    .map((arg) => {
      let leaf = 0;
      return arg.structure
        .map((token) => {
          if (token !== 'leaf') {
            return `${token.length}${token.keys === undefined ? '' : JSON.stringify(token.keys)}${String(token.nullPrototype)}`;
          }
          const x = arg.leaves[leaf++];
          if (!isInput(arg, x)) return `#${fixedText(x, identities)}`;
          return isDense(x) ? `[${x.shape.join()}]` : '.';
        })
        .join(' ');
    })
    .join(';');
}

function fixedText(x: unknown, identities: Identities): string {
  if (ArrayBuffer.isView(x)) return `${x.constructor.name}(${(x as Float64Array).join()})`;
  if (Object.is(x, -0)) return '-0';
  if (typeof x === 'string') return JSON.stringify(x);
  if (typeof x === 'function' || (typeof x === 'object' && x !== null)) return `@${identities.numberOf(x)}`;
  return `${typeof x} ${String(x)}`;
}

function isFlatArray([root, ...rest]: Structure): boolean {
  return root !== undefined && root !== 'leaf' && root.keys === undefined && rest.every((token) => token === 'leaf');
}
