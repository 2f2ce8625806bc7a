import { DomainError, formatShape, shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { sumTo } from '../../kinds/broadcasting.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { shapeOfArgument } from '../arguments.js';
import { neg } from '../arithmetic.js';
import { product } from '../products.js';
import { invertible, systemExamples } from './examples.js';
import { factorizationsOf } from './kernels/factorizations.js';
import { solveFactorized, type Factorization } from './kernels/lu.js';
import { lastTwo, mapPairs } from './kernels/stacks.js';
import { differenceOfTangents, rightHandSides } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { checkRightHandSides, squareSize } from './shapes.js';

/** Whether the system is that of the transposed matrix. */
export interface Transposed {
  readonly transposed: boolean;
}

/** Solves with LU factors, which the pulls of the same system use again. */
export const solveRow: Primitive<Transposed> = /* @__PURE__ */ structured<Transposed>({
  name: 'linalg.solve',
  arity: 2,
  evaluate: ([a = 0, b = 0], { transposed }) => solvePlain(a, b, transposed),
  push([aTangent, bTangent], [a = 0], x, params) {
    const change = aTangent === undefined ? undefined : product(aTangent, x, params.transposed);
    const rest = differenceOfTangents(bTangent, change);
    return rest === undefined ? undefined : solveRow.apply([a, rest], params);
  },
  pull(index, cotangent, [a = 0, b = 0], x, { transposed }) {
    const pulled = solveRow.apply([a, cotangent], { transposed: !transposed });
    if (index === 1) return sumTo(pulled, shapeOfValue(b));
    return sumTo(neg(transposed ? product(x, pulled, false, true) : product(pulled, x, false, true)), shapeOfValue(a));
  },
  batch: overMatrices,
  examples: systemExamples(
    invertible,
    [{ transposed: false }, { transposed: true }],
    [
      [
        [3, 3],
        [3, 2],
      ],
      [
        [2, 2],
        [2, 1],
      ],
      [
        [1, 1],
        [1, 3],
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
        [0, 2],
      ],
    ],
  ),
  undecomposed: 'pivots are chosen by their size',
  source: 'Giles (2008), An extended collection of matrix derivative results, section 2.3.1',
});

function solvePlain(a: Plain, b: Plain, transposed: boolean): Plain {
  const n = squareSize('linalg.solve', shapeOf(a));
  checkRightHandSides('linalg.solve', shapeOf(a), shapeOf(b));
  const [, columns] = lastTwo(shapeOf(b));
  const factorizations = factorizationsOf(a);
  return mapPairs(
    'linalg.solve',
    a,
    b,
    [n, columns],
    (index) => regular('linalg.solve', factorizations(index), a),
    (factors, right, out) => solveFactorized(factors, transposed, right, columns, out),
  );
}

/**
 * Lets the factors of a regular matrix pass.
 *
 * @throws {@link DomainError} when the matrix is singular.
 */
export function regular(operation: string, factors: Factorization, a: Plain): Factorization {
  if (!factors.singular) return factors;
  throw new DomainError(
    `${operation}: the matrix of shape ${formatShape(shapeOf(a))} is singular. ` +
      'linalg.lstsq and linalg.pinv take singular matrices.',
  );
}

/**
 * The solution `x` of `a x = b`. A `b` of rank 1 is one right-hand side; else its columns are. Leading axes broadcast.
 *
 * @param a - Square matrices, `[..., n, n]`.
 * @param b - A vector `[n]`, or right-hand sides `[..., n, k]`.
 * @throws {@link ShapeError} when `a` is not square, `b` has another number of rows, or leading axes do not broadcast.
 * @throws {@link DomainError} when `a` is singular.
 *
 * @example
 * linalg.solve(tensor([[2, 0], [0, 4]]), tensor([2, 8])); // [1, 2]
 *
 * @see Giles, An extended collection of matrix derivative results for forward and reverse mode AD (2008).
 */
export function solve(a: Value, b: Value): Tensor {
  squareSize('linalg.solve', shapeOfArgument('linalg.solve', a));
  checkRightHandSides('linalg.solve', shapeOfValue(a), shapeOfArgument('linalg.solve', b, 1));
  const { columns, restore } = rightHandSides(b);
  return restore(solveRow.apply([a, columns], { transposed: false }));
}
