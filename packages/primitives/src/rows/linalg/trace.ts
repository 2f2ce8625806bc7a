import { composite } from '../../kinds/composite.js';
import type { Row } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { shapeOfArgument } from '../arguments.js';
import { sumOver } from '../reducing.js';
import { anyMatrix, matrixExamples } from './examples.js';
import { mainDiagonal } from './matrices.js';
import { matrixShape } from './shapes.js';

export const traceRow: Row<undefined> = /* @__PURE__ */ composite({
  name: 'linalg.trace',
  arity: 1,
  define([a = 0]) {
    matrixShape('linalg.trace', shapeOfArgument('linalg.trace', a));
    const diagonal = mainDiagonal(a);
    return sumOver(diagonal, { axes: [shapeOfValue(diagonal).length - 1], keepDims: false });
  },
  examples: matrixExamples(
    anyMatrix,
    [undefined],
    [
      [3, 3],
      [2, 3],
      [2, 2, 1],
      [0, 0],
    ],
  ),
  source: 'linear',
});

/**
 * The sum of the main diagonal of every matrix.
 *
 * @param a - Matrices `[..., m, n]`.
 * @returns An array of the leading axes; a number for a single matrix.
 * @throws {@link ShapeError} when `a` has fewer than two axes.
 *
 * @example
 * linalg.trace(tensor([[1, 2], [3, 4]])); // 5
 */
export function trace(a: Value): number {
  return traceRow.apply([a], undefined) as number;
}
