import { flatten, isValue, mul, shapeOfValue, unflatten, zerosOf, type Scalar, type Value } from '@wengert/primitives';
import { DomainError, formatShape, ShapeError } from '@wengert/tensor';
import { call, checkFunction } from './differentiated-arguments.js';
import { Series } from './taylor/series.js';
import { TaylorTrace } from './taylor/taylor-trace.js';
import type { AnyFunction, Concrete } from './types.js';

/**
 * The derivatives of `f` at `x` up to an order, all in one pass: `[f(x), f'(x), …]`. Every value carries the coefficients
 * of its Taylor series; the rules for them follow from the derivative rules of the operations.
 *
 * Shapes: an array of `order + 1` entries, each with the structure and shapes of the output.
 *
 * Cost: one evaluation of `f`, with of the order of `order²` to `order³` operations for each of its operations, where nested
 * derivatives would take `2 ** order`. `linalg.det` costs more, and `linalg.expm`, whose derivative is one of a matrix
 * twice as large, saves nothing.
 *
 * @param f - A function of one scalar, made of this library's operations; it may return any tree.
 * @param x - A scalar.
 * @param order - The highest derivative, an integer of at least 0.
 * @throws {@link ShapeError} when `x` is no scalar.
 * @throws {@link DomainError} when the order is no non-negative integer.
 * @throws {@link TreeError} when the output is no tree of numbers and tensors.
 *
 * @example
 * jet((x: Scalar) => mul(x, x, x), 2, 3); // [8, 12, 12, 6]
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapter 13.
 */
export function jet<Output>(f: (x: Scalar) => Output, x: number, order: number): Concrete<Output>[];
export function jet<Output>(f: (x: Scalar) => Output, x: Scalar, order: number): Output[];
export function jet(f: AnyFunction, x: unknown, order: number): unknown[] {
  checkFunction('jet', f);
  if (!Number.isInteger(order) || order < 0) {
    throw new DomainError(`jet: the order must be a non-negative integer, but is ${order}.`);
  }
  const { leaves } = flatten(x, 'jet: x');
  if (!isValue(x) || shapeOfValue(x).length > 0) {
    throw new ShapeError(
      `jet: x must be one scalar, but is ${isValue(x) ? `of shape ${formatShape(shapeOfValue(x))}` : `a tree of ${leaves.length}`}. ` +
        'For the derivatives along a direction, let f be a function of how far to go along it.',
    );
  }
  const trace = new TaylorTrace('jet');
  try {
    const input = order === 0 ? x : trace.value(new Series(order, x, (k) => (k === 1 ? 1 : undefined)));
    const output = flatten(call(f, [input]), 'jet: the output of f');
    const derivative = (leaf: Value, k: number): Value => {
      const series = trace.seriesOf(leaf);
      if (k === 0) return series?.primal ?? leaf;
      const coefficient = series?.coefficient(k);
      return coefficient === undefined
        ? zerosOf(shapeOfValue(leaf))
        : k === 1
          ? coefficient
          : mul(factorial(k), coefficient);
    };
    return Array.from({ length: order + 1 }, (_, k) =>
      unflatten(
        output.structure,
        output.leaves.map((leaf) => derivative(leaf, k)),
      ),
    );
  } finally {
    trace.end();
  }
}

function factorial(k: number): number {
  return k <= 1 ? 1 : k * factorial(k - 1);
}
