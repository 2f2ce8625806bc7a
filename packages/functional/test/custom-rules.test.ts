import { describe, expect, test } from '@jest/globals';
import { add, clip, cos, exp, mul, pow, sin, sum, value, type Scalar } from '@wengert/primitives';
import { DomainError, tensor, TraceError, TreeError, type Tensor } from '@wengert/tensor';
import {
  checkpoint,
  customJvp,
  customVjp,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacrev,
  jet,
  jvp,
  linearize,
  vjp,
  vmap,
} from '../src/index.js';

/** x^3 with rules that give 30 x^2, so that it shows whether the rule is used. */
const byJvp = customJvp(
  (x: Scalar) => mul(x, x, x),
  ([x], [t]) => [mul(x, x, x), mul(30, mul(x, x), t)],
);
const byVjp = customVjp(
  (x: Scalar) => mul(x, x, x),
  (x: Scalar) => [mul(x, x, x), x] as const,
  (x, cotangent) => [mul(30, mul(x, x), cotangent)],
);

describe.each([
  ['customJvp', byJvp],
  ['customVjp', byVjp],
])('%s', (_name, f) => {
  test('is used by every mode', () => {
    expect(f(2)).toBe(8);
    expect(grad(f)(2)).toBe(120);
    expect(jvp(f, [2], [1])).toEqual([8, 120]);
    expect(vjp(f, [2])[1](1)).toEqual([120]);
    expect(linearize(f, [2])[1](1)).toBe(120);
    expect(jacfwd(f)(2)).toBe(120);
    expect(jacrev(f)(2)).toBe(120);
  });

  test('differentiates further by what the rule is made of', () => {
    for (const second of [
      grad(grad(f)),
      grad((x: Scalar) => jvp(f, [x], [1])[1]),
      (x: number) => jvp(grad(f), [x], [1])[1],
      (x: number) => jvp((y: Scalar) => jvp(f, [y], [1])[1], [x], [1])[1],
    ]) {
      expect(second(2)).toBe(120);
    }
    expect(hessian(f)(2)).toBe(120);
  });

  test('is mapped over a batch, inside and outside of derivatives', () => {
    expect(vmap(f)(tensor([1, 2])).toArray()).toEqual([1, 8]);
    expect(vmap(grad(f))(tensor([1, 2])).toArray()).toEqual([30, 120]);
    expect(grad((x: Tensor) => sum(vmap(f)(x)))(tensor([1, 2])).toArray()).toEqual([30, 120]);
    expect(jvp((x: Tensor) => vmap(f)(x), [tensor([1, 2])], [tensor([1, 1])])[1].toArray()).toEqual([30, 120]);
  });
});

describe('trees and other arguments', () => {
  type Point = { a: Scalar; b: Tensor };
  const scaled = customVjp(
    ({ a, b }: Point, settings: { name: string; power: number }) => ({ y: mul(pow(a, settings.power), b), a }),
    ({ a, b }: Point, settings: { name: string; power: number }) =>
      [
        { y: mul(pow(a, settings.power), b), a },
        { a, b, power: settings.power },
      ] as const,
    ({ a, b, power }, { y, a: ofA }) => [
      { a: add(sum(mul(y, b, mul(power, pow(a, power - 1)))), ofA), b: mul(y, pow(a, power)) },
      undefined,
    ],
  );
  const settings = { name: 'cubic', power: 3 };
  const loss = (p: Point) => {
    const { y, a } = scaled(p, settings);
    return add(sum(mul(y, y)), a);
  };
  const reference = (p: Point) => {
    const y = mul(pow(p.a, 3), p.b);
    return add(sum(mul(y, y)), p.a);
  };

  test('are taken apart and put together again', () => {
    const point = { a: 2, b: tensor([1, -1]) };
    const [ours, theirs] = [grad(loss)(point), grad(reference)(point)];
    expect(ours.a).toBeCloseTo(theirs.a, 12);
    expect(ours.b.toArray()).toEqual(theirs.b.toArray());
    const tangent = { a: 0.5, b: tensor([1, 2]) };
    expect(jvp(loss, [point], [tangent])[1]).toBeCloseTo(jvp(reference, [point], [tangent])[1], 10);
  });
});

