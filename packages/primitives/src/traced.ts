import { TraceError, tensorBrand, type NestedNumbers, type Shape, type Tensor } from '@wengert/tensor';
import type { Maker, Trace } from './primitive.js';
import { checkLive } from './trace.js';
import { TracedValue } from './traced-value.js';
import { traceKey, type Value } from './value.js';
import { reshape } from './rows/reshaping.js';
import { elementAt, part } from './rows/slicing.js';

/** A traced tensor: it has a shape like any other, and its elements are traced scalars. */
export interface TracedTensor extends TracedValue, Tensor {
  toJSON(): never;
}

/** The class of {@link TracedTensor}; what extends it says what the shape is. */
export const TracedTensor: abstract new (trace: Trace, madeBy?: Maker) => TracedTensor = class
  extends TracedValue
  implements Tensor
{
  declare readonly shape: Shape;

  get [tensorBrand](): true {
    return true;
  }

  get rank(): number {
    return this.shape.length;
  }

  get size(): number {
    return this.shape.reduce((size, length) => size * length, 1);
  }

  /**
   * @throws {@link TraceError} always: the numbers alone would lose the derivative.
   */
  get data(): Float64Array {
    throw new TraceError(
      `data: this tensor is traced by ${this[traceKey].transformation}, and its plain numbers would lose the ` +
        'derivative. Use operations on the tensor, .at(i, j) for an element, or value(x).data for the plain numbers.',
    );
  }

  /** One element: a traced scalar, though its type says `number`, as for every function written for plain numbers. */
  at(...index: number[]): number {
    checkLive('at', this[traceKey], this);
    return element(this, index) as number;
  }

  /** The elements, traced, as nested plain arrays. */
  toArray(): NestedNumbers {
    checkLive('toArray', this[traceKey], this);
    const elements: Value[] = [];
    takeApart(reshape(this, [this.size]), elements);
    return nest(elements, this.shape, 0, 0, elements.length);
  }
};

function element(x: Tensor, index: readonly number[]): Value {
  if (index.length !== x.rank) {
    throw new TraceError(`at: a tensor of rank ${x.rank} takes ${x.rank} indices, but got ${index.length}.`);
  }
  return elementAt('at', x, index);
}

/** How many parts {@link takeApart} makes at a time. */
const branching = 8;

/**
 * Appends the elements of a tensor of rank 1. It is cut into parts, and these into parts in turn: pulling one slice back
 * costs as much as what it was cut from is long, so that n elements cut from the whole would cost n² together.
 */
function takeApart(x: Tensor, elements: Value[]): void {
  const step = Math.max(1, Math.ceil(x.size / branching));
  for (let start = 0; start < x.size; start += step) {
    if (step === 1) elements.push(elementAt('toArray', x, [start]));
    else takeApart(part(x, start, Math.min(step, x.size - start)), elements);
  }
}

/** The elements from `start` to `end` in arrays of this shape, from `axis` on. They are traced, but typed as numbers. */
function nest(elements: readonly Value[], shape: Shape, axis: number, start: number, end: number): NestedNumbers {
  const length = shape[axis] ?? 0;
  if (axis === shape.length - 1) return elements.slice(start, end) as number[];
  const step = length === 0 ? 0 : (end - start) / length;
  return Array.from({ length }, (_, i) => nest(elements, shape, axis + 1, start + i * step, start + (i + 1) * step));
}
