import { DomainError, formatShape, shapeOf, type Plain, type Tensor, dataOf } from '@wengert/tensor';
import { sumTo } from '../../kinds/broadcasting.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { optionsOf, shapeOfArgument } from '../arguments.js';
import { neg } from '../arithmetic.js';
import { tril, triu } from '../diagonals.js';
import { product } from '../products.js';
import { allExamples, lowerTriangular, positiveDefinite, systemExamples } from './examples.js';
import { lastTwo, mapPairs } from './kernels/stacks.js';
import { solveTriangle } from './kernels/triangles.js';
import { differenceOfTangents, rightHandSides } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { checkRightHandSides, squareSize } from './shapes.js';

/** Which triangle is read, whether it is then transposed, and who asks, for error messages. */
export interface TriangularSystem {
  readonly lower: boolean;
  readonly transposed: boolean;
  readonly operation: string;
}

const name = 'linalg.triangularSolve';
const lowerSystem: TriangularSystem = { lower: true, transposed: false, operation: name };
const upperSystem: TriangularSystem = { lower: false, transposed: false, operation: name };
const lowerTransposed: TriangularSystem = { lower: true, transposed: true, operation: name };
const upperTransposed: TriangularSystem = { lower: false, transposed: true, operation: name };

export const triangularSolveRow: Primitive<TriangularSystem> = /* @__PURE__ */ structured<TriangularSystem>({
  name,
  arity: 2,
  evaluate: ([a = 0, b = 0], params) => solvePlain(a, b, params),
  push([aTangent, bTangent], [a = 0], x, params) {
    const { lower, transposed } = params;
    const change = aTangent === undefined ? undefined : product(triangleOf(aTangent, lower), x, transposed);
    const rest = differenceOfTangents(bTangent, change);
    return rest === undefined ? undefined : triangularSolveRow.apply([a, rest], params);
  },
  pull(index, cotangent, [a = 0, b = 0], x, params) {
    const { lower, transposed } = params;
    const pulled = triangularSolveRow.apply([a, cotangent], { ...params, transposed: !transposed });
    if (index === 1) return sumTo(pulled, shapeOfValue(b));
    const full = transposed ? product(x, pulled, false, true) : product(pulled, x, false, true);
    return neg(triangleOf(sumTo(full, shapeOfValue(a)), lower));
  },
  batch: overMatrices,
  examples: allExamples(
    systemExamples(
      lowerTriangular,
      [lowerSystem, lowerTransposed],
      [
        [
          [3, 3],
          [3, 2],
        ],
        [
          [1, 1],
          [1, 1],
        ],
        [
          [2, 2, 2],
          [2, 1],
        ],
        [
          [2, 2],
          [2, 2, 1],
        ],
        [
          [0, 0],
          [0, 1],
        ],
      ],
    ),
    // Of a symmetric matrix, either triangle will do.
    systemExamples(
      positiveDefinite,
      [upperSystem, upperTransposed],
      [
        [
          [3, 3],
          [3, 2],
        ],
      ],
    ),
  ),
  undecomposed: 'refuses singular matrices',
  source: 'Giles (2008), An extended collection of matrix derivative results, section 2.3.1, on a triangle',
});

function triangleOf(x: Value, lower: boolean): Value {
  return lower ? tril(x) : triu(x);
}

function solvePlain(a: Plain, b: Plain, { lower, transposed, operation }: TriangularSystem): Plain {
  const n = squareSize(operation, shapeOf(a));
  checkRightHandSides(operation, shapeOf(a), shapeOf(b));
  const [, columns] = lastTwo(shapeOf(b));
  const triangle = { lower, transposed, unit: false };
  return mapPairs(
    operation,
    a,
    b,
    [n, columns],
    (index) => regularTriangle(operation, a, n, index),
    (matrix, right, out) => {
      out.set(right);
      solveTriangle(matrix, n, triangle, out, columns);
    },
  );
}

function regularTriangle(operation: string, a: Plain, n: number, index: number): Float64Array {
  const matrix = dataOf(a).subarray(index * n * n, (index + 1) * n * n);
  for (let i = 0; i < n; i++) {
    if (matrix[i * (n + 1)] === 0) {
      throw new DomainError(
        `${operation}: the triangular matrix of shape ${formatShape(shapeOf(a))} is singular: its diagonal has a zero ` +
          `at ${i}.`,
      );
    }
  }
  return matrix;
}

/** `t⁻¹ b` for the lower or upper triangle of a matrix, or the transpose of that triangle. */
export function solveWithTriangle(t: Value, b: Value, system: TriangularSystem): Value {
  return triangularSolveRow.apply([t, b], system);
}

/** Which triangle of the matrix is meant. */
export interface TriangularSolveOptions {
  /** The part on and below the diagonal (the default), or that on and above it. */
  readonly lower?: boolean | undefined;
}

/**
 * The solution `x` of `a x = b` for a triangular matrix. The other triangle of `a` is not read, and nothing depends on
 * it. A `b` of rank 1 is one right-hand side; else its columns are. Leading axes broadcast.
 *
 * @param a - Square matrices, `[..., n, n]`.
 * @param b - A vector `[n]`, or right-hand sides `[..., n, k]`.
 * @throws {@link ShapeError} when `a` is not square, `b` has another number of rows, or leading axes do not broadcast.
 * @throws {@link DomainError} when the diagonal has a zero.
 *
 * @example
 * linalg.triangularSolve(tensor([[2, 0], [1, 1]]), tensor([2, 3])); // [1, 2]
 *
 * @see Giles, An extended collection of matrix derivative results for forward and reverse mode AD (2008).
 */
export function triangularSolve(a: Value, b: Value, options?: TriangularSolveOptions): Tensor {
  const { lower = true } = optionsOf(name, options, ['lower']);
  squareSize(name, shapeOfArgument(name, a));
  checkRightHandSides(name, shapeOfValue(a), shapeOfArgument(name, b, 1));
  const { columns, restore } = rightHandSides(b);
  return restore(triangularSolveRow.apply([a, columns], { lower, transposed: false, operation: name }));
}
