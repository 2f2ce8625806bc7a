import type { Plain } from '@wengert/tensor';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { close } from '../close.js';
import { comparison, violation } from '../law.js';
import { pull, push, valueOf } from '../modes.js';
import { combination, largest } from '../plain-values.js';

/**
 * Whatever the set of active arguments: each has the same cotangent as in every other set, and the push is the sum of
 * the pushes along each of them alone.
 */
export function inactiveArgumentsContributeNothing(call: Call): void {
  const { active } = call;
  const output = valueOf(call);
  const cotangent = cotangentOf(call, output);
  const tangents = tangentsOf(call);
  const alone = active.map((argument, k) => {
    const single: Call = { ...call, active: [argument] };
    return {
      pushed: push(single, [tangents[k] ?? NaN]),
      pulled: pull(single, cotangent)[0] ?? NaN,
    };
  });
  for (const places of subsets(active.length)) {
    const subset: Call = { ...call, active: places.map((k) => active[k] ?? -1) };
    const pulled = pull(subset, cotangent);
    places.forEach((k, place) => {
      const [actual, expected] = [pulled[place] ?? NaN, alone[k]?.pulled ?? NaN];
      if (close(actual, expected, { relative: 1e-12, absolute: 1e-13 * largest([expected]) })) return;
      throw violation('inactiveArgumentsContributeNothing', subset, {
        argument: active[k] ?? -1,
        found: comparison('its cotangent', actual, 'differentiated by it alone it', expected),
      });
    });
    const pushed = push(
      subset,
      places.map((k) => tangents[k] ?? NaN),
    );
    const terms = places.map((k) => alone[k]?.pushed ?? NaN);
    const sum = terms.reduce<Plain | undefined>(
      (total, term) => (total === undefined ? term : combination(1, total, 1, term)),
      undefined,
    );
    if (sum === undefined || close(pushed, sum, { relative: 1e-11, absolute: 1e-11 * largest(terms) })) continue;
    throw violation('inactiveArgumentsContributeNothing', subset, {
      found: comparison('the output tangent', pushed, 'the sum over its arguments one by one', sum),
      cause: 'the push forgets an argument, or counts one twice.',
    });
  }
}

/** Sets of places: all of them for a few, or those with one, two and all places for many. */
function subsets(count: number): readonly (readonly number[])[] {
  const places = Array.from({ length: count }, (_, k) => k);
  if (count <= 3) {
    return Array.from({ length: 2 ** count - 1 }, (_, bits) => places.filter((k) => ((bits + 1) >> k) & 1));
  }
  return [...places.slice(1).map((k) => [k - 1, k]), places];
}