describe('settings beside values in one argument', () => {
  type Params = { readonly name: string; readonly k: Scalar; readonly cache: readonly string[] };
  const cache: readonly string[] = ['kept as it is'];
  const params = (k: Scalar): Params => ({ name: 'cube', k, cache });
  const cube = ({ name, k, cache: seen }: Params): Scalar => {
    expect([name, seen]).toEqual(['cube', cache]);
    expect(seen).toBe(cache);
    return mul(k, k, k);
  };

  test('stay where they are, and have no tangent', () => {
    const byJvp = customJvp(cube, ([p], [t]) => {
      expect([t.name, t.cache]).toEqual([undefined, undefined]);
      return [cube(p), mul(3, mul(p.k, p.k), t.k)];
    });
    expect(grad((k: Scalar) => byJvp(params(k)))(2)).toBe(12);
    expect(jvp((k: Scalar) => byJvp(params(k)), [2], [1])).toEqual([8, 12]);
  });

  test('have no cotangent', () => {
    const byVjp = customVjp(
      cube,
      (p: Params) => [cube(p), p] as const,
      (p, c) => [{ name: undefined, k: mul(3, mul(p.k, p.k), c), cache: undefined }],
    );
    expect(grad((k: Scalar) => byVjp(params(k)))(2)).toBe(12);
    expect(jvp((k: Scalar) => byVjp(params(k)), [2], [1])).toEqual([8, 12]);
    const withoutKey = customVjp(
      cube,
      (p: Params) => [cube(p), p] as const,
      (_p, c) => [{ name: undefined, cache: c }],
    );
    expect(() => grad((k: Scalar) => withoutKey(params(k)))(2)).toThrow(
      'customVjp: cotangents[0] lacks .k, which args[0] has.',
    );
  });

  test('pass through a checkpoint, in lists without end as well', () => {
    expect(grad((k: Scalar) => checkpoint(cube)(params(k)))(2)).toBe(12);
    interface Link {
      readonly k: Scalar;
      readonly next: Link | null;
    }
    const list = (k: Scalar): Link =>
      Array.from({ length: 20_000 }).reduce<Link | null>((next) => ({ k, next }), null) as Link;
    const total = (link: Link): Scalar => {
      let result: Scalar = 0;
      for (let at: Link | null = link; at !== null; at = at.next) result = add(result, at.k);
      return result;
    };
    expect(grad((k: Scalar) => checkpoint(total)(list(k)))(2)).toBe(20_000);
  });

  test('an argument that contains itself is none of values', () => {
    const itself: { k: number; self?: unknown } = { k: 3 };
    itself.self = itself;
    expect(grad((k: Scalar) => checkpoint((x: Scalar, p: typeof itself) => mul(x, p.k))(k, itself))(2)).toBe(3);
  });

  test('a value of a transformation that has ended is found', () => {
    let kept: Scalar = 0;
    grad((k: Scalar) => (kept = mul(k, k)))(2);
    expect(() => checkpoint(cube)(params(kept))).toThrow('checkpoint: args[0].k: this value belongs to a grad call');
  });
});

