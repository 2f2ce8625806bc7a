import { describe, expect, test } from '@jest/globals';
import { customJvp, customVjp } from '@wengert/functional';
import {
  add,
  cos,
  ElementwisePrimitive,
  exp,
  minimum,
  mul,
  neg,
  outer,
  shapeOfValue,
  sin,
  stopGradient,
  sum,
  sumTo,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { WengertError, type Tensor } from '@wengert/tensor';
import {
  argument,
  checkRule,
  LawViolation,
  laws,
  positive,
  reals,
  type ExpectedDerivative,
  type Law,
} from '@wengert/testing';

const message = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(LawViolation);
    return (error as Error).message;
  }
  throw new Error('Nothing was thrown.');
};

/** The sine, with a derivative rule of its own that may be wrong. */
const sine = (derivative: (x: Value, t: Value) => Value) =>
  customJvp(
    (x: Value) => sin(x),
    ([x], [t]) => [sin(x), derivative(x, t)],
  );
const options = { domain: [reals], name: 'sine', runs: 20, seed: 1 } as const;

describe('right rules obey the laws', () => {
  test('an operation of the library, and a row', () => {
    checkRule(exp, { runs: 20 });
    checkRule(exp.row, { runs: 20 });
  });

  test('a row of the user', () => {
    const square = new ElementwisePrimitive({
      name: 'squared',
      scalar: (x) => x * x,
      partials: [(x) => mul(2, x as Scalar)],
      domain: [reals],
      source: 'power rule',
    });
    checkRule(square, { runs: 20, derivative: ([x = 0], [t = 0]) => mul(2, x, t) });
  });

  test('a rule given for forward mode, of each element', () => {
    checkRule(
      sine((x, t) => mul(cos(x), t)),
      options,
    );
  });

  test('a rule given for reverse mode, with broadcasting', () => {
    const product = customVjp(
      (x: Value, y: Value) => mul(x, y),
      (x: Value, y: Value) => [mul(x, y), [x, y] as const],
      ([x, y], c) => [sumTo(mul(c, y), shapeOfValue(x)), sumTo(mul(c, x), shapeOfValue(y))],
    );
    checkRule(product, { domain: [reals, positive], runs: 20 });
  });

  test('any function of tensors', () => {
    const f = (x: Tensor, y: Tensor) => sum(sin(outer(x, y)), { axis: 0 });
    const derivative: ExpectedDerivative = ([x = 0, y = 0], [s = 0, t = 0]) =>
      sum(mul(cos(outer(x, y)), add(outer(s, y), outer(x, t))), { axis: 0 });
    checkRule(f, { examples: [[argument([2]), argument([3])]], runs: 5, derivative });
  });
});

describe('wrong rules are named', () => {
  test.each([
    ['the sign', (x: Value, t: Value) => neg(mul(cos(x), t)), /the sign is flipped/],
    ['a factor', (x: Value, t: Value) => mul(2, cos(x), t), /a factor of 2 is too much/],
    ['a missing derivative', (_: Value, t: Value) => mul(0, t), /the derivative is missing/],
  ])('%s', (_name, derivative, cause) => {
    const text = message(() => checkRule(sine(derivative), options));
    expect(text).toMatch(/^pushEqualsFiniteDifference: sine, argument 1: push\(tangent\) is /);
    expect(text).toMatch(cause);
    expect(text).toMatch(/at sine\(\[/);
    expect(text).toMatch(/repeat with \{ seed: 1 \}$/);
  });

  test('a second derivative', () => {
    const text = message(() =>
      checkRule(
        sine((x, t) => mul(stopGradient(cos(x)), t)),
        options,
      ),
    );
    expect(text).toMatch(/^nestingOrdersAgree: sine/);
  });

  test('a sum over a broadcast axis', () => {
    const scaled = customVjp(
      (x: Value, y: Value) => mul(x, y),
      (x: Value, y: Value) => [mul(x, y), [x, y] as const],
      ([x, y], c) => [mul(c, y), mul(c, x)],
    );
    const text = message(() => checkRule(scaled, { domain: [reals, reals], name: 'scaled', runs: 20, seed: 1 }));
    expect(text).toMatch(/Sum it over the axes along which the argument was broadcast/);
  });

  test('a rule that is not linear', () => {
    const clipped = customVjp(
      (x: Value) => mul(2, x),
      (x: Value) => [mul(2, x), null],
      (_, c) => [minimum(mul(2, c), 0.5)],
      { linear: false },
    );
    const pullIsLinear = laws.filter((law) => law.name === 'pullIsLinear');
    const text = message(() => checkRule(clipped, { ...options, name: 'clipped', laws: pullIsLinear }));
    expect(text).toMatch(/^pullIsLinear: clipped, argument 1: .*the pull is not linear/);
  });

  test('a formula that disagrees', () => {
    const text = message(() => checkRule(exp, { runs: 10, derivative: (_, [t = 0]) => t }));
    expect(text).toMatch(/^derivativeIsAsExpected: exp, argument 1: push\(tangent\) is /);
  });

  test('a rule that throws', () => {
    const text = message(() =>
      checkRule(
        sine(() => {
          throw new RangeError('not yet');
        }),
        options,
      ),
    );
    expect(text).toMatch(/sine: the rule throws RangeError: not yet/);
  });

  test('the counterexample is a simple one', () => {
    const f = sine((x, t) => mul(cos(x), t));
    const neverOnTensors: Law = function neverOnTensors({ args }) {
      const [x] = args;
      if (typeof x === 'number' && x > 1) throw new LawViolation(`neverOnTensors: ${x}`);
    };
    const text = message(() => checkRule(f, { ...options, runs: 500, laws: [neverOnTensors] }));
    const found = Number(/neverOnTensors: (\S+)/.exec(text)?.[1]);
    expect(found).toBeGreaterThan(1);
    expect(found).toBeLessThan(1.05);
  });
});

test('a function without a word on its arguments is refused', () => {
  expect(() => checkRule((x: Value) => x, {})).toThrow(WengertError);
  expect(() => checkRule((x: Value) => x, {})).toThrow(/nothing to call the function with/);
});

test('a function that returns a list is told so', () => {
  const text = message(() => checkRule((x: Value) => [x], { domain: [reals] }));
  expect(text).toMatch(/must return a number or a tensor, but returned an array/);
});

describe('what is no rule', () => {
  test.each([
    [5, {}, 'the first argument must be a function, an operation or a row of the table, but is the number 5.'],
    [{}, {}, 'the first argument must be a function, an operation or a row of the table, but is an object.'],
    [
      sin,
      { domain: 5 },
      'domain must be an array with the numbers of each argument, such as [reals], but is the number 5.',
    ],
    [
      sin,
      { examples: 5 },
      'examples must be an array of argument lists, such as [[argument([2, 3])]], but is the number 5.',
    ],
    [sin, { count: 5 }, 'there is no option count; the options are runs, seed,'],
  ])('%p with %p is refused in words', (rule, options, message) => {
    expect(() => checkRule(rule as never, options as never)).toThrow(WengertError);
    expect(() => checkRule(rule as never, options as never)).toThrow(`checkRule: ${message}`);
  });

  test('a law that does not hold is an error of the library', () => {
    const wrong = customJvp(
      (x: Scalar) => sin(x),
      ([x], [t]) => [sin(x), mul(2, t)],
    );
    expect(() => checkRule(wrong, { domain: [reals] })).toThrow(LawViolation);
    expect(() => checkRule(wrong, { domain: [reals] })).toThrow(WengertError);
  });
});
