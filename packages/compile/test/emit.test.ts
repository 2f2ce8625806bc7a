import { describe, expect, it } from '@jest/globals';
import { grad, jacfwd, valueAndGrad } from '@wengert/functional';
import {
  add,
  exp,
  gamma,
  lt,
  matmul,
  mul,
  neg,
  sigmoid,
  sin,
  sub,
  sum,
  tanh,
  where,
  less,
  type Scalar,
} from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import ts from 'typescript';
import { compile, emit, type EmitOptions } from '../src/index.js';

/** The function that a module exports. */
function load(text: string, name = 'compiled'): (...args: unknown[]) => unknown {
  const module = { exports: {} as Record<string, (...args: unknown[]) => unknown> };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the text is what is tested
  new Function('module', text)(module);
  const f = module.exports[name];
  if (f === undefined) throw new Error(`The module does not export ${name}.`);
  return f;
}

function emitted(f: (...args: never[]) => unknown, args: readonly unknown[]): (...args: unknown[]) => unknown {
  return load(emit(f, args, { format: 'cjs' }));
}

/** Whether a text has as many ends of comments as beginnings. */
function commentsEndOnce(text: string): boolean {
  return text.split('*/').length === text.split('/**').length;
}

describe('emit', () => {
  it('writes a module that reads as if written by hand', () => {
    const slope = (x1: Scalar, x2: Scalar) => grad((x: Scalar) => add(mul(x, x2), sin(x)))(x1);
    expect(emit(slope, [2, 3], { name: 'slope' })).toBe(`/**
 * @param {number} x1
 * @param {number} x2
 * @returns {number}
 */
export function slope(x1, x2) {
  const v0 = Math.cos(x1);
  const v1 = v0 + x2;
  return v1;
}
`);
  });

  it('computes what the function computes', () => {
    const residuals = (p: readonly Scalar[], times: readonly number[]) =>
      times.map((t) => mul(p[0] ?? 0, exp(mul(p[1] ?? 0, t))));
    const times = Array.from({ length: 200 }, (_, i) => i / 100);
    expect(emitted(jacfwd(residuals), [[1, 2], times])([1.5, -0.3], times)).toEqual(
      jacfwd(residuals)([1.5, -0.3], times),
    );
    const logistic = (x: readonly Scalar[]) => x.reduce<Scalar>((total, y) => add(total, sigmoid(mul(y, y))), 0);
    expect(emitted(grad(logistic), [times])(times)).toEqual(grad(logistic)(times));
  });

  it('returns arrays of arrays, whose entries may be constant', () => {
    const x = Array.from({ length: 12 }, (_, i) => i / 10);
    for (const step of [0, 3]) {
      const f = (x: readonly Scalar[]) => x.map((y, i) => add(sin(y), mul(step * i, x[(i + 1) % 12] ?? 0)));
      expect(emitted(jacfwd(f), [x])(x)).toEqual(jacfwd(f)(x));
      expect(compile(jacfwd(f))(x)).toEqual(jacfwd(f)(x));
    }
  });

  it('takes tensors apart, and takes and returns them as lists of numbers', () => {
    const layer = (p: { readonly w: Tensor; readonly b: Tensor }, x: Tensor) => sum(tanh(add(matmul(x, p.w), p.b)));
    const p = {
      w: tensor([
        [1, 2],
        [3, 4],
      ]),
      b: tensor([0.5, -0.5]),
    };
    const x = tensor([
      [0.1, 0.2],
      [0.3, -0.4],
      [0, 1],
    ]);
    const [value, gradient] = valueAndGrad(layer)(p, x);
    const found = emitted(valueAndGrad(layer), [p, x])({ w: p.w.data, b: p.b.data }, x.data) as typeof p extends never
      ? never
      : [number, { w: Float64Array; b: Float64Array }];
    expect(found[0]).toBeCloseTo(value, 14);
    expect(Array.from(found[1].w)).toEqual(Array.from(gradient.w.data, (y) => expect.closeTo(y, 13) as unknown));
    expect(Array.from(found[1].b)).toEqual(Array.from(gradient.b.data, (y) => expect.closeTo(y, 13) as unknown));
  });

  it('goes the way of the examples, and throws where arguments would go another', () => {
    const absolute = emitted((x: Scalar) => (lt(x, 0) ? neg(x) : x), [2]);
    expect(absolute(3)).toBe(3);
    expect(() => absolute(-3)).toThrow('These arguments go another way through the function than the examples');
    expect(emitted((x: Scalar) => where(less(x, 0), neg(x), x), [2])(-3)).toBe(3);
  });

  it('checks lengths', () => {
    const total = emitted((x: readonly Scalar[]) => x.reduce<Scalar>((a, b) => add(a, b), 0), [[1, 2, 3]]);
    expect(() => total([1, 2])).toThrow('must be of length 3, but is of length 2.');
  });

  it('checks the lengths of all lists in a tree', () => {
    const f = (p: {
      readonly w: Tensor;
      readonly 'a `${b}`\\': Tensor;
      readonly rows: readonly (readonly Scalar[])[];
    }) => sum(mul(p.w, p['a `${b}`\\'], p.rows[0]?.[0] ?? 0));
    const tree = { w: tensor([1, 2]), 'a `${b}`\\': tensor([3, 4]), rows: [[2]] };
    const total = emitted(f, [tree]);
    const right = { w: [1, 2], 'a `${b}`\\': [3, 4], rows: [[2]] };
    expect(total(right)).toBe(f(tree));
    expect(() => total({ ...right, w: [1, 2, 3], 'a `${b}`\\': [3] })).toThrow(
      new RangeError('p.w must be of length 2, but is of length 3.'),
    );
    expect(() => total({ ...right, w: [1] })).toThrow('p.w must be of length 2, but is of length 1.');
    expect(() => total({ ...right, 'a `${b}`\\': [3] })).toThrow(
      'p["a `${b}`\\\\"] must be of length 2, but is of length 1.',
    );
    expect(() => total({ ...right, rows: [[2], [3]] })).toThrow('p.rows must be of length 1, but is of length 2.');
    expect(() => total({ ...right, rows: [[2, 3]] })).toThrow('p.rows[0] must be of length 1, but is of length 2.');
  });

  it('refuses texts, flags and lists of fixed numbers that are other than in the examples', () => {
    const f = (x: Scalar, how: { readonly mode?: string; readonly isNegative: boolean; readonly powers: Int32Array }) =>
      how.powers.reduce<Scalar>(
        (product, n) => mul(product, n),
        mul(x, how.mode === 'a' ? 5 : 1, how.isNegative ? -1 : 1),
      );
    const how = { mode: 'a', isNegative: false, powers: Int32Array.of(1, 2) };
    const scaled = emitted(f, [1, how]);
    expect(scaled(3, how)).toBe(f(3, how));
    expect(() => scaled(3, { ...how, mode: 'b' })).toThrow(
      new RangeError('how.mode must be "a", for which this code was made.'),
    );
    expect(() => scaled(3, { ...how, mode: undefined })).toThrow('how.mode must be "a"');
    expect(() => scaled(3, { ...how, isNegative: true })).toThrow('how.isNegative must be false');
    expect(() => scaled(3, { ...how, powers: [1, 3] })).toThrow('how.powers must be [1, 2]');
    expect(() => scaled(3, { ...how, powers: [1, 2, 2] })).toThrow('how.powers must be [1, 2]');
    expect(() => emit((x: Scalar, y: unknown) => (y === undefined ? x : 0), [1, undefined])).not.toThrow();
    expect(() => emit((x: Scalar, g: (n: number) => number) => mul(x, g(2)), [1, (n: number) => n])).toThrow(
      'emit: exampleArgs[1] is ',
    );
  });

  it('gives the same text for the same function', () => {
    const text = () => emit((x: Scalar, y: Scalar) => sub(mul(x, y), sin(x)), [2, 3]);
    expect(text()).toBe(text());
  });

  it('declares nested arrays', () => {
    const f = (rows: readonly (readonly Scalar[])[]) => rows.map((row) => row.map((x) => mul(x, x)));
    expect(emit(f, [[[1, 2], [3]]], { format: 'ts' })).toContain(
      '(rows: readonly (readonly number[])[]): number[][] {',
    );
    expect(emit(f, [[[1, 2], [3]]])).toContain('@param {readonly (readonly number[])[]} rows');
  });

  it('names parameters as the function does that is differentiated, or as asked', () => {
    const f = (mass: Scalar, speed: Scalar) => mul(mass, mul(speed, speed));
    expect(emit(compile(grad(f)), [1, 2])).toContain('function compiled(mass, speed)');
    expect(emit(f, [1, 2], { parameters: ['m', 'v'] })).toContain('function compiled(m, v)');
    expect(emit(f, [1, 2], { parameters: ['m) {', 'v'] })).toContain('function compiled(x1, x2)');
    expect(emit(f, [1, 2], { parameters: ['m', 'm'] })).toContain('function compiled(x1, x2)');
    expect(() => emit(f, [1, 2], { parameters: 'm' as never })).toThrow(
      'emit: parameters must be an array of names, but is the string "m".',
    );
  });

  it.each(['f0', 'numbers0', 'places0', 'v0', 'missed0'])(
    'exports a function by the name %s, whatever it needs itself',
    (name) => {
      const f = (x: readonly Scalar[]) => [
        x.map((y, i) => mul(sigmoid(y), Math.sin(i))),
        x.reduce<Scalar>((total, y, i) => add(total, mul(y, x[(i * i * i) % 199] ?? 0)), 0),
      ];
      const x = Array.from({ length: 200 }, (_, i) => i / 10);
      const text = emit(f, [x], { format: 'cjs', name });
      for (const own of ['f', 'numbers', 'places']) expect(text).toMatch(new RegExp(`^const ${own}\\d`, 'm'));
      expect(load(text, name)(x)).toEqual(f(x));
    },
  );

  it.each(['esm', 'cjs', 'ts'] as const)('writes %s that the TypeScript compiler accepts', (format) => {
    const f = (p: { readonly a: Scalar; readonly 'b c': readonly Scalar[] }) => ({
      y: mul(p.a, p['b c'][0] ?? 0),
      z: [p.a],
    });
    const text = emit(f, [{ a: 1, 'b c': [2, 3] }], { format, name: 'scaled' });
    const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
    expect(text).toContain('scaled');
  });

  it('declares types in TypeScript', () => {
    const text = emit(
      (p: { readonly a: Scalar; readonly b: readonly Scalar[] }) => [mul(p.a, p.b[0] ?? 0)],
      [{ a: 1, b: [2, 3] }],
      {
        format: 'ts',
      },
    );
    expect(text).toContain(
      'export function compiled(p: { readonly a: number; readonly b: readonly number[] }): number[] {',
    );
  });

  it('documents what TypeScript does not say, and nothing else', () => {
    const p = { w: tensor([1, 2]), b: 3 };
    const f = ({ w, b }: { readonly w: Tensor; readonly b: Scalar }, x: Tensor) => add(mul(w, x), b);
    expect(emit(f, [p, p.w], { format: 'ts', parameters: ['p', 'x'] })).toContain(`/**
 * @param p - with a tensor of shape [2], in row-major order
 * @param x - tensor of shape [2], in row-major order
 * @returns tensor of shape [2], in row-major order
 */
`);
    expect(emit((x: Scalar) => mul(x, x), [2], { format: 'ts' })).not.toContain('/**');
  });

  it('refuses what it cannot write, in words', () => {
    expect(() => emit((x: Scalar) => gamma(x), [2])).toThrow('emit: gamma has no code that could stand alone');
    expect(() => emit((x: Scalar) => x, [2], { name: 'a b' })).toThrow(
      'emit: name must be an identifier, but is the string "a b".',
    );
    expect(() => emit((x: Scalar) => x, [2], { name: 'class' })).toThrow('emit: name must be an identifier');
    expect(() => emit((x: Scalar) => x, [2], { format: 'amd' } as unknown as EmitOptions)).toThrow(
      "emit: format must be 'esm', 'cjs' or 'ts', but is the string \"amd\".",
    );
    expect(() => emit((x: Scalar) => x, 2 as never)).toThrow('emit: exampleArgs must be an array of arguments');
  });

  it('lets no key, text or number out of its place, however strange', () => {
    const strange = fc.oneof(
      fc.constantFrom(
        '__proto__',
        'constructor',
        '*/ throw 1; /*',
        '"];throw 1;["',
        '`${1}`',
        '\u2028',
        '</script>',
        "'",
        '\\',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const numbers = fc.constantFrom(-0, 0, NaN, Infinity, -Infinity, 1e-320, 1e300, -1.5, Number.MIN_VALUE);
    fc.assert(
      fc.property(fc.uniqueArray(strange, { minLength: 1, maxLength: 4 }), strange, numbers, (keys, note, number) => {
        const tree = Object.fromEntries(keys.map((key, i) => [key, i + 2]));
        const f = (p: Readonly<Record<string, Scalar>>) => ({
          note,
          number: mul(p[keys[0] ?? ''] ?? 0, number),
          all: Object.fromEntries(keys.map((key) => [key, mul(p[key] ?? 0, 3)])),
        });
        expect(emitted(f, [tree])(tree)).toEqual(f(tree));
        expect(commentsEndOnce(emit(f, [tree], { format: 'ts' }))).toBe(true);
      }),
    );
  });
});