describe('misuse', () => {
  test('a nonlinear rule is found out at its first use in the other mode', () => {
    const clipped = customVjp(
      (x: Scalar) => x,
      (x: Scalar) => [x, null] as const,
      (_, cotangent) => [sin(cotangent)],
    );
    expect(grad(clipped)(1)).toBe(Math.sin(1));
    expect(() => jvp(clipped, [1], [1])).toThrow(DomainError);
    expect(() => jvp(clipped, [1], [1])).toThrow('customVjp: the backward rule is not linear');
    const wrong = customJvp(
      (x: Scalar) => x,
      ([x], [t]) => [x, mul(t, t)],
    );
    expect(jvp(wrong, [1], [3])).toEqual([1, 9]);
    expect(() => grad(wrong)(1)).toThrow('customJvp: the rule is not linear');
  });

  test('a backward rule that is nonlinear on purpose says so, and keeps reverse mode', () => {
    const clipped = customVjp(
      (x: Scalar) => x,
      (x: Scalar) => [x, null] as const,
      (_, cotangent) => [Math.max(-1, Math.min(1, value(cotangent)))],
      { linear: false },
    );
    expect(grad((x: Scalar) => mul(5, clipped(x)))(1)).toBe(1);
    expect(() => jvp(clipped, [1], [1])).toThrow(TraceError);
    expect(() => jvp(clipped, [1], [1])).toThrow('Use grad, vjp, jacrev, hvp or hessian');
  });

  test('a closure over a traced value is refused, unless it belongs to a transformation further out', () => {
    const closing = (w: Scalar) =>
      customJvp(
        (x: Scalar) => mul(w, x),
        ([x], [t]) => [mul(w, x), mul(w, t)],
      );
    expect(() => grad((w: Scalar) => closing(w)(mul(w, 2)))(3)).toThrow(TraceError);
    expect(() => grad((w: Scalar) => closing(w)(mul(w, 2)))(3)).toThrow('Pass the value as an argument.');
    // d/dw (d/dx (w x)) = 1
    expect(grad((w: Scalar) => grad((x: Scalar) => closing(w)(x))(5))(3)).toBe(1);
  });

  test('a closure of the rule alone counts by its value, in every mode', () => {
    const rules = [
      (c: Scalar) =>
        customVjp(
          (x: Scalar) => mul(x, x),
          (x: Scalar) => [mul(x, x), x],
          (x, cotangent) => [mul(c, x, cotangent)],
        ),
      (c: Scalar) =>
        customJvp(
          (x: Scalar) => mul(x, x),
          ([x], [t]) => [mul(x, x), mul(c, x, t)],
        ),
    ];
    for (const rule of rules) {
      const f = (c: Scalar) => rule(c)(c);
      expect(grad(f)(3)).toBe(9);
      expect(jvp(f, [3], [1])).toEqual([9, 9]);
      expect(linearize(f, [3])[1](1)).toBe(9);
      expect(jacfwd((c: Tensor) => rule(sum(c))(sum(c)))(tensor([1, 2])).toArray()).toEqual([9, 9]);
      expect(jacrev((c: Tensor) => rule(sum(c))(sum(c)))(tensor([1, 2])).toArray()).toEqual([9, 9]);
      // The derivative of c² by the rule is c · c, and that of this is 2 c.
      expect(grad(grad(f))(3)).toBe(6);
    }
  });

  test('a backward rule that is nonlinear on purpose serves all that goes backward first', () => {
    const clipped = customVjp(
      (x: Scalar) => x,
      (x: Scalar) => [x, null] as const,
      (_, cotangent) => [clip(cotangent, -1, 1)],
      { linear: false },
    );
    const f = (x: Scalar) => mul(0.25, clipped(mul(x, x)));
    expect([grad(f)(3), jacrev(f)(3), vjp(f, [3])[1](1)[0]]).toEqual([1.5, 1.5, 1.5]);
    expect([hessian(f)(3), hvp(f, [3], [1])[0]]).toEqual([0.5, 0.5]);
    for (const run of [() => jvp(f, [3], [1]), () => linearize(f, [3])[1](1), () => jacfwd(f)(3), () => jet(f, 3, 2)]) {
      expect(run).toThrow(
        /^customVjp: the backward rule is declared nonlinear, so forward mode \(jvp, linearize, jacfwd, jet\)/,
      );
    }
  });

  test('results of the wrong structure', () => {
    const untyped = (f: unknown) => f as (...args: unknown[]) => (x: number) => number;
    const noPair = untyped(customJvp)(
      (x: Scalar) => x,
      () => 3,
    );
    expect(() => jvp(noPair, [1], [1])).toThrow(
      new TreeError('customJvp: the rule must return [output, outputTangent], but returned the number 3.'),
    );
    const noArray = untyped(customVjp)(
      (x: Scalar) => x,
      (x: Scalar) => [x, x],
      (x: Scalar) => x,
    );
    expect(() => grad(noArray)(1)).toThrow('customVjp: backward must return an array with one cotangent for each of 1');
  });
});

test('a rule may be used many times in one program', () => {
  const stable = customJvp(
    (x: Scalar) => exp(x),
    ([x], [t]) => [exp(x), mul(exp(x), t)],
  );
  const f = (x: Scalar) => add(stable(sin(x)), mul(stable(x), stable(cos(x))));
  const g = (x: Scalar) => add(exp(sin(x)), mul(exp(x), exp(cos(x))));
  expect(grad(f)(0.7)).toBeCloseTo(grad(g)(0.7), 12);
  expect(grad(grad(grad(f)))(0.7)).toBeCloseTo(grad(grad(grad(g)))(0.7), 10);
});
