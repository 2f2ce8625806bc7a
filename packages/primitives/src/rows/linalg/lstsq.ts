import { dataOf, shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { sumTo } from '../../kinds/broadcasting.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { shapeOfArgument } from '../arguments.js';
import { add, sub } from '../arithmetic.js';
import { product } from '../products.js';
import { invertible, systemExamples } from './examples.js';
import { leastSquares } from './kernels/least-squares.js';
import { lastTwo, mapPairs } from './kernels/stacks.js';
import { differenceOfTangents, rightHandSides, sumOfTangents, transposed } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { checkRightHandSides, matrixShape } from './shapes.js';

const operation = 'linalg.lstsq';

/** Its rules are those of the Moore-Penrose inverse times the right-hand sides, with that inverse never formed. */
export const lstsqRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: operation,
  arity: 2,
  evaluate: ([a = 0, b = 0]) => solvePlain(a, b),
  push([aTangent, bTangent], [a = 0, b = 0], x) {
    const change = aTangent === undefined ? undefined : product(aTangent, x);
    const rest = differenceOfTangents(bTangent, change);
    const within = rest === undefined ? undefined : minimize(a, rest);
    if (aTangent === undefined) return within;
    const adjoint = transposed(a);
    const residual = sub(b, product(a, x));
    const outside = minimize(a, minimize(adjoint, product(aTangent, residual, true)));
    const right = product(aTangent, minimize(adjoint, x), true);
    const across = sub(right, minimize(a, product(a, right)));
    return sumOfTangents(within, add(outside, across));
  },
  pull(index, cotangent, [a = 0, b = 0], x) {
    const adjoint = transposed(a);
    const pulled = minimize(adjoint, cotangent);
    if (index === 1) return sumTo(pulled, shapeOfValue(b));
    const within = product(pulled, x, false, true);
    const residual = sub(b, product(a, x));
    const outside = product(residual, minimize(a, pulled), false, true);
    const right = sub(cotangent, minimize(a, product(a, cotangent)));
    const across = product(minimize(adjoint, x), right, false, true);
    return sumTo(sub(add(outside, across), within), shapeOfValue(a));
  },
  batch: overMatrices,
  examples: systemExamples(
    invertible,
    [undefined],
    [
      [
        [3, 2],
        [3, 2],
      ],
      [
        [2, 3],
        [2, 1],
      ],
      [
        [2, 2],
        [2, 1],
      ],
      [
        [2, 3, 2],
        [3, 1],
      ],
      [
        [2, 1],
        [2, 2, 1],
      ],
    ],
  ),
  undecomposed: 'rank is found by pivots',
  source: 'Golub and Pereyra (1973), The differentiation of pseudo-inverses, equation 4.12',
});

function minimize(a: Value, b: Value): Value {
  return lstsqRow.apply([a, b], undefined);
}

function solvePlain(a: Plain, b: Plain): Plain {
  const { rows, columns } = matrixShape(operation, shapeOf(a));
  checkRightHandSides(operation, shapeOf(a), shapeOf(b));
  const [, k] = lastTwo(shapeOf(b));
  const size = rows * columns;
  return mapPairs(
    operation,
    a,
    b,
    [columns, k],
    (index) => leastSquares(dataOf(a).subarray(index * size, (index + 1) * size), rows, columns),
    (solver, right, out) => solver(right, k, out),
  );
}

/**
 * The solution `x` of the least-squares problem: it minimises the norm of `a x - b`, and among the minimisers, where
 * there are several, it has the least norm. A `b` of rank 1 is one right-hand side; else its columns are. Leading axes
 * broadcast.
 *
 * @param a - Matrices `[..., m, n]`. The derivative is that along matrices of the same rank.
 * @param b - A vector `[m]`, or right-hand sides `[..., m, k]`.
 * @throws {@link ShapeError} when `a` and `b` differ in their number of rows, or leading axes do not broadcast.
 *
 * @example
 * linalg.lstsq(tensor([[2, 0], [0, 4], [0, 0]]), tensor([2, 4, 1])); // [1, 1]
 *
 * @see Golub and Pereyra, The differentiation of pseudo-inverses and nonlinear least squares problems whose variables
 * separate, SIAM J. Numer. Anal. 10 (1973).
 */
export function lstsq(a: Value, b: Value): Tensor {
  matrixShape(operation, shapeOfArgument(operation, a));
  checkRightHandSides(operation, shapeOfValue(a), shapeOfArgument(operation, b, 1));
  const { columns, restore } = rightHandSides(b);
  return restore(lstsqRow.apply([a, columns], undefined));
}
