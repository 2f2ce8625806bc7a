// Two tests that pass and two that fail, for any test runner.
import { checkGrads, customJvp } from '@wengert/functional';
import { mul } from '@wengert/primitives';
import { checkRule, reals } from '../../dist/index.js';

export function fourTests(test) {
  test('checkRule lets a right rule pass', () => checkRule(square(2), { domain: [reals], runs: 5 }));
  test('checkGrads lets a right rule pass', () => checkGrads(square(2), [3]));
  test('checkRule refuses a wrong rule', () => checkRule(square(-2), { domain: [reals], runs: 5 }));
  test('checkGrads refuses a wrong rule', () => checkGrads(square(4), [3]));
}

/** The square, with a rule that is right for a factor of 2. */
function square(factor) {
  return customJvp(
    (x) => mul(x, x),
    ([x], [tangent]) => [mul(x, x), mul(factor, x, tangent)],
  );
}
