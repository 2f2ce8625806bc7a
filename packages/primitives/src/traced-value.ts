import { TraceError } from '@wengert/tensor';
import type { Maker, Trace, Traced } from './primitive.js';
import { traceOf } from './trace.js';
import { traceKey } from './value.js';

/** What every traced value does: it belongs to a trace, and refuses to become a primitive JavaScript value. */
export interface TracedValue extends Traced {
  /** Throws, where JavaScript would make a number or a text of the value. */
  [Symbol.toPrimitive](hint: string): never;
  /** Throws: JSON has no place for a value that is still being traced. */
  toJSON(): never;
}

/**
 * What a traced value does when JavaScript wants a number or a text of it. Classes of which one is made for each scalar
 * operation call this themselves: a constructor without a base class is a good deal faster.
 *
 * @throws {@link TraceError} always, naming the operations to use instead.
 */
export function refuseConversion(x: Traced, hint: string): never {
  const { transformation } = x[traceKey];
  if (hint === 'string') {
    throw new TraceError(
      `A traced value of ${transformation} was turned into text. Use value(x) for the plain number or tensor in it.`,
    );
  }
  throw new TraceError(
    `A raw JavaScript operator or Math function was used on a traced value of ${transformation}; the derivative ` +
      'would be lost. Use add, sub, mul, div, pow, neg for + - * / ** -, mod for % (its result has the sign of the ' +
      'divisor), lt, le, gt, ge, eq, ne for comparisons, sin, exp, sqrt and so on for Math functions, and value(x) for ' +
      'the plain number. Or keep the operators: ' +
      "@wengert/syntax rewrites functions that begin with 'use wengert' when they are built or loaded.",
  );
}

/**
 * What a traced value does when it is turned into JSON.
 *
 * @throws {@link TraceError} always.
 */
export function refuseJson(x: Traced): never {
  throw new TraceError(
    `A traced value of ${x[traceKey].transformation} was turned into JSON. Use value(x) for the plain number.`,
  );
}

/**
 * What Node prints of a traced value: the transformation and the plain value under all transformations, if there is one.
 */
export function inspectTraced(x: Traced): string {
  const { transformation, live } = x[traceKey];
  const name = `Traced<${transformation}${live ? '' : ', finished'}>`;
  let under: unknown = x;
  try {
    for (let trace = traceOf(under); trace !== undefined; trace = traceOf(under)) under = trace.lower(under as Traced);
    return `${name} ${String(under)}`;
  } catch {
    // The transformation has ended, or has no single value below it, as vmap.
    return name;
  }
}

// The types of the classes are written out, since those of their computed keys cannot be read off a single file.

/** The class of {@link TracedValue}. */
export const TracedValue: abstract new (trace: Trace, madeBy?: Maker) => TracedValue = class implements TracedValue {
  // `declare` leaves the fields to the constructor: these are made once for each operation, and a field definition with a
  // computed key is slow.
  declare readonly [traceKey]: Trace;
  declare readonly madeBy: Maker | undefined;

  constructor(trace: Trace, madeBy?: Maker) {
    this[traceKey] = trace;
    this.madeBy = madeBy;
  }

  /**
   * JavaScript asks this of every operand of `+ - * / < >`, of template literals and of the arguments of `Math`. A
   * number in answer would silently lose the derivative.
   *
   * @throws {@link TraceError} always, naming the operations to use instead.
   */
  [Symbol.toPrimitive](hint: string): never {
    return refuseConversion(this, hint);
  }

  /**
   * @throws {@link TraceError} always, as a template literal does.
   */
  toString(): never {
    return refuseConversion(this, 'string');
  }

  /**
   * @throws {@link TraceError} always: JSON has no place for a value that is still being traced.
   */
  toJSON(): never {
    return refuseJson(this);
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return inspectTraced(this);
  }
};
