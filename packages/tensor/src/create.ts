import { describeNumber } from './describe-number.js';
import { DomainError, ShapeError, TreeError } from './errors.js';
import { checkShape, formatShape, sizeOf, type Shape } from './shape.js';
import { allocate } from './storage.js';
import { DenseTensor, fromData, isTensor, type NestedNumbers, type Plain } from './tensor.js';

/** Any of JavaScript's typed arrays of numbers (those of bigints hold none). */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/**
 * A tensor of the given numbers, which are copied.
 *
 * @param values - Nested arrays, whose nesting is the shape, or a typed array.
 * @param shape - The shape to lay the numbers out in, row by row; without it, that of `values`.
 * @throws {@link ShapeError} when rows differ in length, the size does not fit the shape, or there is no axis.
 * @throws {@link TreeError} when an element is not a number.
 *
 * @example
 * tensor([[1, 2], [3, 4]]).shape; // [2, 2]
 * tensor(new Float64Array(6), [2, 3]); // [[0, 0, 0], [0, 0, 0]]
 * tensor([]).shape; // [0]
 */
export function tensor(values: NestedNumbers | NumberArray, shape?: Shape): DenseTensor {
  const [data, ownShape] = isNumberArray(values) ? [copyOf(values), [values.length]] : readNested(values);
  if (shape === undefined) return new DenseTensor(data, ownShape);
  checkShape('tensor', shape);
  if (shape.length === 0) throw new ShapeError('tensor: shape [] is that of a number, and a number needs no tensor.');
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `tensor: shape ${formatShape(shape)} holds ${sizeOf(shape)} numbers, but ${data.length} were given.`,
    );
  }
  return new DenseTensor(data, shape.slice());
}

