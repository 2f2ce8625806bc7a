import { add, mul, where, type Value } from '@wengert/primitives';
import { dataOf, shapeOf, zeros } from '@wengert/tensor';
import type { Call } from '../call.js';
import { directionOf } from '../directions.js';
import { describe, violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, pullBack, pushForward, valueOf, type Mapping } from '../modes.js';

/**
 * What `where` does not select has no derivative, in either mode, be it infinite or NaN: the cotangent reaches the
 * operation under a mask, and its pull keeps the mask.
 */
export function sidesNotTakenContributeNothing(call: Call): void {
  // Operations that are not elementwise are sent the selected cotangent, and an infinite partial may meet its zeros.
  if (call.row.domain === undefined) return;
  const mask = zeros(shapeOf(valueOf(call)));
  const operation = inActiveArguments(call);
  // Twice, so that two cotangents under a mask meet.
  const f: Mapping = (...xs) => {
    const output = operation(...xs)[0] as Value;
    return [add(where(mask, output, 0), where(mask, mul(2, output), 0))];
  };
  const primals = activePrimals(call);
  const tangents = primals.map((x) => directionOf(shapeOf(x), 0));
  const results = [
    ...plainOnly(pushForward(f, primals, tangents)).map((pushed) => ['the push', pushed] as const),
    ...plainOnly(pullBack(f, primals, [directionOf(shapeOf(mask), 0)])).map((x, k) => [`pull ${k + 1}`, x] as const),
  ];
  for (const [what, result] of results) {
    if (dataOf(result).every((element) => element === 0)) continue;
    throw violation('sidesNotTakenContributeNothing', call, {
      found: `where(0, ${call.row.name}(...), 0) is constant, but ${what} is ${describe(result)}.`,
      cause: 'a zero of the cotangent is multiplied by an infinite partial; keep the mask instead.',
    });
  }
}
