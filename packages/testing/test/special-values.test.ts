import { describe, expect, test } from '@jest/globals';
import { grad, jvp, vjp } from '@wengert/functional';
import {
  add,
  besselj0,
  besselj1,
  beta,
  digamma,
  erf,
  erfc,
  gamma,
  gelu,
  lbeta,
  lgamma,
  mul,
  normCdf,
  normLogCdf,
  normPdf,
  primitives,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { close, closeNumbers, modeWords, wordName, type Mode } from '@wengert/testing';
import { full, ones, type Plain } from '@wengert/tensor';
import fc from 'fast-check';
import { references, referencesOfTwo } from './special-references.js';

const ofOne: Readonly<Record<string, (x: Value) => Value>> = {
  erf,
  erfc,
  normPdf,
  normCdf,
  normLogCdf,
  gelu,
  gamma,
  lgamma,
  digamma,
  besselj0,
  besselj1,
};

/** How far the value and each derivative may be from the reference, in units of the last place. */
const unitsInLastPlace = [4, 4, 8, 16];

const lastPlace = 2 ** -52;
const within = (units: number) => ({ relative: units * lastPlace, absolute: 0 });

/** The derivative of `f`, elementwise, by one mode. */
function derivative(f: (x: Value) => Value, mode: Mode): (x: Value) => Value {
  return (x) => {
    const seed = typeof x === 'object' && 'shape' in x ? ones(x.shape) : 1;
    if (mode === 'forward') return jvp(f, [x], [seed])[1];
    const [, pullback] = vjp(f, [x]);
    return (pullback as (cotangent: Value) => Value[])(seed)[0]!;
  };
}

const nested = (f: (x: Value) => Value, modes: readonly Mode[]): ((x: Value) => Value) => modes.reduce(derivative, f);

describe.each(Object.keys(references))('%s', (name) => {
  const f = ofOne[name]!;

  describe.each(references[name]!)('at %d', (x, ...expected) => {
    test.each([0, 1, 2, 3].flatMap(modeWords).map((modes) => [wordName(modes) || 'plain', modes] as const))(
      'has the reference value and derivative, %s',
      (_name, modes) => {
        const order = modes.length;
        const tolerance = within(unitsInLastPlace[order]!);
        const differentiated = nested(f, modes);
        const result = differentiated(x);
        expect([result, closeNumbers(result as number, expected[order]!, tolerance)]).toEqual([result, true]);
        const tensors = differentiated(full([2, 1], x)) as Plain;
        expect(close(tensors, full([2, 1], expected[order]!), tolerance)).toBe(true);
      },
    );
  });
});

describe.each([
  ['beta', beta],
  ['lbeta', lbeta],
] as const)('%s', (name, f) => {
  const alongX = (x: Scalar, y: Scalar): Scalar => grad((t: Scalar) => f(t, y))(x);
  const alongY = (x: Scalar, y: Scalar): Scalar => jvp((t: Scalar) => f(x, t), [y], [1])[1];
  const derivatives: readonly ((x: Scalar, y: Scalar) => Scalar)[] = [
    f,
    alongX,
    alongY,
    (x, y) => jvp((t: Scalar) => alongX(t, y), [x], [1])[1],
    (x, y) => grad((t: Scalar) => alongY(t, y))(x),
    (x, y) => grad(grad((t: Scalar) => alongX(t, y)))(x),
  ];

  test.each(referencesOfTwo[name]!)('at (%d, %d) has the reference value and derivatives', (x, y, ...expected) => {
    derivatives.forEach((g, k) => {
      const result = g(x, y) as number;
      expect([result, closeNumbers(result, expected[k]!, within(16))]).toEqual([result, true]);
    });
  });

  test('does not depend on the order of its arguments', () => {
    expect(f(0.3, 700)).toBe(f(700, 0.3));
    expect(f(30, 2)).toBe(f(2, 30));
  });
});

/** The value, and derivatives by forward and reverse mode, to third order. */
function derivativesAt(f: (x: Value) => Value, x: number): Value[] {
  const words: readonly (readonly Mode[])[] = [
    [],
    ['forward'],
    ['reverse', 'forward'],
    ['forward', 'reverse', 'forward'],
  ];
  return words.map((modes) => add(nested(f, modes)(x), 0));
}

describe('at the edges', () => {
  test.each([
    ['erf', Infinity, [1, 0, 0, 0]],
    ['erfc', -Infinity, [2, 0, 0, 0]],
    ['normPdf', -1e200, [0, 0, 0, 0]],
    ['normCdf', -Infinity, [0, 0, 0, 0]],
    ['normLogCdf', Infinity, [0, 0, 0, 0]],
    ['normLogCdf', -Infinity, [-Infinity, Infinity, -1, 0]],
    ['gelu', Infinity, [Infinity, 1, 0, 0]],
    ['gelu', -Infinity, [0, 0, 0, 0]],
    ['gamma', 0, [Infinity, -Infinity, Infinity, -Infinity]],
    ['gamma', -0, [-Infinity, -Infinity, -Infinity, -Infinity]],
    ['gamma', -2, [NaN, NaN, NaN, NaN]],
    ['gamma', 180, [Infinity, Infinity, Infinity, Infinity]],
    ['gamma', Infinity, [Infinity, Infinity, Infinity, Infinity]],
    ['lgamma', 0, [Infinity, -Infinity, Infinity, -Infinity]],
    ['lgamma', -3, [Infinity, NaN, Infinity, NaN]],
    ['lgamma', Infinity, [Infinity, Infinity, 0, 0]],
    ['digamma', 0, [-Infinity, Infinity, -Infinity, Infinity]],
    ['digamma', -0, [Infinity, Infinity, Infinity, Infinity]],
    ['digamma', -1, [NaN, Infinity, NaN, Infinity]],
    ['besselj0', 0, [1, 0, -0.5, 0]],
    ['besselj1', 0, [0, 0.5, 0, -0.375]],
    ['besselj0', Infinity, [0, 0, 0, 0]],
  ] as const)('%s at %d has the limits as value and derivatives', (name, x, expected) => {
    expect(derivativesAt(ofOne[name]!, x)).toEqual(expected);
  });

  test('Bessel functions of odd order are odd, at zero too', () => {
    for (const x of [0, 1e-300, 0.7, 50]) expect(besselj1(-x)).toBe(-besselj1(x));
    expect(besselj1(0)).toBe(0);
  });

  test.each([
    ['besselj', -100],
    ['polygamma', 0],
    ['polygammaDifference', 0],
    ['gammaDerivative', 1],
    ['betaDerivative', 0],
    ['erfDerivative', 1],
    ['normPdfDerivative', 0],
    ['normLogCdfDerivative', 1],
  ])('%s has whole orders from %d to about 100', (name, lowest) => {
    const row = primitives().find((each) => each.name === name)!;
    // Beta is differentiated along both arguments, so its orders come last.
    const at = (order: number): unknown =>
      row.apply(name === 'betaDerivative' ? [0.7, 1.3, order, 0] : [order, 0.7, 1.3].slice(0, row.arity), undefined);
    expect([lowest - 1, lowest + 0.5, 102, NaN].map(at)).toEqual([NaN, NaN, NaN, NaN]);
    expect(at(lowest)).not.toBe(NaN);
    if (name === 'besselj') expect(at(100)).not.toBe(NaN);
    if (name === 'betaDerivative') expect(row.apply([0.7, 1.3, 0, 0.5], undefined)).toBe(NaN);
  });

  test('beta is infinite at 0, and 0 where the gamma function of the sum has a pole', () => {
    expect(beta(0, 2)).toBe(Infinity);
    expect(beta(0, 0)).toBe(Infinity);
    expect(beta(-0.5, -1.5)).toBe(0);
    expect(lbeta(-0.5, -1.5)).toBe(-Infinity);
    expect(lbeta(3, Infinity)).toBe(-Infinity);
    expect([beta(0, Infinity), beta(-0.5, Infinity), beta(-400, 0.5), beta(-1e7 - 0.5, 0.5)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });

  test('beta and its derivatives vanish far out, and have limits where gamma has poles', () => {
    expect([beta(3, Infinity), beta(30, Infinity), lbeta(0, 0), lbeta(0, 1e306)]).toEqual([0, 0, Infinity, Infinity]);
    expect([lbeta(0, Infinity), lbeta(-0.5, Infinity)]).toEqual([NaN, NaN]);
    expect(lbeta(1e-309, 2)).toBeCloseTo(-Math.log(1e-309), 12);
    const row = primitives().find(({ name }) => name === 'betaDerivative')!;
    const derivative = (...args: number[]): number => row.apply(args, undefined) as number;
    for (const [j, k] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ] as const) {
      expect([derivative(Infinity, 2, j, k), derivative(2, Infinity, j, k)]).toEqual([0, 0]);
      expect([derivative(Infinity, 0, j, k), derivative(-2.5, Infinity, j, k)]).toEqual([NaN, NaN]);
      expect([derivative(NaN, 2, j, k), derivative(2, -Infinity, j, k)]).toEqual([NaN, NaN]);
    }
    expect(derivative(-1e9 - 0.5, 2.25, 1, 1)).toBe(NaN);
    // Near 0, beta is 1 / x and a smooth function; at x = -y, its reciprocal is.
    expect(derivative(1e-310, 2, 1, 1)).toBeCloseTo(derivative(1e-20, 2, 1, 1), 14);
    expect(derivative(-0.25, 0.25, 1, 1)).toBeCloseTo(derivative(-0.25, 0.25 + 2 ** -40, 1, 1), 8);
  });

  test('differences of digamma and its derivatives have limits far out', () => {
    const row = primitives().find(({ name }) => name === 'polygammaDifference')!;
    const difference = (...args: number[]): unknown => row.apply(args, undefined);
    expect([difference(0, Infinity, 2), difference(1, Infinity, 2)]).toEqual([0, 0]);
    expect(difference(0, 2, Infinity)).toBe(-Infinity);
    expect(difference(1, 1, Infinity)).toBeCloseTo(Math.PI ** 2 / 6, 15);
  });

  test('logarithms are infinite at the far end, and 0 where the function is 1', () => {
    expect(lgamma(-Infinity)).toBe(Infinity);
    expect(normLogCdf(Infinity)).toBe(0);
    expect(normLogCdf(40)).toBe(0);
  });
});

describe('identities', () => {
  const points = fc.double({ min: 0.1, max: 100, noNaN: true });

  test('gamma(x + 1) is x * gamma(x), and lgamma is its logarithm (DLMF 5.5.1)', () => {
    fc.assert(
      fc.property(points, (t) => {
        // On this grid x + 1 is exact.
        const x = Math.round(t * 1024) / 1024;
        expect(closeNumbers(gamma(x + 1), mul(x, gamma(x)), within(12))).toBe(true);
        expect(closeNumbers(Math.exp(lgamma(x)), gamma(x), within(8 + 2 * Math.abs(lgamma(x))))).toBe(true);
      }),
    );
  });

  test('beta(x, y) x is beta(x + 1, y) (x + y), also at negative arguments that are beyond the reach of gamma', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 0 }), fc.double({ min: 0.1, max: 400, noNaN: true }), (n, y) => {
        const x = n - 0.625;
        const close = { relative: 1e-10, absolute: 0 };
        expect(closeNumbers(mul(beta(x, y), x), mul(beta(x + 1, y), x + y), close)).toBe(true);
        expect(closeNumbers(Math.exp(lbeta(x, y)), Math.abs(beta(x, y)), close)).toBe(true);
      }),
    );
  });

  test('derivatives of beta(x, y + 1) (x + y) are those of beta(x, y) y', () => {
    const row = primitives().find(({ name }) => name === 'betaDerivative')!;
    const b = (...args: number[]): number => row.apply(args, undefined) as number;
    const order = fc.integer({ min: 1, max: 5 });
    const argument = fc.integer({ min: 1, max: 640 }).map((n) => n / 8);
    fc.assert(
      fc.property(argument, argument, order, order, (x, y, j, k) => {
        const terms = [
          (x + y) * b(x, y + 1, j, k),
          j * b(x, y + 1, j - 1, k),
          k * b(x, y + 1, j, k - 1),
          -y * b(x, y, j, k),
          -k * b(x, y, j, k - 1),
        ];
        const greatest = Math.max(...terms.map(Math.abs));
        expect(Math.abs(terms.reduce((sum, term) => sum + term, 0))).toBeLessThan(1e-10 * greatest);
      }),
      { examples: [[0.75, 50, 1, 4]] },
    );
  });

  test('the logarithmic derivative h of the normal distribution function solves h′ + x h + h² = 0', () => {
    const row = primitives().find(({ name }) => name === 'normLogCdfDerivative')!;
    const derivative = (n: number, x: number): number => row.apply([n + 1, x], undefined) as number;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 }), fc.double({ min: -4, max: 4, noNaN: true }), (n, x) => {
        // Differentiated n times, by the Leibniz rule.
        const terms = [derivative(n + 1, x), x * derivative(n, x)];
        if (n > 0) terms.push(n * derivative(n - 1, x));
        let binomial = 1;
        for (let k = 0; k <= n; k++) {
          terms.push(binomial * derivative(k, x) * derivative(n - k, x));
          binomial *= (n - k) / (k + 1);
        }
        const greatest = Math.max(...terms.map(Math.abs));
        expect(Math.abs(terms.reduce((sum, term) => sum + term, 0))).toBeLessThan(1e-9 * greatest);
      }),
      {
        examples: [
          [12, 0.5],
          [12, -0.5],
          [8, 0.3],
        ],
      },
    );
  });

  test('the normal distribution function is symmetric, and normLogCdf its logarithm', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(closeNumbers(normCdf(x) + normCdf(-x), 1, within(2))).toBe(true);
        expect(closeNumbers(normLogCdf(-Math.abs(x)), Math.log(normCdf(-Math.abs(x))), within(16))).toBe(true);
      }),
    );
  });

  test('Bessel functions of neighbouring orders obey the recurrence (DLMF 10.6.1)', () => {
    const row = primitives().find(({ name }) => name === 'besselj')!;
    const j = (order: number, x: number): number => row.apply([order, x], undefined) as number;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.1, max: 60, noNaN: true }), (n, x) => {
        const scale = Math.max(Math.abs(j(n - 1, x)), Math.abs(j(n + 1, x)));
        const error = j(n - 1, x) + j(n + 1, x) - ((2 * n) / x) * j(n, x);
        expect(Math.abs(error)).toBeLessThan(1e-13 * scale);
      }),
    );
  });

  test('polygammas of neighbouring arguments obey the recurrence (DLMF 5.15.5)', () => {
    const row = primitives().find(({ name }) => name === 'polygamma')!;
    const polygamma = (order: number, x: number): number => row.apply([order, x], undefined) as number;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: -4096, max: 4096 }), (n, k) => {
        const x = k / 256 + 1 / 512;
        const factorial = gamma(n + 1);
        const step = (n % 2 === 0 ? 1 : -1) * factorial * x ** -(n + 1);
        const scale = Math.abs(step) + Math.abs(polygamma(n, x));
        expect(Math.abs(polygamma(n, x + 1) - polygamma(n, x) - step)).toBeLessThan(1e-13 * scale);
      }),
    );
  });
});
