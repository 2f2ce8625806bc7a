import { vjp } from '@wengert/functional';
import type { Value } from '@wengert/primitives';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { comparison, violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, pullBack, push, valueOf } from '../modes.js';
import { identical } from '../plain-values.js';

/** The same call gives the same numbers, and so does the same pullback, also when it was used for others in between. */
export function repeatedCallsAgree(call: Call): void {
  const output = valueOf(call);
  const tangents = tangentsOf(call);
  const cotangent = cotangentOf(call, output);
  const [, pullback] = vjp(inActiveArguments(call), activePrimals(call) as Value[]);
  const pull = (direction: Value) => plainOnly((pullback as (cotangent: readonly Value[]) => Value[])([direction]));
  const first = { value: output, pushed: push(call, tangents), pulled: pull(cotangent) };
  const other = cotangentOf(call, output, 1);
  const otherPulled = pull(other);
  const second = { value: valueOf(call), pushed: push(call, tangents), pulled: pull(cotangent) };
  const freshlyPulled = pullBack(inActiveArguments(call), activePrimals(call), [other]);
  const results = [
    ['the value', second.value, first.value],
    ['the push', second.pushed, first.pushed],
    ...second.pulled.map((again, i) => [`pull ${i + 1}`, again, first.pulled[i] ?? NaN] as const),
    ...plainOnly(freshlyPulled).map((fresh, i) => [`pull ${i + 1}`, fresh, otherPulled[i] ?? NaN] as const),
  ] as const;
  for (const [what, again, before] of results) {
    if (identical(again, before)) continue;
    throw violation('repeatedCallsAgree', call, {
      found: comparison(`${what}, computed again,`, again, 'the first time it', before),
    });
  }
}
