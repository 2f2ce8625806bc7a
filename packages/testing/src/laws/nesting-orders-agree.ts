import type { Plain } from '@wengert/tensor';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { likelyCause } from '../diagnosis.js';
import { violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, valueOf } from '../modes.js';
import { modeWords, nestedDerivative, pairing, wordName, type Level } from '../nested-derivative.js';
import { largest } from '../plain-values.js';
import { slopeAlong } from '../slope-along.js';

/**
 * Second derivatives come out the same in all four combinations of the modes, and are the slope of the first ones.
 */
export function nestingOrdersAgree(call: Call): void {
  derivativesOfOrderAgree('nestingOrdersAgree', 2, call);
}

/** Third derivatives come out the same in all eight combinations of the modes, and are the slope of the second ones. */
export function thirdOrderNestingsAgree(call: Call): void {
  derivativesOfOrderAgree('thirdOrderNestingsAgree', 3, call);
}

function derivativesOfOrderAgree(law: string, order: number, call: Call): void {
  const operation = inActiveArguments(call);
  const primals = activePrimals(call);
  const cotangents = [cotangentOf(call, valueOf(call))];
  const all = primals.map((_, i) => i);
  const levels = Array.from({ length: order }, (_, k): Level => ({ active: all, tangents: tangentsOf(call, k) }));
  const [onlyForward = [], ...otherWords] = modeWords(order);

  const pushed = nestedDerivative(operation, cotangents, levels, onlyForward);
  const lower = nestedDerivative(operation, cotangents, levels.slice(0, -1), onlyForward.slice(1));
  const valuesAt =
    (f: typeof operation) =>
    (...xs: Plain[]) =>
      plainOnly(f(...xs));
  const [derivative = NaN] = valuesAt(pushed.f)(...primals);
  const [derivativeBelow = NaN] = valuesAt(lower.f)(...primals);
  slopeAlong({
    law,
    call,
    f: valuesAt(lower.f),
    primals,
    tangents: levels[order - 1]?.tangents ?? [],
    derivative,
    what: `the derivative of order ${order} by ${wordName(onlyForward)}`,
  });

  const expected = pairing(pushed, primals);
  for (const word of otherWords) {
    const actual = pairing(nestedDerivative(operation, cotangents, levels, word), primals);
    // Terms of the size of the next lower derivative may have cancelled on the way.
    const tolerance = 1e-10 * (expected.size + actual.size + largest([derivativeBelow])) + 1e-14;
    if (Math.abs(actual.product - expected.product) <= tolerance) continue;
    if (Object.is(actual.product, expected.product)) continue;
    throw violation(law, call, {
      found:
        `<cotangent, D^${order} f(tangents)> is ${actual.product} by ${wordName(word)}, ` +
        `but ${expected.product} by ${wordName(onlyForward)}.`,
      cause: likelyCause([actual.product], [expected.product]),
    });
  }
}
