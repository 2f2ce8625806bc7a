import { activePrimals, inActiveArguments, plainOnly, push } from '../modes.js';
import { tangentsOf, type Call } from '../call.js';
import { slopeAlong } from '../slope-along.js';

/** Forward mode gives the slope of the operation itself, along each active argument by itself. */
export function pushEqualsFiniteDifference(call: Call): void {
  for (const argument of call.active) {
    const alone: Call = { ...call, active: [argument] };
    const tangents = tangentsOf(alone);
    const f = inActiveArguments(alone);
    slopeAlong({
      law: 'pushEqualsFiniteDifference',
      call: alone,
      argument,
      f: (...xs) => plainOnly(f(...xs)),
      primals: activePrimals(alone),
      tangents,
      derivative: push(alone, tangents),
      what: 'push(tangent)',
    });
  }
}
