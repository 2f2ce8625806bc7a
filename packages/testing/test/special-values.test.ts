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

  test('beta is infinite at 0, and 0 where the gamma function of the sum has a pole', () => {
    expect(beta(0, 2)).toBe(Infinity);
    expect(beta(0, 0)).toBe(Infinity);
    expect(beta(-0.5, -1.5)).toBe(0);
    expect(lbeta(-0.5, -1.5)).toBe(-Infinity);
    expect(lbeta(3, Infinity)).toBe(-Infinity);
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
