import { describeNumber } from './describe-number.js';
import { ShapeError, WengertError } from './errors.js';
import { formatShape, type Shape } from './shape.js';
import { describeTensor } from './inspect.js';

/**
 * Marks every tensor, traced ones included. A registered symbol instead of `instanceof`, because one process may load
 * the ESM and the CJS build, or two copies of the package.
 */
export const tensorBrand: unique symbol = /* @__PURE__ */ Symbol.for('wengert.tensor');

/** Marks tensors that hold their numbers, and so are not traced. */
export const denseBrand: unique symbol = /* @__PURE__ */ Symbol.for('wengert.dense');

/** Numbers in plain arrays, nested to any depth. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/**
 * An immutable, row-major array of float64 numbers with at least one axis. An array without axes is a `number`.
 *
 * @example
 * const a = tensor([[1, 2, 3], [4, 5, 6]]);
 * a.shape; // [2, 3]
 * a.at(1, -1); // 6
 */
export interface Tensor {
  readonly [tensorBrand]: true;
  /** The length of each axis, outermost first. */
  readonly shape: Shape;
  /** The number of axes. */
  readonly rank: number;
  /** The number of elements. */
  readonly size: number;
  /**
   * The elements in row-major order. Read-only by contract: tensors share it. It may be part of a larger buffer, so take
   * a copy, `data.slice()`, where the buffer itself matters (as in transferring it to a worker).
   */
  readonly data: Float64Array;
  /** The elements as nested plain arrays, freshly made. */
  toArray(): NestedNumbers;
  /**
   * One element; negative indices count from the end.
   *
   * @throws {@link ShapeError} unless there is one index within range for each axis.
   */
  at(...index: number[]): number;
  /** What `JSON.stringify` writes, {@link Tensor.toArray}: `tensor` makes the tensor of it again. */
  toJSON(): NestedNumbers;
  /** The shape and the elements on one line, abbreviated when there are many. */
  toString(): string;
}

/** A tensor that holds its numbers. Made by {@link tensor} and its kin, and by kernels through {@link fromData}. */
export interface DenseTensor extends Tensor {
  readonly [denseBrand]: true;
}

/**
 * Makes a tensor that takes possession of both arguments and checks neither: `shape` must have an axis, and `data` its
 * size. {@link tensor} is the checked way.
 */
export const DenseTensor: new (data: Float64Array, shape: Shape) => DenseTensor = class DenseTensor implements Tensor {
  // `declare` leaves initialisation to the constructor alone: one write per field, one hidden class.
  declare readonly data: Float64Array;
  declare readonly shape: Shape;

  constructor(data: Float64Array, shape: Shape) {
    this.data = data;
    this.shape = shape;
  }

  get [tensorBrand](): true {
    return true;
  }

  get [denseBrand](): true {
    return true;
  }

  get rank(): number {
    return this.shape.length;
  }

  get size(): number {
    return this.data.length;
  }

  toJSON(): NestedNumbers {
    return this.toArray();
  }

  toArray(): NestedNumbers {
    return nest(this.data, this.shape, 0, 0, this.data.length);
  }

  at(...index: number[]): number {
    const { shape, data } = this;
    if (index.length !== shape.length) {
      throw new ShapeError(
        `at: a tensor of shape ${formatShape(shape)} takes ${shape.length} indices, but got ${index.length}.`,
      );
    }
    let offset = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      const length = shape[axis] as number;
      const i = index[axis] as number;
      if (!Number.isInteger(i) || i < -length || i >= length) {
        throw new ShapeError(
          `at: index ${describeNumber(i)} is out of range for axis ${axis} of shape ${formatShape(shape)}.`,
        );
      }
      offset = offset * length + (i < 0 ? i + length : i);
    }
    return data[offset] as number;
  }

  /** The shape and the elements on one line, abbreviated when there are many. */
  toString(): string {
    return describeTensor(this.data, this.shape);
  }

  /** What Node prints. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return describeTensor(this.data, this.shape);
  }

  /**
   * Text for `` `${x}` ``, and an error where JavaScript would make a number of a tensor.
   *
   * @throws {@link WengertError} in `x + 1`, `x < y`, `Math.sin(x)` and the like.
   */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new WengertError(
      `A tensor of shape ${formatShape(this.shape)} was used as a number. JavaScript operators and Math do not work on ` +
        'tensors: use add, sub, mul, div, less, sin and so on, and .at(i, j) for one element.',
    );
  }
};

function nest(data: Float64Array, shape: Shape, axis: number, start: number, end: number): NestedNumbers {
  if (axis === shape.length - 1) return Array.from(data.subarray(start, end));
  const length = shape[axis] as number;
  const step = length === 0 ? 0 : (end - start) / length;
  return Array.from({ length }, (_, i) => nest(data, shape, axis + 1, start + i * step, start + (i + 1) * step));
}

/**
 * Whether `x` is a tensor, traced or not.
 *
 * @example
 * isTensor(tensor([1])); // true
 * isTensor([1]); // false
 */
export function isTensor(x: unknown): x is Tensor {
  return typeof x === 'object' && x !== null && (x as Partial<Tensor>)[tensorBrand] === true;
}

/** Whether `x` is a tensor that holds its numbers, and so is not traced. */
export function isDense(x: unknown): x is DenseTensor {
  return typeof x === 'object' && x !== null && (x as Partial<DenseTensor>)[denseBrand] === true;
}

/** What kernels take and return: an untraced tensor, or a number for an array without axes. */
export type Plain = number | DenseTensor;

/** The array of this shape whose elements are `data`, which it takes possession of; a number where `shape` is `[]`. */
export function fromData(data: Float64Array, shape: Shape): Plain {
  return shape.length === 0 ? (data[0] as number) : new DenseTensor(data, shape);
}

const scalarShape: Shape = [];

/** The shape of `x`: `[]` for a number. */
export function shapeOf(x: Plain): Shape {
  return typeof x === 'number' ? scalarShape : x.shape;
}

/** The elements of `x` in row-major order, not to be written to. */
export function dataOf(x: Plain): Float64Array {
  return typeof x === 'number' ? Float64Array.of(x) : x.data;
}
