import { shapeOf, type Plain, type Tensor } from '@wengert/tensor';
import { argument } from '../../domain.js';
import { structured } from '../../kinds/structured.js';
import type { Primitive } from '../../primitive.js';
import type { Value } from '../../value.js';
import { neg } from '../arithmetic.js';
import { product } from '../products.js';
import { factorizationsOf } from './kernels/factorizations.js';
import { invertFactorized } from './kernels/lu.js';
import { mapMatrices } from './kernels/stacks.js';
import { onMatrices } from './matrices.js';
import { squareSize } from './shapes.js';
import { invertible, regular } from './solving.js';

/** What becomes of singular matrices: an error, or NaN. */
interface Strictness {
  readonly strict: boolean;
}

export const invRow: Primitive<Strictness> = /* @__PURE__ */ onMatrices(
  structured<Strictness>({
    name: 'linalg.inv',
    arity: 1,
    evaluate: ([a = 0], { strict }) => invertPlain(a, strict),
    push: ([tangent], _args, inverse) =>
      tangent === undefined ? undefined : neg(product(inverse, product(tangent, inverse))),
    pull: (_index, cotangent, _args, inverse) =>
      neg(product(inverse, product(cotangent, inverse, false, true), true, false)),
    examples: [true, false].flatMap((strict) =>
      [
        [3, 3],
        [1, 1],
        [2, 2, 2],
        [0, 0],
      ].map((shape) => ({ args: [argument(shape, invertible)], params: { strict } })),
    ),
    source: 'Giles (2008), An extended collection of matrix derivative results, section 2.2.3',
  }),
);

function invertPlain(a: Plain, strict: boolean): Plain {
  const n = squareSize('linalg.inv', shapeOf(a));
  const factorizations = factorizationsOf(a);
  let index = 0;
  return mapMatrices(a, [n, n], (_matrix, out) => {
    const factors = factorizations(index++);
    if (!strict && factors.singular) out.fill(NaN);
    else out.set(invertFactorized(regular('linalg.inv', factors, a)));
  });
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
  return invRow.apply([a], { strict: true }) as Tensor;
}
