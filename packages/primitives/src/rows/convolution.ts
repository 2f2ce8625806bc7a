import { convolve as convolveKernel, DomainError, formatShape, ShapeError, type Tensor } from '@wengert/tensor';
import { argument } from '../domain.js';
import { multilinear } from '../kinds/multilinear.js';
import type { Primitive } from '../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { flipRow } from './arranging.js';
import { reshaped } from './products.js';

/** A part of the full convolution: `size` elements from `start` on, with zeros before its first and after its last. */
interface Window {
  readonly start: number;
  readonly size: number;
}

/** The derivative along one factor is a correlation with the other: a convolution with that one reversed. */
export const convolveRow: Primitive<Window> = /* @__PURE__ */ multilinear({
  name: 'convolve',
  evaluate: ([x = 0, y = 0], { start, size }) => convolveKernel(x, y, start, size),
  transposes: [
    (cotangent, [x = 0, y = 0], { start }) => correlate(cotangent, y, start, x),
    (cotangent, [x = 0, y = 0], { start }) => correlate(cotangent, x, start, y),
  ],
  examples: [
    { args: [argument([4]), argument([3])], params: { start: 0, size: 6 } },
    { args: [argument([2]), argument([5])], params: { start: 1, size: 4 } },
    { args: [argument([7]), argument([9])], params: { start: 4, size: 9 } },
    { args: [argument([1]), argument([1])], params: { start: 0, size: 1 } },
    { args: [argument([2]), argument([3])], params: { start: -2, size: 9 } },
  ],
  source: 'product rule',
});

/** The cotangent of `factor`, given that of the window that starts at `start` of its convolution with `other`. */
function correlate(cotangent: Value, other: Value, start: number, factor: Value): Value {
  const [length = 1] = shapeOfValue(other);
  const [size = 1] = shapeOfValue(factor);
  return convolveRow.apply([cotangent, flipRow.apply([other], { axes: [0] })], { start: length - 1 - start, size });
}

/** Which part of a convolution to return. */
export type ConvolutionMode = 'full' | 'same' | 'valid';

/** For vectors of length `long >= short`; as in NumPy. */
const windows: Readonly<Record<ConvolutionMode, (long: number, short: number) => Window>> = {
  full: (long, short) => ({ start: 0, size: long + short - 1 }),
  same: (long, short) => ({ start: Math.floor((short - 1) / 2), size: long }),
  valid: (long, short) => ({ start: short - 1, size: long - short + 1 }),
};

/**
 * The convolution of two vectors: element `s` is the sum of `x[i] * y[s - i]` over all `i`, as in multiplying two
 * polynomials. A scalar counts as a vector of one element.
 *
 * @param mode - `full`: all elements, one less than those of `x` and `y` together; `same`: as many as the longer vector
 * has, from the middle; `valid`: those to which all elements of the shorter vector contribute.
 * @throws {@link ShapeError} when an argument has several axes or no elements.
 * @throws {@link DomainError} when there is no such mode.
 *
 * @example
 * convolve(tensor([1, 2, 3]), tensor([1, 1])); // [1, 3, 5, 3]
 * convolve(tensor([1, 2, 3]), tensor([1, 1]), 'valid'); // [3, 5]
 */
export function convolve(x: Value, y: Value, mode: ConvolutionMode = 'full'): Tensor {
  if (!Object.hasOwn(windows, mode)) {
    throw new DomainError(`convolve: there is no mode ${describeValue(mode)}. Use 'full', 'same' or 'valid'.`);
  }
  const [m, n] = [lengthOf(x, 0), lengthOf(y, 1)];
  const window = windows[mode](Math.max(m, n), Math.min(m, n));
  return convolveRow.apply([reshaped(x, [m]), reshaped(y, [n])], window) as Tensor;
}

function lengthOf(x: Value, index: number): number {
  const shape = shapeOfArgument('convolve', x, index);
  const [length = 1, ...more] = shape;
  if (length === 0 || more.length > 0) {
    throw new ShapeError(
      `convolve: argument ${index + 1} must be a vector with at least one element, but has shape ${formatShape(shape)}.`,
    );
  }
  return length;
}
