import { hessian, jacfwd } from '@wengert/functional';
import type { Scalar, Value } from '@wengert/primitives';
import { dataOf, isTensor, shapeOf, sizeOf, type Plain, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { SparsityPattern } from '../src/index.js';

/** The numbers of a tree of numbers and tensors, in order. */
export function numbersOf(tree: unknown): readonly number[] {
  if (typeof tree === 'number') return [tree];
  if (isTensor(tree)) return Array.from(tree.data);
  return Object.values(tree as object).flatMap(numbersOf);
}

/** Random patterns with few entries in a row. */
export const patterns: fc.Arbitrary<SparsityPattern> = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.array(fc.nat(columns - 1), { maxLength: 4 }), { minLength: rows, maxLength: rows })
      .map((lists) => SparsityPattern.fromRows(lists, columns)),
  );

/** Random symmetric patterns, with and without entries on the diagonal. */
export const symmetricPatterns: fc.Arbitrary<SparsityPattern> = fc
  .integer({ min: 1, max: 14 })
  .chain((size) =>
    fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 })
      .map((pairs) => symmetricPattern(size, pairs)),
  );

/** The symmetric pattern with these entries. */
export function symmetricPattern(size: number, pairs: readonly (readonly [number, number])[]): SparsityPattern {
  const rows = Array.from({ length: size }, (): number[] => []);
  for (const [i, j] of pairs) {
    rows[i]!.push(j);
    rows[j]!.push(i);
  }
  return SparsityPattern.fromRows(rows, size);
}

/** A band: entries at most so far below and above the diagonal. */
export function band(size: number, below: number, above: number): SparsityPattern {
  return SparsityPattern.fromRows(
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: below + above + 1 }, (__, k) => i - below + k).filter((j) => j >= 0 && j < size),
    ),
    size,
  );
}

/** A full first row, a full first column and a diagonal. */
export function arrow(size: number): SparsityPattern {
  return SparsityPattern.fromRows(
    Array.from({ length: size }, (_, i) => (i === 0 ? Array.from({ length: size }, (__, j) => j) : [0, i])),
    size,
  );
}

/** The places at which a matrix has something other than zero, but the pattern nothing. */
export function missingEntries(pattern: SparsityPattern, dense: Tensor | readonly number[]): readonly string[] {
  const numbers = isTensor(dense) ? dense.data : dense;
  const [rows, columns] = pattern.shape;
  const missing: string[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (numbers[i * columns + j] !== 0 && !pattern.has(i, j)) missing.push(`(${i}, ${j})`);
    }
  }
  return missing;
}

/** The dense Jacobian of a function of several values with one output, in the order of {@link jacobianPattern}. */
export function denseJacobian(f: (xs: readonly Value[]) => Value, xs: readonly Plain[]): readonly number[] {
  return joined(blocksOf(jacfwd(f)(xs)), xs, f(xs) as Plain);
}

/** The dense Hessian of a function of several values, likewise. */
export function denseHessian(f: (xs: readonly Value[]) => Scalar, xs: readonly Plain[]): readonly number[] {
  return blocksOf(hessian(f)(xs)).flatMap((row, i) => joined(blocksOf(row), xs, xs[i] ?? NaN));
}

function blocksOf(tree: unknown): readonly Plain[] {
  return tree as readonly Plain[];
}

/** Blocks side by side, row by row; each has the axes of the output and then those of its argument. */
function joined(blocks: readonly Plain[], xs: readonly Plain[], output: Plain): readonly number[] {
  return Array.from({ length: sizeOf(shapeOf(output)) }, (_, row) =>
    blocks.flatMap((block, k) => {
      const size = sizeOf(shapeOf(xs[k] ?? NaN));
      return Array.from(dataOf(block).subarray(row * size, (row + 1) * size));
    }),
  ).flat();
}
