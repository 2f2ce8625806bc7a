import { checkpoint, linearize } from '@wengert/functional';
import type { Value } from '@wengert/primitives';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { close } from '../close.js';
import { comparison, violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, pull, pullBack, push, valueOf } from '../modes.js';
import { largest } from '../plain-values.js';

/** The linearised operation pushes tangents as forward mode does. */
export function linearizeEqualsJvp(call: Call): void {
  const tangents = tangentsOf(call);
  const [, pushforward] = linearize(inActiveArguments(call), activePrimals(call) as Value[]);
  const [found = NaN] = plainOnly((pushforward as (...xs: Value[]) => readonly Value[])(...tangents));
  const expected = push(call, tangents);
  if (close(found, expected, { relative: 1e-13, absolute: 1e-13 * largest([expected]) })) return;
  throw violation('linearizeEqualsJvp', call, {
    found: comparison('the tangent of the linearised operation', found, 'by forward mode it', expected),
  });
}

/** A checkpoint changes no derivative. */
export function checkpointChangesNothing(call: Call): void {
  const cotangent = cotangentOf(call, valueOf(call));
  const plain = pull(call, cotangent);
  const checked = plainOnly(pullBack(checkpoint(inActiveArguments(call)), activePrimals(call), [cotangent]));
  plain.forEach((expected, i) => {
    const found = checked[i] ?? NaN;
    if (close(found, expected, { relative: 0, absolute: 0 })) return;
    throw violation('checkpointChangesNothing', call, {
      argument: call.active[i] ?? 0,
      found: comparison('the cotangent through a checkpoint', found, 'without one it', expected),
    });
  });
}