/** Not `instanceof`, which fails for arrays from another window or context. */
function isNumberArray(values: unknown): values is NumberArray {
  return ArrayBuffer.isView(values) && /^\[object (Float|Int|Uint)/.test(Object.prototype.toString.call(values));
}

function copyOf(values: NumberArray): Float64Array {
  const data = allocate(values.length);
  data.set(values);
  return data;
}

/** The first elements tell the shape, which all the others must then have. */
function readNested(values: unknown): [data: Float64Array, shape: number[]] {
  if (typeof values === 'number') throw new ShapeError('tensor: a single number needs no tensor; use it as it is.');
  if (!Array.isArray(values)) {
    throw new TreeError(`tensor: expected nested arrays of numbers or a typed array, got ${nameOf(values)}.`);
  }
  const shape: number[] = [];
  for (let row: unknown = values; Array.isArray(row); row = row[0]) shape.push(row.length);
  const data = allocate(sizeOf(shape));
  const path: number[] = [];
  let next = 0;

  function read(row: readonly unknown[]): void {
    const axis = path.length;
    const length = shape[axis] as number;
    if (row.length !== length) {
      throw new ShapeError(
        `tensor: rows differ in length: ${formatPath(path)} has ${row.length}, where those before it have ${length}.`,
      );
    }
    for (let i = 0; i < length; i++) {
      const item = row[i];
      if (axis === shape.length - 1 && typeof item === 'number') {
        data[next++] = item;
        continue;
      }
      path.push(i);
      if (axis < shape.length - 1 && Array.isArray(item)) read(item);
      else throw unexpected(i in row ? item : hole, axis < shape.length - 1 ? shape[axis + 1] : undefined, path);
      path.pop();
    }
  }

  read(values);
  return [data, shape];
}

const hole: unique symbol = /* @__PURE__ */ Symbol('hole');

function unexpected(item: unknown, rowLength: number | undefined, path: readonly number[]): Error {
  const wanted = rowLength === undefined ? 'a number' : `an array of length ${rowLength}`;
  const message = `tensor: expected ${wanted} at ${formatPath(path)}, got ${nameOf(item)}.`;
  if (typeof item === 'number' || Array.isArray(item)) return new ShapeError(message);
  return new TreeError(
    typeof item === 'object' && item !== null ? `${message} stack joins tensors and traced values.` : message,
  );
}

function formatPath(path: readonly number[]): string {
  return path.map((i) => `[${i}]`).join('');
}

function nameOf(item: unknown): string {
  if (item === hole) return 'a hole';
  if (item === null || item === undefined) return String(item);
  if (isTensor(item)) return 'a tensor';
  if (Array.isArray(item)) return 'an array';
  if (typeof item !== 'object') return `a ${typeof item}`;
  const name = (item as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' && name !== 'Object' ? `an object (${name})` : 'an object';
}

/**
 * A tensor of zeros; the number 0 for the shape `[]`.
 *
 * @throws {@link ShapeError} unless the axes are non-negative integers.
 *
 * @example
 * zeros([2, 3]).toArray(); // [[0, 0, 0], [0, 0, 0]]
 */
export function zeros(shape: readonly []): number;
export function zeros(shape: Shape): DenseTensor;
export function zeros(shape: Shape): Plain {
  return filled('zeros', shape, 0);
}

/**
 * A tensor of ones; the number 1 for the shape `[]`.
 *
 * @throws {@link ShapeError} unless the axes are non-negative integers.
 *
 * @example
 * ones([2]).toArray(); // [1, 1]
 */
export function ones(shape: readonly []): number;
export function ones(shape: Shape): DenseTensor;
export function ones(shape: Shape): Plain {
  return filled('ones', shape, 1);
}

/**
 * A tensor whose elements are all `value`; the number `value` for the shape `[]`.
 *
 * @throws {@link ShapeError} unless the axes are non-negative integers.
 * @throws {@link TreeError} when `value` is not a number.
 *
 * @example
 * full([2, 2], 7).toArray(); // [[7, 7], [7, 7]]
 */
export function full(shape: readonly [], value: number): number;
export function full(shape: Shape, value: number): DenseTensor;
export function full(shape: Shape, value: number): Plain {
  if (typeof value !== 'number') {
    throw new TreeError(
      `full: expected a number, got ${nameOf(value)}. broadcastTo repeats tensors and traced values.`,
    );
  }
  return filled('full', shape, value);
}

function filled(operation: string, shape: Shape, value: number): Plain {
  checkShape(operation, shape);
  const data = allocate(sizeOf(shape));
  // A new array is all +0 already; -0 is another value.
  if (!Object.is(value, 0)) data.fill(value);
  return fromData(data, shape.slice());
}

/**
 * The identity matrix with `n` rows.
 *
 * @throws {@link ShapeError} unless `n` is a non-negative integer.
 *
 * @example
 * eye(2).toArray(); // [[1, 0], [0, 1]]
 */
export function eye(n: number): DenseTensor {
  checkShape('eye', [n, n]);
  const data = allocate(n * n);
  for (let i = 0; i < n; i++) data[i * (n + 1)] = 1;
  return new DenseTensor(data, [n, n]);
}

/**
 * The numbers `start`, `start + step`, `start + 2 step` and so on, before `stop` is reached.
 *
 * @throws {@link DomainError} when `step` is 0 or an argument is not finite.
 *
 * @example
 * arange(3).toArray(); // [0, 1, 2]
 * arange(5, 0, -2).toArray(); // [5, 3, 1]
 */
export function arange(stop: number): DenseTensor;
export function arange(start: number, stop: number, step?: number): DenseTensor;
export function arange(startOrStop: number, stop?: number, step = 1): DenseTensor {
  return stop === undefined ? range(0, startOrStop, step) : range(startOrStop, stop, step);
}

function range(start: number, stop: number, step: number): DenseTensor {
  if (![start, stop, step].every((x) => Number.isFinite(x))) {
    throw new DomainError(
      `arange: start, stop and step must be finite, got ${describeNumber(start)}, ${describeNumber(stop)} and ` +
        `${describeNumber(step)}.`,
    );
  }
  if (step === 0) throw new DomainError('arange: step is 0, so stop is never reached. full repeats a number.');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const data = allocate(length);
  for (let i = 0; i < length; i++) data[i] = start + i * step;
  return new DenseTensor(data, [length]);
}

/**
 * `n` evenly spaced numbers from `a` to `b`, both included exactly.
 *
 * @throws {@link ShapeError} unless `n` is a non-negative integer.
 *
 * @example
 * linspace(0, 1, 5).toArray(); // [0, 0.25, 0.5, 0.75, 1]
 */
export function linspace(a: number, b: number, n: number): DenseTensor {
  checkShape('linspace', [n]);
  const data = allocate(n);
  for (let i = 0; i < n; i++) data[i] = a + (i * (b - a)) / (n - 1);
  // With one number only, that is `a`; else the last one must not be off by a rounding.
  if (n > 1) data[n - 1] = b;
  if (n > 0) data[0] = a;
  return new DenseTensor(data, [n]);
}
