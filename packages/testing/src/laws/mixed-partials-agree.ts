import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { likelyCause } from '../diagnosis.js';
import { describe, violation } from '../law.js';
import { valueOf } from '../modes.js';
import { modeWords, nestedDerivative, pairing, wordName, type Level } from '../nested-derivative.js';

/**
 * The derivative by one argument inside of that by another is the same in both orders (Schwarz) and in all combinations
 * of the modes. The inner derivative closes over the variable of the outer one: this is where perturbations are
 * confused.
 */
export function mixedPartialsAgree(call: Call): void {
  const { row, args, params, active } = call;
  const operation = (...xs: Parameters<typeof row.apply>[0]) => [row.apply(xs, params)];
  const cotangents = [cotangentOf(call, valueOf(call))];
  for (const i of active) {
    for (const j of active) {
      if (j <= i) continue;
      const by = (argument: number): Level => ({
        active: [argument],
        tangents: tangentsOf({ ...call, active: [argument] }),
      });
      const results = [
        [i, j],
        [j, i],
      ].flatMap(([inner = 0, outer = 0]) =>
        modeWords(2).map((word) => ({
          name: `${wordName(word)}, argument ${outer + 1} over argument ${inner + 1}`,
          ...pairing(nestedDerivative(operation, cotangents, [by(inner), by(outer)], word), args),
        })),
      );
      const [expected] = results;
      if (expected === undefined) continue;
      for (const actual of results) {
        const tolerance = 1e-10 * (expected.size + actual.size) + 1e-12;
        if (Math.abs(actual.product - expected.product) <= tolerance) continue;
        if (Object.is(actual.product, expected.product)) continue;
        throw violation('mixedPartialsAgree', call, {
          found:
            `the mixed derivative by arguments ${i + 1} and ${j + 1} is ${describe(actual.product)} by ` +
            `${actual.name}, but ${describe(expected.product)} by ${expected.name}.`,
          cause: likelyCause([actual.product], [expected.product]),
        });
      }
    }
  }
}
