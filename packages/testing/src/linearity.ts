import type { Plain } from '@wengert/tensor';
import { close } from './close.js';
import type { Finding } from './law.js';
import { comparison } from './law.js';
import { combination, largest } from './plain-values.js';

/** The first of several results that is not `2 s - 3 t`, where `s` and `t` are the results of the parts. */
export function linearityFinding(
  map: string,
  together: readonly Plain[],
  ofS: readonly Plain[],
  ofT: readonly Plain[],
): (Finding & { readonly index: number }) | undefined {
  for (const [index, actual] of together.entries()) {
    const [s, t] = [ofS[index] ?? NaN, ofT[index] ?? NaN];
    const expected = combination(2, s, -3, t);
    const absolute = 1e-11 * (2 * largest([s]) + 3 * largest([t])) + Number.MIN_VALUE;
    if (close(actual, expected, { relative: 1e-12, absolute })) continue;
    return {
      index,
      found: comparison(`${map}(2 s - 3 t)`, actual, `2 ${map}(s) - 3 ${map}(t)`, expected),
      cause: `the ${map} is not linear: its direction is squared, clipped, or added to.`,
    };
  }
  return undefined;
}
