import { shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import type { Value } from '../../value.js';
import { neg } from '../arithmetic.js';
import { product } from '../products.js';
import { invertible, matrixExamples } from './examples.js';
import { factorizationsOf } from './kernels/factorizations.js';
import { invertFactorized } from './kernels/lu.js';
import { mapMatrices } from './kernels/stacks.js';
import { overMatrices } from './over-matrices.js';
import { squareSize } from './shapes.js';
import { regular } from './solving.js';

/** What becomes of singular matrices: an error, or NaN. */
interface Strictness {
  /** Who asks, for error messages. */
  readonly operation: string;
  readonly strict: boolean;
}

export const invRow: Primitive<Strictness> = /* @__PURE__ */ structured<Strictness>({
  name: 'linalg.inv',
  arity: 1,
  evaluate: ([a = 0], params) => invertPlain(a, params),
  push: ([tangent], _args, inverse) =>
    tangent === undefined ? undefined : neg(product(inverse, product(tangent, inverse))),
  pull: (_index, cotangent, _args, inverse) =>
    neg(product(inverse, product(cotangent, inverse, false, true), true, false)),
  batch: overMatrices,
  examples: matrixExamples(
    invertible,
    [
      { operation: 'linalg.inv', strict: true },
      { operation: 'linalg.inv', strict: false },
    ],
    [
      [3, 3],
      [1, 1],
      [2, 2, 2],
      [0, 0],
    ],
  ),
  undecomposed: 'pivots are chosen by their size',
  source: 'Giles (2008), An extended collection of matrix derivative results, section 2.2.3',
});

function invertPlain(a: Plain, { operation, strict }: Strictness): Plain {
  const n = squareSize(operation, shapeOf(a));
  const factorizations = factorizationsOf(a);
  let index = 0;
  return mapMatrices(a, [n, n], (_matrix, out) => {
    const factors = factorizations(index++);
    if (!strict && factors.singular) out.fill(NaN);
    else out.set(invertFactorized(regular(operation, factors, a)));
  });
}

/** The inverse, as a part of another operation. */
export function inverseFor(operation: string, a: Value): Value {
  return invRow.apply([a], { operation, strict: true });
}

/**
 * The inverse of every matrix. To solve a system, {@link solve} takes less time and loses fewer digits.
 *
 * @param a - Square matrices, `[..., n, n]`.
 * @throws {@link ShapeError} when `a` is not square.
 * @throws {@link DomainError} when a matrix is singular.
 *
 * @example
 * linalg.inv(tensor([[2, 0], [0, 4]])); // [[0.5, 0], [0, 0.25]]
 *
 * @see Giles, An extended collection of matrix derivative results for forward and reverse mode AD (2008).
 */
export function inv(a: Value): Tensor {
  return inverseFor('linalg.inv', a) as Tensor;
}
