import type { ContainerToken, Structure, StructureToken } from '@wengert/primitives';
import type { Program } from './program.js';

/** Up to so many numbers, an array of them is written as one. */
const longestRow = 8;

/** What a compiled function returns, as the parts that its code puts together. */
export type Result = LeafResult | FixedResult | RowResult | ColumnResult | ContainerResult;

/** One value. */
interface LeafResult {
  readonly kind: 'leaf';
  readonly node: number;
}

/** Something that is always the same. */
interface FixedResult {
  readonly kind: 'fixed';
  readonly fixed: unknown;
}

/** A short array of numbers. */
interface RowResult {
  readonly kind: 'row';
  readonly nodes: readonly number[];
  /** Whether it is a typed array. */
  readonly isTyped: boolean;
}

/** A long array of numbers or of rows, or an array of long arrays of numbers: it is filled while the program runs. */
export interface ColumnResult {
  readonly kind: 'column';
  /** Which column it is, counted from 0. */
  readonly index: number;
  readonly entries: readonly (LeafResult | RowResult)[];
  /** The length of the arrays in it, if it is an array of these; the entries are then those of all of them. */
  readonly width: number | undefined;
  /** Whether it is a typed array. */
  readonly isTyped: boolean;
}

/** Any other array or object. */
interface ContainerResult {
  readonly kind: 'container';
  readonly token: ContainerToken;
  readonly parts: readonly Result[];
}

/** A result, and its columns by index. */
export interface ResultLayout {
  readonly root: Result;
  readonly columns: readonly ColumnResult[];
}

interface Open {
  readonly token: ContainerToken;
  readonly parts: Result[];
}

/**
 * Plans how the output's tree is put together from the nodes of its leaves.
 *
 * @param typed - The arrays that are to be typed arrays; they hold numbers alone.
 */
export function layoutResult(
  program: Program,
  structure: Structure,
  outputs: readonly (number | { readonly fixed: unknown })[],
  typed: ReadonlySet<StructureToken>,
): ResultLayout {
  const columns: ColumnResult[] = [];
  const open: Open[] = [];
  let leaf = 0;
  let root: Result | undefined;
  const addColumn = (
    entries: readonly (LeafResult | RowResult)[],
    isTyped: boolean,
    width: number | undefined,
  ): ColumnResult => {
    const column: ColumnResult = { kind: 'column', index: columns.length, entries, width, isTyped };
    columns.push(column);
    return column;
  };
  const close = ({ token, parts }: Open): Result => {
    const isArray = token.keys === undefined;
    const isTyped = typed.has(token);
    const isNumber = (part: Result): part is LeafResult => part.kind === 'leaf' && program.isScalar(part.node);
    if (isArray && (isTyped || parts.length > 0) && parts.length <= longestRow && parts.every(isNumber)) {
      return { kind: 'row', nodes: parts.map(({ node }) => node), isTyped };
    }
    const isEntry = (part: Result): part is LeafResult | RowResult =>
      (part.kind === 'row' && !part.isTyped) || isNumber(part);
    if (isArray && parts.length > longestRow && parts.every(isEntry)) {
      return addColumn(parts, isTyped, undefined);
    }
    const [first] = parts;
    if (isArray && parts.length > 1 && first?.kind === 'column' && parts.every((part) => isLineLike(first, part))) {
      // Code for an entry can then be the same in all of them.
      columns.length = first.index;
      return addColumn(
        parts.flatMap((part) => (part.kind === 'column' ? part.entries : [])),
        false,
        first.entries.length,
      );
    }
    return { kind: 'container', token, parts };
  };
  for (const token of structure) {
    let finished: Result | undefined;
    if (token === 'leaf') {
      const output = outputs[leaf++] ?? { fixed: undefined };
      finished = typeof output === 'number' ? { kind: 'leaf', node: output } : { kind: 'fixed', fixed: output.fixed };
    }
    if (token !== 'leaf') open.push({ token, parts: [] });
    for (;;) {
      const top = open[open.length - 1];
      if (finished !== undefined) {
        if (top === undefined) root = finished;
        else top.parts.push(finished);
        finished = undefined;
      }
      if (top === undefined || top.parts.length < top.token.length) break;
      open.pop();
      finished = close(top);
    }
  }
  if (root === undefined) throw new RangeError('A structure without an end.');
  return { root, columns };
}

/** Whether a part is a list of as many numbers as the first one. */
function isLineLike(first: ColumnResult, part: Result): boolean {
  return (
    part.kind === 'column' &&
    part.width === undefined &&
    !part.isTyped &&
    part.entries.length === first.entries.length &&
    part.entries.every(({ kind }) => kind === 'leaf')
  );
}
