import { DomainError } from '@wengert/tensor';
import type { Domain } from '../../domain.js';
import { composite } from '../../kinds/composite.js';
import type { Row } from '../../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../../value.js';
import { optionsOf, shapeOfArgument } from '../arguments.js';
import { abs } from '../arithmetic.js';
import { maxRow } from '../extremes-along.js';
import { norm as vectorNorm } from '../norms.js';
import { sumOver } from '../reducing.js';
import { allExamples, invertible, matrixExamples } from './examples.js';
import { matrixShape } from './shapes.js';
import { svdvals } from './svd.js';

/** Which norm of matrices is meant. */
export interface MatrixNormOptions {
  /**
   * `'fro'` for the root of the sum of the squares, `'nuc'` for the sum of the singular values, 2 for the greatest of
   * them, 1 for the greatest sum of absolute values in a column, Infinity for that in a row.
   */
  readonly ord?: 'fro' | 'nuc' | number | undefined;
}

/** Which norm. */
interface Order {
  readonly ord: unknown;
}

const operation = 'linalg.norm';

/** Sums of columns and rows apart from each other. */
const separate: Domain = { min: 0.2, max: 4, distinct: true };

export const matrixNormRow: Row<Order> = /* @__PURE__ */ composite({
  name: operation,
  arity: 1,
  define: ([a = 0], { ord }) => normOf(a, ord),
  examples: allExamples(
    matrixExamples<Order>(
      invertible,
      [{ ord: 'fro' }, { ord: 'nuc' }, { ord: 2 }],
      [
        [3, 3],
        [2, 3],
        [2, 2, 1],
      ],
    ),
    matrixExamples<Order>(
      separate,
      [{ ord: 1 }],
      [
        [1, 4],
        [3, 1, 2],
      ],
    ),
    matrixExamples<Order>(
      separate,
      [{ ord: Infinity }],
      [
        [4, 1],
        [3, 2, 1],
      ],
    ),
  ),
  source: 'by norm, svd, abs, sum and max',
});

function normOf(a: Value, ord: unknown): Value {
  matrixShape(operation, shapeOfArgument(operation, a));
  if (ord === 'fro') return vectorNorm(a, { axis: [-2, -1] });
  if (ord === 'nuc') return alongLast(sumOver, svdvals(a));
  if (ord === 2) return alongLast(greatest, svdvals(a));
  const rank = shapeOfValue(a).length;
  if (ord === 1 || ord === Infinity) {
    return alongLast(greatest, sumOver(abs(a), { axes: [ord === 1 ? rank - 2 : rank - 1], keepDims: false }));
  }
  throw new DomainError(
    `${operation}: ord must be 'fro', 'nuc', 1, 2 or Infinity, but is ${describeValue(ord)}. ` +
      'norm takes the norms of vectors.',
  );
}

type Fold = (x: Value, folding: { readonly axes: readonly number[]; readonly keepDims: boolean }) => Value;

function alongLast(fold: Fold, x: Value): Value {
  return fold(x, { axes: [shapeOfValue(x).length - 1], keepDims: false });
}

/** The greatest of no norms is 0, which is their sum. */
const greatest: Fold = (x, folding) =>
  shapeOfValue(x).at(-1) === 0 ? sumOver(x, folding) : maxRow.apply([x], folding);

/**
 * The norm of every matrix; by default the Frobenius norm. For vectors, and along other axes, there is {@link norm}.
 *
 * The derivative at a kink is the subgradient of least norm, up to rounding: 0 for a matrix of zeros, and tied maxima
 * share it evenly.
 *
 * @param a - Matrices `[..., m, n]`.
 * @returns An array of the leading axes; a number for a single matrix.
 * @throws {@link ShapeError} when `a` has fewer than two axes.
 * @throws {@link DomainError} when there is no such norm.
 *
 * @example
 * linalg.norm(tensor([[3, 0], [0, 4]])); // 5
 * linalg.norm(tensor([[3, 0], [0, 4]]), { ord: 'nuc' }); // 7
 */
export function norm(a: Value, options?: MatrixNormOptions): number {
  const { ord = 'fro' } = optionsOf(operation, options, ['ord']);
  return matrixNormRow.apply([a], { ord }) as number;
}
