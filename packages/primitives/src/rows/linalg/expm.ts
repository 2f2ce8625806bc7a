import { shapeOf, zeros, type Plain, type Tensor } from '@wengert/tensor';
import type { Domain } from '../../domain.js';
import { select } from '../../kinds/selection.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import { shapeOfValue, type Value } from '../../value.js';
import { abs, div, mul } from '../arithmetic.js';
import { max } from '../extremes-along.js';
import { concat } from '../joining.js';
import { equal } from '../masks.js';
import { slice } from '../slicing.js';
import { stopGradient } from '../stop-gradient.js';
import { sum } from '../sums.js';
import { matrixExamples } from './examples.js';
import { exponential } from './kernels/exponential.js';
import { mapMatrices } from './kernels/stacks.js';
import { transposed } from './matrices.js';
import { overMatrices } from './over-matrices.js';
import { squareSize } from './shapes.js';

const small: Domain = { min: -1, max: 1 };

export const expmRow: Primitive<undefined> = /* @__PURE__ */ structured<undefined>({
  name: 'linalg.expm',
  arity: 1,
  evaluate: ([a = 0]) => exponentialOf(a),
  push: ([tangent], [a = 0]) => (tangent === undefined ? undefined : derivativeAlong(a, tangent)),
  pull: (_index, cotangent, [a = 0]) => derivativeAlong(transposed(a), cotangent),
  batch: overMatrices,
  examples: matrixExamples(
    small,
    [undefined],
    [
      [2, 2],
      [3, 3],
      [1, 1],
      [2, 2, 2],
      [0, 0],
    ],
  ),
  undecomposed: 'the number of squarings depends on the matrix',
  source: 'Al-Mohy and Higham (2009), Computing the Fréchet derivative of the matrix exponential, equation 1.5',
});

/**
 * The Fréchet derivative of the exponential along a direction: the upper right block of the exponential of a block
 * matrix. It is linear in the direction, which is scaled so that it does not govern how often the matrix is halved.
 */
function derivativeAlong(a: Value, direction: Value): Value {
  const shape = shapeOfValue(a);
  const n = shape.at(-1) ?? 0;
  if (n === 0) return direction;
  const size = stopGradient(max(sum(abs(direction), { axis: -2, keepDims: true }), { axis: -1, keepDims: true }));
  const scale = select(equal(size, 0), 1, size);
  const above = concat([a, div(direction, scale)], -1);
  const below = concat([zeros(shape), a], -1);
  const whole = expmRow.apply([concat([above, below], -2)], undefined);
  const block = slice(whole, [...shape.slice(0, -2).map(() => null), [0, n], [n, null]]);
  return mul(scale, block);
}

function exponentialOf(a: Plain): Plain {
  const n = squareSize('linalg.expm', shapeOf(a));
  return mapMatrices(a, [n, n], (matrix, out) => exponential(matrix, n, out));
}

/**
 * The exponential of every matrix: `I + a + a a / 2 + …`. For its element by element, there is {@link exp}.
 *
 * @param a - Square matrices, `[..., n, n]`.
 * @throws {@link ShapeError} when `a` is not square.
 *
 * @example
 * linalg.expm(tensor([[0, 3], [0, 0]])); // [[1, 3], [0, 1]]
 *
 * @see Al-Mohy and Higham, Computing the Fréchet derivative of the matrix exponential, with an application to condition
 * number estimation, SIAM J. Matrix Anal. Appl. 30 (2009).
 */
export function expm(a: Value): Tensor {
  return expmRow.apply([a], undefined) as Tensor;
}
