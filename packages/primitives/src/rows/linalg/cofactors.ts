import { broadcastShapes, broadcastTo, dataOf, shapeOf, type Plain } from '@wengert/tensor';
import { sumTo } from '../../kinds/broadcasting.js';
import { argument } from '../../domain.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive, Tangent } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';

import { anyMatrix } from './examples.js';
import { cofactors } from './kernels/cofactors.js';
import { mapMatrices } from './kernels/stacks.js';
import { sumOfTangents } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { squareSize } from './shapes.js';

/**
 * The derivative of order k of the matrix of cofactors, given the matrix and k directions of its shape. It is linear in
 * each direction, and its derivative by the matrix is the one of order k + 1. The cofactors being the derivative of the
 * determinant, these are symmetric forms in all directions and the cotangent: a pull puts the cotangent in the place of
 * the direction that it pulls to.
 */
export const cofactorsRow: Primitive<undefined> = /* @__PURE__ */ structured({
  name: 'linalg.cofactors',
  arity: undefined,
  evaluate: (args) => evaluate(args),
  push(tangents, args) {
    let total: Tangent;
    tangents.forEach((tangent, i) => {
      if (tangent === undefined) return;
      const term = cofactorsRow.apply(i === 0 ? [...args, tangent] : args.with(i, tangent), undefined);
      total = sumOfTangents(total, term);
    });
    return total;
  },
  pull(index, cotangent, args) {
    const pulled = cofactorsRow.apply(index === 0 ? [...args, cotangent] : args.with(index, cotangent), undefined);
    return sumTo(pulled, shapeOfValue(args[index] ?? 0));
  },
  batch: overMatrices,
  examples: [
    { args: [argument([3, 3], anyMatrix)], params: undefined },
    { args: [argument([1, 1], anyMatrix)], params: undefined },
    { args: [argument([2, 2, 2], anyMatrix), argument([2, 2, 2])], params: undefined },
    { args: [argument([2, 2], anyMatrix), argument([2, 2, 2])], params: undefined },
    { args: [argument([4, 4], anyMatrix), argument([4, 4])], params: undefined },
    { args: [argument([3, 3], anyMatrix), argument([3, 3]), argument([3, 3])], params: undefined },
  ],
  undecomposed: 'pivots are chosen by their size',
  source: 'Horn and Johnson, Matrix Analysis (2nd ed. 2013), section 0.8.10: sums of minors',
});

/** The matrices of cofactors: the derivative of the determinant. */
export function cofactorsOf(a: Value): Value {
  return cofactorsRow.apply([a], undefined);
}

function evaluate(args: readonly Plain[]): Plain {
  const operation = 'linalg.cofactors';
  const shape = args.map(shapeOf).reduce((common, own) => broadcastShapes(operation, common, own));
  const n = squareSize(operation, shape);
  const [a = 0, ...directions] = args.map((x) => broadcastTo(x, shape));
  let start = 0;
  return mapMatrices(a, [n, n], (matrix, out) => {
    const end = start + n * n;
    const own = directions.map((direction) => dataOf(direction).subarray(start, end));
    start = end;
    out.set(cofactors(matrix, own, n));
  });
}
