import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as wengert from 'wengert';
import {
  grad,
  hessian,
  jvp,
  mul,
  sum,
  tensor,
  TraceError,
  valueAndGrad,
  vmap,
  WengertError,
  type Scalar,
  type Tensor,
} from 'wengert';
import { randomPair } from './programs/random-pair.js';
import { asRewritten } from './programs/run.js';

type ScalarFunction = (...args: Scalar[]) => Scalar;

/** A function of which the source text is rewritten. */
function rewrittenAs<F>(source: string, scope: Readonly<Record<string, unknown>> = {}): F {
  const program = asRewritten(`'use wengert'; return ${source}`, Object.keys(scope));
  return program(...Object.values(scope)) as F;
}

function rewritten(source: string, scope?: Readonly<Record<string, unknown>>): ScalarFunction {
  return rewrittenAs<ScalarFunction>(source, scope);
}

const point = fc.double({ min: -3, max: 3, noNaN: true });

describe('operators in rewritten code', () => {
  test('are operations of wengert: values and derivatives agree to the bit with those written by hand', () => {
    const names = Object.keys(wengert);
    const operations = names.map((name) => wengert[name as keyof typeof wengert]);
    fc.assert(
      fc.property(randomPair, point, point, point, (pair, z, x, y) => {
        const ours = rewritten(`(x, y) => ${pair.operators}`, { z });
        const byHand = asRewritten(`return (x, y) => ${pair.operations}`, ['z', ...names])(
          z,
          ...operations,
        ) as ScalarFunction;
        const value = byHand(x, y);
        // No comparison with 0 says that a number is falsy because it is NaN.
        fc.pre(typeof value === 'number' && Number.isFinite(value));
        expect(ours(x, y)).toBe(value);
        const options = { argnums: [0, 1] } as const;
        expect(valueAndGrad(ours, options)(x, y)).toEqual(valueAndGrad(byHand, options)(x, y));
        expect(jvp(ours, [x, y], [1, 0.5])).toEqual(jvp(byHand, [x, y], [1, 0.5]));
        expect(hessian(ours)(x, y)).toEqual(hessian(byHand)(x, y));
      }),
      { numRuns: 150 * Number(process.env['WENGERT_RUNS'] ?? 1) },
    );
  });

  test('keep the sign of a remainder, which mod does not', () => {
    const f = rewritten('(x, y) => x % y');
    const quarter = fc.integer({ min: -20, max: 20 }).map((n) => n / 4);
    fc.assert(
      fc.property(quarter, quarter, (x, y) => {
        fc.pre(y !== 0);
        const [value, [byX, byY]] = valueAndGrad(f, { argnums: [0, 1] })(x, y);
        // Apart from the sign of a zero.
        expect([value + 0, byX, byY + 0]).toEqual([(x % y) + 0, 1, 0 - Math.trunc(x / y)]);
      }),
    );
  });

  test('take traced tensors, and plain ones beside them', () => {
    const f = rewrittenAs<(x: Tensor, y: Tensor) => Scalar>('(x, y) => sum(2 * x * y - Math.sin(x) / 2)', { sum });
    const gradient = grad(f)(tensor([1, 2]), tensor([3, 4]));
    expect(gradient.toArray()).toEqual([6 - Math.cos(1) / 2, 8 - Math.cos(2) / 2]);
  });

  test('refuse plain tensors as JavaScript does, since they take them for numbers', () => {
    const f = rewrittenAs<(x: unknown, y: unknown) => Scalar>('(x, y) => x * y');
    const message = 'A tensor of shape [2] was used as a number.';
    expect(() => f(tensor([1, 2]), tensor([3, 4]))).toThrow(message);
    expect(() => grad((z: Scalar) => mul(z, f(tensor([1, 2]), 2)))(1)).toThrow(message);
  });

  test('belong to the innermost of nested transformations, and map over an axis', () => {
    const f = rewritten('(x) => x * grad((y) => x + y)(1) + grad((y) => x * y * y)(x)', { grad });
    expect(grad(f)(3)).toBe(1 + 12);
    const g = rewrittenAs<(x: Scalar, y: Scalar) => Scalar>('(x, y) => x * y + 1');
    expect(vmap(g)(tensor([1, 2]), tensor([3, 4])).toArray()).toEqual([4, 9]);
  });
});

