import { flatten, isPlain, sameStructure, type FlatTree, type Structure } from '@wengert/primitives';
import { isDense, sameShape, TreeError, type DenseTensor, type Plain, type Shape } from '@wengert/tensor';
import type { StagedArgument } from './staged-argument.js';

/** Shorter arrays are read like any other tree. */
const shortestArray = 1;

/** How compiled code reads one argument. */
export type ArgumentLayout =
  | { readonly kind: 'number' }
  | { readonly kind: 'tensor'; readonly shape: Shape }
  /** A flat array of numbers, which is read where it is. */
  | { readonly kind: 'array'; readonly length: number }
  /** Any other tree: its numbers and tensors are read into one array each. */
  | {
      readonly kind: 'tree';
      readonly structure: Structure;
      readonly numbers: number;
      readonly shapes: readonly Shape[];
    }
  /** Anything else: the code is right for this value only. */
  | { readonly kind: 'fixed'; readonly fixed: unknown };

/** Where compiled code finds an input. */
export interface InputPlace {
  readonly argument: number;
  /** Which element of an array, or of the numbers or tensors of a tree. */
  readonly index: number;
}

/** Takes an argument apart, or keeps it as it is where it is no tree of values. */
export function stagedArgument(arg: unknown): StagedArgument {
  try {
    return flatten(arg, 'compile: an argument');
  } catch (error) {
    if (error instanceof TreeError) return { fixed: arg };
    throw error;
  }
}

/** How to read arguments like this one. */
export function argumentLayout(arg: StagedArgument): ArgumentLayout {
  if ('fixed' in arg) return { kind: 'fixed', fixed: arg.fixed };
  const { leaves, structure } = arg;
  const [first] = leaves;
  if (structure[0] === 'leaf') return isDense(first) ? { kind: 'tensor', shape: first.shape } : { kind: 'number' };
  const numbers = leaves.filter((leaf) => typeof leaf === 'number').length;
  if (isFlatArray(structure) && numbers === leaves.length && numbers >= shortestArray) {
    return { kind: 'array', length: numbers };
  }
  return { kind: 'tree', structure, numbers, shapes: leaves.filter(isDense).map(({ shape }) => shape) };
}

/** The places of the leaves of all arguments, in order. */
export function inputPlaces(args: readonly StagedArgument[]): readonly InputPlace[] {
  return args.flatMap((arg, argument) => {
    if ('fixed' in arg) return [];
    let numbers = 0;
    let tensors = 0;
    return arg.leaves.map((leaf) => ({ argument, index: isDense(leaf) ? tensors++ : numbers++ }));
  });
}

/** Whether an argument is of this kind. */
export function matches(layout: ArgumentLayout, arg: StagedArgument | undefined): boolean {
  if (arg === undefined) return false;
  if ('fixed' in arg) return layout.kind === 'fixed' && Object.is(layout.fixed, arg.fixed);
  const other = argumentLayout(arg);
  if (!arg.leaves.every(isPlain)) return false;
  if (layout.kind === 'tensor') return other.kind === 'tensor' && sameShape(layout.shape, other.shape);
  if (layout.kind === 'array') return other.kind === 'array' && layout.length === other.length;
  if (layout.kind !== 'tree' || other.kind !== 'tree') return layout.kind === other.kind;
  return (
    sameStructure(layout.structure, other.structure) &&
    layout.numbers === other.numbers &&
    layout.shapes.every((shape, i) => sameShape(shape, other.shapes[i] ?? []))
  );
}

/**
 * Equal for arguments of one kind: of the same structure with numbers and tensors in the same places.
 *
 * @param fixed - The numbers that stand for what is fixed.
 */
export function signatureOf(args: readonly StagedArgument[], fixed: Map<unknown, number>): string {
  return args
    .map((arg) => {
      if ('fixed' in arg) {
        const known = fixed.get(arg.fixed) ?? fixed.size;
        fixed.set(arg.fixed, known);
        return `#${known}`;
      }
      let leaf = 0;
      return arg.structure
        .map((token) => {
          if (token !== 'leaf') {
            return `${token.length}${token.keys === undefined ? '' : JSON.stringify(token.keys)}${String(token.nullPrototype)}`;
          }
          const x = arg.leaves[leaf++];
          return isDense(x) ? `[${x.shape.join()}]` : '.';
        })
        .join(' ');
    })
    .join(';');
}

/** Reads the leaves of a tree into arrays; `false` if it has another structure or other shapes. */
export type TreeReader = (tree: unknown, numbers: Float64Array, tensors: DenseTensor[]) => boolean;

/** What reads trees of this structure. */
export function treeReader({ structure, shapes }: Extract<ArgumentLayout, { kind: 'tree' }>): TreeReader {
  return (tree, numbers, tensors) => {
    let flat: FlatTree;
    try {
      flat = flatten(tree, 'compile: an argument');
    } catch (error) {
      if (error instanceof TreeError) return false;
      throw error;
    }
    if (!sameStructure(structure, flat.structure)) return false;
    let number = 0;
    let tensor = 0;
    for (const leaf of flat.leaves as readonly Plain[]) {
      if (typeof leaf === 'number') numbers[number++] = leaf;
      else if (isDense(leaf) && sameShape(leaf.shape, shapes[tensor] ?? [])) tensors[tensor++] = leaf;
      else return false;
    }
    return number === numbers.length && tensor === shapes.length;
  };
}

function isFlatArray([root, ...rest]: Structure): boolean {
  return root !== undefined && root !== 'leaf' && root.keys === undefined && rest.every((token) => token === 'leaf');
}
