import { isTensor, type Shape, type Tensor } from '@wengert/tensor';

/**
 * Marks a traced value and leads to the transformation that traces it. A registered symbol instead of `instanceof`,
 * because one process may load the ESM and the CJS build, or two copies of the package.
 */
export const traceKey: unique symbol = /* @__PURE__ */ Symbol.for('wengert.trace');

/** What stands in for a `number` while a function is being transformed. Only operations of this library take it. */
export interface TracedScalar {
  readonly [traceKey]: object;
}

/** A number, or what stands in for one while a function is being transformed. */
export type Scalar = number | TracedScalar;

/** What operations take and return: a scalar, or a tensor (traced or not). */
export type Value = Scalar | Tensor;

/** A mask as users write it: 0/1 values, or a plain boolean. */
export type Mask = Value | boolean;

const scalarShape: Shape = [];

/** The shape of any value; a scalar has the shape `[]`. */
export function shapeOfValue(x: Value): Shape {
  return isTensor(x) ? x.shape : scalarShape;
}

/** What `x` is, in words, for an error message. */
export function describeValue(x: unknown): string {
  if (x === null) return 'null';
  if (typeof x === 'object') return describeObject(x);
  if (x === undefined) return 'undefined';
  if (typeof x === 'string') return `the string ${JSON.stringify(x.length > 20 ? `${x.slice(0, 20)}…` : x)}`;
  if (typeof x === 'function') return x.name === '' ? 'a function' : `the function ${x.name}`;
  if (typeof x === 'bigint') return `the bigint ${x}n`;
  if (typeof x === 'boolean') return `the boolean ${x}`;
  if (typeof x === 'symbol') return 'a symbol';
  return typeof x === 'number' ? `the number ${x}` : 'an unknown value';
}

function describeObject(x: object): string {
  if (Array.isArray(x)) return 'an array';
  if (isTensor(x)) return `a tensor of shape [${x.shape.join(', ')}]`;
  if (traceKey in x) return 'a traced scalar';
  if (isPromise(x)) return 'a Promise';
  const prototype: unknown = Object.getPrototypeOf(x);
  if (prototype === Object.prototype || prototype === null) return 'an object';
  const name: unknown = (x as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an object of a class';
}

/**
 * What to do about something that is no number, no tensor and no tree of those: a sentence that begins with a space, or
 * nothing where there is nothing to say.
 */
export function adviceAbout(x: unknown): string {
  if (isPromise(x)) return ' A function to differentiate must not be async: await outside of it.';
  return ArrayBuffer.isView(x) ? ' Make a tensor of it with tensor(...).' : '';
}

/** Whether this is something to await. Not by `instanceof`: it may be from another realm, or of a library's own making. */
function isPromise(x: unknown): boolean {
  return typeof x === 'object' && x !== null && typeof (x as { then?: unknown }).then === 'function';
}
