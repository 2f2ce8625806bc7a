import type { Plain } from '@wengert/tensor';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { comparison, violation } from '../law.js';
import { pull, push, valueOf } from '../modes.js';
import { copied, identical } from '../plain-values.js';

/** Arguments, tangents, cotangents and parameters are left as they were. */
export function inputsAreNotMutated(call: Call): void {
  const parametersBefore = JSON.stringify(call.params);
  const tangents = tangentsOf(call);
  const argsBefore = call.args.map(copied);
  const output = valueOf(call);
  const outputBefore = copied(output);
  const cotangent = cotangentOf(call, output);
  const watched: readonly (readonly [string, Plain, Plain])[] = [
    ...call.args.map((x, i) => [`argument ${i + 1}`, x, argsBefore[i] ?? NaN] as const),
    ...tangents.map((t, i) => [`tangent ${i + 1}`, t, copied(t)] as const),
    ['the cotangent', cotangent, copied(cotangent)],
    ['the output of an earlier call', output, outputBefore],
  ];
  push(call, tangents);
  pull(call, cotangent);
  for (const [what, after, before] of watched) {
    if (identical(after, before)) continue;
    throw violation('inputsAreNotMutated', call, {
      found: comparison(`${what}, after the call,`, after, 'before', before),
    });
  }
  if (JSON.stringify(call.params) !== parametersBefore) {
    throw violation('inputsAreNotMutated', call, { found: `the parameters were ${parametersBefore} before.` });
  }
}
