import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { anyNumbers } from './arrays.js';

const ownFunction = globalThis.Function;

/** The package anew, in a page whose content-security policy forbids to make code. */
async function withoutCode(): Promise<typeof import('@wengert/tensor')> {
  jest.resetModules();
  globalThis.Function = new Proxy(ownFunction, {
    construct: () => {
      throw new EvalError('Refused to evaluate a string as JavaScript.');
    },
  });
  return import('@wengert/tensor');
}

async function withCode(): Promise<typeof import('@wengert/tensor')> {
  jest.resetModules();
  return import('@wengert/tensor');
}

afterEach(() => {
  globalThis.Function = ownFunction;
});

const numbers = (length: number): fc.Arbitrary<Float64Array> =>
  fc.array(anyNumbers, { minLength: length, maxLength: length }).map((list) => Float64Array.from(list));

const f1 = (x: number): number => 1 / x;
const f2 = (x: number, y: number): number => x ** 2 / y;
const f3 = (x: number, y: number, z: number): number => (x > y ? -z : x + z);

describe.each([
  ['with code of their own', withCode],
  ['where making code is forbidden', withoutCode],
])('loops %s', (_name, load) => {
  test('compute what the function computes, bit for bit, from the first element on', async () => {
    const { loops1, loops2, loopsN } = await load();
    const kernel1 = loops1(f1);
    const kernel2 = loops2(f2);
    const kernel3 = loopsN(f3);
    // Lengths below and above a round of four, offsets apart; the runs add up to well beyond the change to own code.
    const cases = fc.tuple(numbers(60), numbers(60), fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(39), anyNumbers);
    fc.assert(
      fc.property(cases, ([x, y, xo, yo, oo, n, c]) => {
        const out = new Float64Array(60).fill(7);
        const expected = out.slice();
        kernel2.equal(x, xo, y, yo, out, oo, n);
        for (let i = 0; i < n; i++) expected[oo + i] = f2(x[xo + i]!, y[yo + i]!);
        expect(out).toEqual(expected);
        kernel2.right(x, xo, c, out, oo, n);
        for (let i = 0; i < n; i++) expected[oo + i] = f2(x[xo + i]!, c);
        expect(out).toEqual(expected);
        kernel2.left(c, y, yo, out, oo, n);
        for (let i = 0; i < n; i++) expected[oo + i] = f2(c, y[yo + i]!);
        expect(out).toEqual(expected);

        const short = new Float64Array(n);
        kernel1.loop(x, short);
        expect(short).toEqual(x.slice(0, n).map(f1));
        kernel3.loop([x, y, Float64Array.of(c)], [1, 1, 0], short);
        expect(short).toEqual(x.slice(0, n).map((v, i) => f3(v, y[i]!, c)));
      }),
      { numRuns: 150 },
    );
  });

  test('may write to an array that they read', async () => {
    const { loops1, loops2 } = await load();
    const x = Float64Array.from({ length: 1001 }, (_, i) => i - 500);
    const expected = x.map(f1).map((v, i) => f2(v, 1 / (i - 500)));
    const out = x.slice();
    loops1(f1).loop(out, out);
    loops2(f2).equal(out, 0, out.slice(), 0, out, 0, 1001);
    expect(out).toEqual(expected);
  });
});

test('code is made once for a function, and only when there is work', async () => {
  const { loops2 } = await withCode();
  let made = 0;
  globalThis.Function = new Proxy(ownFunction, {
    construct(target, arguments_) {
      made++;
      return Reflect.construct(target, arguments_) as object;
    },
  });
  const kernel = loops2((x, y) => x + y);
  const x = new Float64Array(5000);
  kernel.equal(x, 0, x, 0, x, 0, 3);
  expect(made).toBe(0);
  kernel.equal(x, 0, x, 0, x, 0, 5000);
  kernel.right(x, 0, 1, x, 0, 5000);
  kernel.left(1, x, 0, x, 0, 5000);
  expect(made).toBe(1);
});
