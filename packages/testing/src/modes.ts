import { jvp, vjp } from '@wengert/functional';
import { isPlain, type Value } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import type { Call } from './call.js';

/** A function from lists of values to lists of values: what laws differentiate. */
export type Mapping = (...xs: Value[]) => readonly Value[];

/** The output tangents of `f`, by forward mode. */
export function pushForward(f: Mapping, primals: readonly Value[], tangents: readonly Value[]): readonly Value[] {
  return jvp(f, primals, tangents)[1];
}

/** The cotangents of the arguments of `f`, by reverse mode. */
export function pullBack(f: Mapping, primals: readonly Value[], cotangents: readonly Value[]): readonly Value[] {
  const [, pullback] = vjp(f, primals as Value[]);
  return (pullback as (cotangent: readonly Value[]) => readonly Value[])(cotangents);
}

/** Numbers and tensors outside every transformation. */
export function plainOnly(values: readonly Value[]): readonly Plain[] {
  return values.map((x) => {
    if (!isPlain(x)) throw new TypeError('A transformation returned a value that is still traced.');
    return x;
  });
}

/** The operation as a function of the active arguments of the call. */
export function inActiveArguments({ row, args, params, active }: Call): Mapping {
  return (...xs) => {
    const all: Value[] = [...args];
    active.forEach((i, k) => {
      all[i] = xs[k] ?? NaN;
    });
    return [row.apply(all, params)];
  };
}

/** The plain values of the active arguments. */
export function activePrimals({ args, active }: Call): readonly Plain[] {
  return active.map((i) => args[i] ?? NaN);
}

/** The value of the call. */
export function valueOf({ row, args, params }: Call): Plain {
  const [value = NaN] = plainOnly([row.apply(args, params)]);
  return value;
}

/** The tangent of the output of a call, given those of its active arguments. */
export function push(call: Call, tangents: readonly Plain[]): Plain {
  const [tangent = NaN] = plainOnly(pushForward(inActiveArguments(call), activePrimals(call), tangents));
  return tangent;
}

/** The cotangents of the active arguments of a call, given that of its output. */
export function pull(call: Call, cotangent: Plain): readonly Plain[] {
  return plainOnly(pullBack(inActiveArguments(call), activePrimals(call), [cotangent]));
}
