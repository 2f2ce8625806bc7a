import { DomainError, eye, type Tensor } from '@wengert/tensor';
import { broadcast } from '../../kinds/broadcasting.js';
import { composite } from '../../kinds/composite.js';
import type { Row } from '../../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../../value.js';
import { shapeOfArgument } from '../arguments.js';
import { product } from '../products.js';
import { allExamples, invertible, matrixExamples } from './examples.js';
import { inverseFor } from './inverse.js';
import { squareSize } from './shapes.js';

const operation = 'linalg.matrixPower';

/** The exponent. */
interface Exponent {
  readonly n: number;
}

export const matrixPowerRow: Row<Exponent> = /* @__PURE__ */ composite({
  name: operation,
  arity: 1,
  define: ([a = 0], { n }) => power(a, n),
  examples: allExamples(
    matrixExamples(invertible, [{ n: 3 }, { n: 2 }, { n: 1 }, { n: 0 }, { n: -1 }, { n: -2 }], [[2, 2]]),
    matrixExamples(
      invertible,
      [{ n: 5 }],
      [
        [2, 1, 1],
        [0, 0],
      ],
    ),
  ),
  source: 'by matmul and inv',
});

/** By squaring. */
function power(a: Value, n: number): Value {
  const size = squareSize(operation, shapeOfArgument(operation, a));
  if (n === 0) return broadcast(eye(size), shapeOfValue(a));
  let base: Value = n < 0 ? inverseFor(operation, a) : a;
  let result: Value | undefined;
  for (let rest = Math.abs(n); ; base = product(base, base)) {
    if (rest % 2 === 1) result = result === undefined ? base : product(result, base);
    rest = Math.floor(rest / 2);
    if (rest === 0 && result !== undefined) return result;
  }
}

/**
 * The power of every matrix for an integer exponent: a repeated product, of the inverse if it is negative.
 *
 * @param a - Square matrices, `[..., n, n]`.
 * @throws {@link ShapeError} when `a` is not square.
 * @throws {@link DomainError} when the exponent is not an integer, or negative for a singular matrix.
 *
 * @example
 * linalg.matrixPower(tensor([[1, 1], [0, 1]]), 3); // [[1, 3], [0, 1]]
 */
export function matrixPower(a: Value, n: number): Tensor {
  if (!Number.isSafeInteger(n)) {
    throw new DomainError(`${operation}: the exponent must be an integer, but is ${describeValue(n)}.`);
  }
  return matrixPowerRow.apply([a], { n }) as Tensor;
}
