import { isDense, isTensor, WengertError, type DenseTensor, type Plain } from '@wengert/tensor';
import type { Primitive } from './primitive.js';
import { innermostTrace, traceOf } from './trace.js';
import { adviceAbout, describeValue, type Value } from './value.js';

/**
 * Applies a primitive: evaluates it when every argument is plain, and else hands it to the innermost transformation.
 *
 * @throws {@link WengertError} when an argument is no number and no tensor.
 */
export function bind<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
  const trace = innermostTrace(primitive.name, args);
  if (trace === undefined) return primitive.evaluate(plainArguments(primitive.name, args), params);
  return trace.apply(primitive, args, params);
}

/** Whether operations take `x`: a number, a tensor, or a traced value. */
export function isValue(x: unknown): x is Value {
  return typeof x === 'number' || isTensor(x) || traceOf(x) !== undefined;
}

/** Whether `x` is a number or a tensor outside every transformation. */
export function isPlain(x: unknown): x is number | DenseTensor {
  return typeof x === 'number' || isDense(x);
}

function plainArguments(operation: string, args: readonly Value[]): readonly Plain[] {
  return args.map((x, i) => {
    if (isPlain(x)) return x;
    throw notAValue(operation, i, x);
  });
}

/** The error for an argument that no operation takes. */
export function notAValue(operation: string, index: number, x: unknown): WengertError {
  const advice = Array.isArray(x) ? ' Make a tensor of it with tensor(...).' : adviceAbout(x);
  return new WengertError(
    `${operation}: argument ${index + 1} must be a number or a tensor, but is ${describeValue(x)}.${advice}`,
  );
}
