import { normalizeAxes, type Shape, type Tensor } from '@wengert/tensor';
import { argument, reals, type Domain, type Example } from '../domain.js';
import { type Scalar, type Value } from '../value.js';
import { optionsOf, shapeOfArgument } from './arguments.js';
import { reshapeRow } from './reshaping.js';

/** Over which axes to reduce. */
export interface ReductionOptions {
  /** One axis or several; negative ones count from the end. Without it all axes, and with `[]` none. */
  readonly axis?: number | readonly number[] | undefined;
  /** Whether the reduced axes stay, with length 1, so that the result broadcasts with the argument. */
  readonly keepDims?: boolean | undefined;
}

/** The options `O` where they reduce all axes to a scalar. */
type ToScalar<O extends ReductionOptions> = O & { readonly axis?: undefined; readonly keepDims?: false | undefined };

/**
 * An operation that makes one number of the numbers along some axes.
 *
 * A result without axes is a scalar. For a tensor it is typed `number`, as in functions written for plain numbers.
 */
export interface Reduction<O extends ReductionOptions = ReductionOptions> {
  (x: number, options?: O): number;
  (x: Scalar, options?: O): Scalar;
  (x: Tensor, options?: ToScalar<O>): number;
  (x: Tensor, options: O & { readonly keepDims: true }): Tensor;
  (x: Value, options?: ToScalar<O>): Scalar;
  (x: Value, options?: O): Value;
  // Once more, since inference reads the last signature: grad(sum).
  (x: Tensor): number;
}

/** The axes of a reduction as rows take them. */
export interface Folding {
  /** Counted from the start, sorted, each once. */
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/**
 * The function that users call for a reduction: reads the axes for `apply`, which is given the options for the rest.
 *
 * @param more - The names of options besides those of every reduction.
 */
// @__NO_SIDE_EFFECTS__
export function reduction<O extends ReductionOptions = ReductionOptions>(
  name: string,
  apply: (x: Value, folding: Folding, options: Partial<O>) => Value,
  more: readonly (keyof O & string)[] = [],
): Reduction<O> {
  const names: readonly (keyof O & string)[] = ['axis', 'keepDims', ...more];
  function operation(x: number, options?: O): number;
  function operation(x: Scalar, options?: O): Scalar;
  function operation(x: Tensor, options?: ToScalar<O>): number;
  function operation(x: Tensor, options: O & { readonly keepDims: true }): Tensor;
  function operation(x: Value, options?: ToScalar<O>): Scalar;
  function operation(x: Value, options?: O): Value;
  function operation(x: Value, given?: O): Value {
    const { length: rank } = shapeOfArgument(name, x);
    const options = optionsOf(name, given, names);
    return apply(x, { axes: normalizeAxes(name, options.axis, rank), keepDims: options.keepDims === true }, options);
  }
  Object.defineProperty(operation, 'name', { value: name });
  return operation;
}

/** An array of this shape with the axes reduced to length 1. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return axes.length === 0 ? shape : shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

/** How many numbers each result of a reduction is made of. */
export function countAlong(shape: Shape, axes: readonly number[]): number {
  return axes.reduce((count, axis) => count * (shape[axis] ?? 1), 1);
}

/** The result of reducing an array of `shape`, with the reduced axes back in place, so that it broadcasts with it. */
export function restoreAxes(result: Value, shape: Shape, { axes, keepDims }: Folding): Value {
  if (keepDims || axes.length === 0) return result;
  return reshapeRow.apply([result], { shape: keptShape(shape, axes) });
}

/** Reductions to test with: over all axes, one and several, of scalars, and along axes of length 1. */
export function foldingExamples(domain: Domain = reals): readonly Example<Folding>[] {
  return [
    { args: [argument([3], domain)], params: { axes: [0], keepDims: false } },
    { args: [argument([2, 3], domain)], params: { axes: [1], keepDims: false } },
    { args: [argument([2, 3, 2], domain)], params: { axes: [0, 2], keepDims: true } },
    { args: [argument([2, 1], domain)], params: { axes: [1], keepDims: false } },
    { args: [argument([], domain)], params: { axes: [], keepDims: false } },
    { args: [argument([2, 0], domain)], params: { axes: [0], keepDims: false } },
  ];
}

/** The example of a reduction of no numbers, for operations that have a result for them. */
export const emptyFolding: Example<Folding> = {
  args: [{ shape: [0, 2], domain: reals }],
  params: { axes: [0], keepDims: false },
};
