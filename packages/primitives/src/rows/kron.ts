import type { Shape, Tensor } from '@wengert/tensor';
import { composite } from '../kinds/composite.js';
import type { Row } from '../primitive.js';
import type { Scalar, Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { mul } from './arithmetic.js';
import { productExamples, reshaped } from './products.js';

export const kronRow: Row<undefined> = /* @__PURE__ */ composite({
  name: 'kron',
  arity: 2,
  define([x = 0, y = 0]) {
    const [xShape, yShape] = [shapeOfArgument('kron', x), shapeOfArgument('kron', y, 1)];
    if (xShape.length === 0 || yShape.length === 0) return mul(x, y);
    const rank = Math.max(xShape.length, yShape.length);
    const [outerShape, innerShape] = [leftPadded(xShape, rank), leftPadded(yShape, rank)];
    const blocks = mul(
      reshaped(
        x,
        outerShape.flatMap((length) => [length, 1]),
      ),
      reshaped(
        y,
        innerShape.flatMap((length) => [1, length]),
      ),
    );
    return reshaped(
      blocks,
      outerShape.map((length, axis) => length * (innerShape[axis] ?? 1)),
    );
  },
  examples: productExamples(
    undefined,
    [[2], [3]],
    [
      [2, 2],
      [1, 3],
    ],
    [[2], [2, 1, 2]],
    [[], [2]],
    [[0], [2]],
  ),
  source: 'mul of reshaped arguments',
});

function leftPadded(shape: Shape, rank: number): Shape {
  return [...Array.from({ length: rank - shape.length }, () => 1), ...shape];
}

/**
 * The Kronecker product: `x` with each of its elements replaced by its multiple of `y`. Missing leading axes count as 1.
 *
 * @example
 * kron(tensor([1, 10]), tensor([1, 2, 3])); // [1, 2, 3, 10, 20, 30]
 */
export function kron(x: number, y: number): number;
export function kron(x: Scalar, y: Scalar): Scalar;
export function kron(x: Tensor, y: Value): Tensor;
export function kron(x: Value, y: Tensor): Tensor;
export function kron(x: Value, y: Value): Value;
export function kron(x: Value, y: Value): Value {
  return kronRow.apply([x, y], undefined);
}