describe('statements in rewritten code', () => {
  const cases: readonly (readonly [string, string, number, number])[] = [
    ['a loop', '(x) => { let y = 1; for (let i = 0; i < 3; i++) y *= x; return y; }', 2, 12],
    ['a loop until convergence', '(x) => { let y = x; while (Math.abs(y) > 1) y /= 4; return y; }', 4, 0.25],
    ['recursion', '(function power(x, n = 3) { return n === 0 ? 1 : x * power(x, n - 1); })', 2, 12],
    ['branches', '(x) => { if (x > 1 && x !== 3) { return x ** 3; } else if (!x) return x; return -x; }', 2, 12],
    ['a switch', '(x) => { switch (x) { case 1: return x; case 4 / 2: return x * x * x; default: return 0; } }', 2, 12],
    [
      'members',
      '(x) => { const o = { p: x, q: [x] }; o.p *= o.q[0]; o.q[0] *= o.p; o.q[0]++; return --o.q[0]; }',
      2,
      12,
    ],
    ['destructuring', '(x) => { const { a = x * x, ...rest } = { b: x }; return a * rest.b; }', 2, 12],
    ['a class', '(x) => new (class { y = x * x; get cube() { return this.y * x; } })().cube', 2, 12],
    [
      'a generator',
      '(x) => { let y = 1; for (const z of (function* () { yield x; yield x * x; })()) y *= z; return y; }',
      2,
      12,
    ],
    [
      'functions of Math as values',
      '(x) => [x].map(Math.exp).map((y, i, all) => Math.log(y) * x * all.length)[0]',
      2,
      4,
    ],
    ['a default that is falsy', '(x) => { let y = 0; y ||= x; y &&= y * x; return y && y * x; }', 2, 12],
    [
      'questions about numbers',
      '(x) => (Number.isNaN(x) || !isFinite(x) || !Number.isInteger(x) ? 0 : x * x * x)',
      2,
      12,
    ],
    ['typeof', "(x) => (typeof x === 'number' ? x * x * x : 0)", 2, 12],
    [
      'equality with what is no number',
      "(x) => (x === null || x == null || x === 'a' || x === undefined ? 0 : x * x * x)",
      2,
      12,
    ],
    ['loose equality with a text', "(x) => (x == '2' && '2' == x && x != '3' ? x * x * x : 0)", 2, 12],
  ];

  test.each(cases)('such as %s have derivatives', (_name, source, x, derivative) => {
    const f = rewritten(source);
    expect(grad(f)(x)).toBe(derivative);
    expect(valueAndGrad(f)(x)[0]).toBe(f(x));
  });

  test('of async functions stay in order', async () => {
    const f = rewrittenAs<(x: number) => Promise<number>>('async (x) => (await x) * 2 + (await (x && 3)) - x');
    await expect(f(5)).resolves.toBe(8);
  });
});

test('Math.max and Math.min share their derivative evenly among all that are tied', () => {
  for (const name of ['max', 'min']) {
    const f = rewritten(`(x, y, z) => Math.${name}(x, y, z)`);
    expect(grad(f, { argnums: [0, 1, 2] })(1, 1, 1)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    for (const numbers of [
      [-0, -0, 0],
      [0, -0, -0],
      [-0, -0, -0],
      [NaN, 1, 2],
    ] as const) {
      expect(valueAndGrad(f)(...numbers)[0]).toBe(Math[name as 'max' | 'min'](...numbers));
    }
  }
});

describe('a traced value with a plain one of another type', () => {
  test.each([
    ['x * true', 1],
    ['x + true', 1],
    ['x * "4"', 4],
    ['x * null', 0],
    ['x - [2]', 1],
    ['x * { valueOf: () => 5 }', 5],
    ['{ valueOf: () => 5 } * x', 5],
    ['x + { valueOf: () => 5 }', 1],
    ['x > "1" ? x : 0', 1],
    ['x < 5n ? x : 0', 1],
    ['Math.max(x, "1")', 1],
  ])('%s is as with a number', (source, derivative) => {
    expect(grad(rewritten(`(x) => (${source})`))(2)).toBe(derivative);
  });

  test('is refused where JavaScript would refuse it', () => {
    expect(() => grad(rewritten('(x) => x * 2n'))(2)).toThrow(TypeError);
    expect(() => grad(rewritten('(x) => x + 2n'))(2)).toThrow(TypeError);
    expect(() => grad(rewritten('(x) => x - Symbol.iterator'))(2)).toThrow(TypeError);
  });

  test('is refused where it would become a text', () => {
    const message = 'A traced value of grad was turned into text.';
    expect(() => grad(rewritten('(x) => x + "2"'))(2)).toThrow(message);
    expect(() => grad(rewritten('(x) => "2" + x'))(2)).toThrow(message);
    expect(() => grad(rewritten('(x) => `${x}`'))(2)).toThrow(message);
  });
});

describe('what has no operation', () => {
  test.each([
    ['x | 0', 'the operator |'],
    ['~x', 'the operator ~'],
    ['(x <<= 1)', 'the operator <<'],
    ['Math.fround(x)', 'Math.fround'],
    ['Math.imul(2, x)', 'Math.imul'],
  ])('is refused on a traced value, naming the line: %s', (source, what) => {
    const f = rewritten(`(x) => {\n  return ${source};\n}`);
    const gradient = (): unknown => grad(f)(2);
    expect(gradient).toThrow(TraceError);
    expect(gradient).toThrow(
      `program.cjs:2:${source.startsWith('(') ? 11 : 10}: ${what} has no derivative, and was used on a traced value of grad.`,
    );
    expect(f(2)).toBe(asRewritten(`return ((x) => ${source})(2)`)());
    expect(grad(rewritten(`(y) => { let x = 2; return y * (${source}); }`))(1)).toBe(f(2));
  });

  test('is refused if it is random, while something is being transformed', () => {
    const f = rewritten('(x) => x * Math.random()');
    expect(f(0)).toBe(0);
    expect(() => grad(f)(2)).toThrow(
      new TraceError(
        'program.cjs:1:34: Math.random was called in a function that is being transformed, where each run must do the same. ' +
          'Draw the random numbers outside, and pass them as arguments.',
      ),
    );
  });

  test('is said by the operation itself where a tensor is compared', () => {
    const f = rewrittenAs<(x: Tensor) => Scalar>('(x) => (x < 1 ? 1 : 2)');
    expect(() => grad(f)(tensor([1, 2]))).toThrow(WengertError);
    expect(() => grad(f)(tensor([1, 2]))).toThrow('Use less(x, y) for a mask');
  });
});
