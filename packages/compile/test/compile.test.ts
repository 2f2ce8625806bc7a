import { describe, expect, it, jest } from '@jest/globals';
import {
  debugNaNs,
  definePrimitive,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacrev,
  jvp,
  odeint,
  valueAndGrad,
  vmap,
  whileLoop,
} from '@wengert/functional';
import {
  add,
  argmax,
  cumsum,
  exp,
  gt,
  log,
  less,
  lt,
  matmul,
  mul,
  neg,
  sin,
  sort,
  sub,
  sum,
  take,
  tanh,
  value,
  type Scalar,
} from '@wengert/primitives';
import { tensor, TreeError, type Tensor } from '@wengert/tensor';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compile, emit } from '../src/index.js';

/** What a compiled function returns when it writes the program down, and when it runs it. */
function twice<A extends unknown[]>(f: (...args: A) => unknown, ...args: A): unknown[] {
  return [f(...args), f(...args)];
}

describe('compile', () => {
  it('returns what the function returns, at every call', () => {
    const f = (x: Scalar, y: Scalar) => add(mul(x, y), sin(x));
    const compiled = compile(f);
    for (const [x, y] of [
      [2, 3],
      [0.5, -1],
      [-0, 1e300],
    ] as const) {
      expect(compiled(x, y)).toBe(f(x, y));
    }
  });

  it('compiles derivatives of every kind', () => {
    const f = ([x = 0, y = 0]: readonly Scalar[]) => mul(mul(x, x), exp(y));
    const at = [1.5, -0.5];
    expect(twice(compile(grad(f)), at)).toEqual([grad(f)(at), grad(f)(at)]);
    expect(twice(compile(valueAndGrad(f)), at)).toEqual([valueAndGrad(f)(at), valueAndGrad(f)(at)]);
    expect(twice(compile(hessian(f)), at)).toEqual([hessian(f)(at), hessian(f)(at)]);
    const curvature = (x: readonly Scalar[]) => hvp(f, [x], [[1, 2]]);
    expect(twice(compile(curvature), at)).toEqual([curvature(at), curvature(at)]);
    const slope = (x: readonly Scalar[]) => jvp(f, [x], [[1, 2]]);
    expect(twice(compile(slope), at)).toEqual([slope(at), slope(at)]);
  });

  it('makes no arrays at a call but those of the result', () => {
    const f = (x: Tensor) => {
      const product = matmul(x, x);
      return [product, neg(matmul(sin(product), product))];
    };
    const compiled = compile(f);
    const [x, y] = [tensor([1, 2, 3, 4], [2, 2]), tensor([1, 0, 0, 1], [2, 2])];
    const first = compiled(x);
    compiled(y);
    let made = 0;
    const ownArray = globalThis.Float64Array;
    globalThis.Float64Array = new Proxy(ownArray, {
      construct(target, given) {
        made++;
        return Reflect.construct(target, given) as object;
      },
    });
    try {
      compiled(y);
    } finally {
      globalThis.Float64Array = ownArray;
    }
    expect(made).toBe(2);
    expect(first).toEqual(f(x));
  });

  it('writes to no array that an operation of a user has kept', () => {
    const kept = new Map<number, { readonly given: Tensor; readonly result: Tensor }>();
    const tenfold = definePrimitive({
      kind: 'linear',
      name: 'tenfold',
      evaluate([x]) {
        const given = x as Tensor;
        const known = kept.get(given.at(0)) ?? { given, result: mul(given, 10) };
        kept.set(given.at(0), known);
        return known.result;
      },
      transpose: (cotangent) => mul(cotangent, 10),
    });
    const total = compile((x: Tensor) => sum(sort(tenfold(add(sort(x), 1)))));
    expect([1, 3, 5, 3].map((x) => total(tensor([x, x + 1])))).toEqual([50, 90, 130, 90]);
    for (const { given, result } of kept.values()) expect(mul(given, 10)).toEqual(result);
    expect([...kept.values()].map(({ given }) => given.toArray())).toEqual([
      [2, 3],
      [4, 5],
      [6, 7],
    ]);
  });

  it('lets an operation of a user call it again', () => {
    let inner: (x: Tensor) => Tensor;
    const settled = definePrimitive({
      kind: 'linear',
      name: 'settled',
      evaluate: ([x]) => (sum(x as Tensor) < 1 ? (x as Tensor) : inner(mul(0.25, x as Tensor))),
      transpose: (cotangent) => cotangent,
    });
    const f = (x: Tensor): Tensor => {
      const doubled = cumsum(mul(2, x));
      return add(settled(doubled), cumsum(sort(doubled)));
    };
    const points = [tensor([1, 2]), tensor([3, 4]), tensor([0.1, 0.2])];
    inner = f;
    const expected = points.map((x) => f(x));
    const compiled = compile(f);
    inner = compiled;
    for (let call = 0; call < 2; call++) expect(points.map((x) => compiled(x))).toEqual(expected);
  });

  it('writes a Jacobian with the operations that one would write by hand', () => {
    const residuals = (p: readonly Scalar[], times: readonly number[]) =>
      times.map((t) => mul(p[0] ?? 0, exp(mul(p[1] ?? 0, t))));
    const times = Array.from({ length: 500 }, (_, i) => i / 100);
    for (const jacobian of [jacfwd(residuals), jacrev(residuals)]) {
      const compiled = compile(jacobian);
      expect(twice(compiled, [1.5, -0.3], times)[1]).toEqual(jacobian([1.5, -0.3], times));
      expect(compiled.source?.match(/Math\.exp/g)).toHaveLength(1);
      expect(compiled.source?.match(/for \(let i0/g)).toHaveLength(1);
    }
  });

  it('takes and returns trees, tensors, and anything else beside them', () => {
    const f = (p: { readonly w: Tensor; readonly b: Scalar; readonly name: string }, flag: boolean) => ({
      loss: sum(tanh(add(matmul(p.w, p.w), p.b))),
      name: p.name,
      flag,
    });
    const compiled = compile(f);
    const p = {
      w: tensor([
        [1, 2],
        [3, 4],
      ]),
      b: 0.5,
      name: '"; throw 1; "',
    };
    expect(twice(compiled, p, true)).toEqual([f(p, true), f(p, true)]);
    expect(compiled({ ...p, name: 'other' }, false)).toEqual(f({ ...p, name: 'other' }, false));
  });

  it('makes new code for arguments of another kind', () => {
    const total = compile((x: readonly Scalar[]) => x.reduce<Scalar>((a, b) => add(a, b), 0));
    expect([total([1, 2]), total([1, 2, 3]), total([4, 5]), total([])]).toEqual([3, 6, 9, 0]);
  });

  it('notices that a typed array was written to', () => {
    const data = new Float64Array([1, 2, 3]);
    const weigh = compile((x: Scalar, weights: Float64Array) => mul(x, weights[0] ?? NaN));
    expect(twice(weigh, 2, data)).toEqual([2, 2]);
    data[0] = 10;
    expect(weigh(2, data)).toBe(20);
  });

  it('tells fixed arguments apart by what they are', () => {
    const seen: unknown[] = [];
    const f = compile(
      (x: Scalar, fixed: unknown) => {
        seen.push(fixed);
        return [x, fixed];
      },
      { staticArgnums: 1 },
    );
    const twin = (): unknown => 0;
    const fixed = [
      1,
      '1',
      1n,
      -0,
      0,
      NaN,
      true,
      'true',
      null,
      'null',
      undefined,
      'a b',
      twin,
      (): unknown => 0,
      Symbol.iterator,
    ];
    for (let call = 0; call < 2; call++) for (const it of fixed) expect(f(2, it)).toEqual([2, it]);
    expect(seen).toEqual(fixed);
  });

  it('does not keep all fixed arguments that it has ever had', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const apply = compile((x: Scalar, f: (x: Scalar) => Scalar) => f(x));
    const given = Array.from({ length: 400 }, (_, i) => {
      const f = (x: Scalar): Scalar => mul(x, i);
      expect(apply(2, f)).toBe(2 * i);
      return new WeakRef(f);
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    collect();
    expect(given.filter((f) => f.deref() !== undefined).length).toBeLessThan(200);
  });

  it('calls the function itself where it cannot see what an argument contains', () => {
    const settings = new Map([['rate', 2]]);
    const f = compile((x: Scalar, options: Map<string, number>) => mul(x, options.get('rate') ?? NaN));
    expect(twice(f, 3, settings)).toEqual([6, 6]);
    settings.set('rate', 5);
    expect(f(3, settings)).toBe(15);
  });

  it('makes code for each value of a static argument', () => {
    const power = compile(
      (x: Scalar, n: number) => {
        let result: Scalar = 1;
        for (let i = 0; i < n; i++) result = mul(result, x);
        return result;
      },
      { staticArgnums: 1 },
    );
    expect([power(2, 3), power(2, 4), power(3, 3)]).toEqual([8, 16, 27]);
  });

  it('finds static arguments as grad finds those that it differentiates by', () => {
    const power = (x: Scalar, n: number) => Array.from({ length: n }, () => x).reduce<Scalar>((a, b) => mul(a, b), 1);
    expect(compile(power, { staticArgnums: -1 })(2, 3)).toBe(8);
    expect(compile(power, { staticArgnums: [0, -1] })(2, 3)).toBe(8);
    expect(() => compile(power, { staticArgnums: [7] })(2, 3)).toThrow(
      new TreeError('compile: staticArgnums names argument 7, but the function was called with 2 arguments.'),
    );
    expect(() => compile(power, { staticArgnums: '1' as never })(2, 3)).toThrow(
      new TreeError('compile: staticArgnums must be a number or an array of numbers, but is the string "1".'),
    );
    expect(() => compile(power, { staticArgnums: [1, -1] })(2, 3)).toThrow(
      'staticArgnums [1, -1] names an argument twice',
    );
  });

  it('is itself differentiated as the function is', () => {
    const compiled = compile((x: Scalar) => mul(x, mul(x, x)));
    compiled(1);
    expect(grad(compiled)(2)).toBe(12);
    expect(grad(grad(compiled))(2)).toBe(12);
    expect(vmap(compiled)(tensor([1, 2])).toArray()).toEqual([1, 8]);
    expect(compile(grad(compiled))(2)).toBe(12);
  });

  it('uses values of a transformation around it', () => {
    const f = (y: Scalar) => compile((x: Scalar) => mul(x, mul(y, y)))(3);
    expect(grad(f)(2)).toBe(12);
  });

  it('throws what the function throws, and works at the next call', () => {
    const f = compile((x: Scalar) => {
      if (lt(x, 0)) throw new RangeError('negative');
      return mul(x, 2);
    });
    expect(twice(f, 2)).toEqual([4, 4]);
    expect(() => f(-1)).toThrow(new RangeError('negative'));
    expect(f(3)).toBe(6);
  });

  it('keeps the result of each call apart from those of others', () => {
    const slope = compile(grad((x: readonly Scalar[]) => x.reduce<Scalar>((a, b) => add(a, mul(b, b)), 0)));
    const x = Array.from({ length: 20 }, (_, i) => i);
    const first = slope(x);
    const second = slope(x);
    (second as number[])[3] = NaN;
    expect(slope(x)).toEqual(first);
    expect(first[3]).toBe(6);
  });

  it('refuses value(x), and says what to use instead', () => {
    expect(() => compile((x: Scalar) => mul(x, value(x)))(2)).toThrow(
      'value: under compile there is no plain number, as the program is used again for other arguments. Use lt, le, gt, ' +
        'ge, eq, ne to choose by it, where(mask, a, b) to select, and hasAux to return it.',
    );
  });

  it('refuses what it cannot compile, in words', () => {
    expect(() => compile(3 as never)).toThrow('compile: the first argument must be a function, but is the number 3.');
    expect(() => compile((x: Scalar) => x, { maxPaths: 0 })).toThrow(
      'compile: maxPaths must be a positive integer, but is 0.',
    );
    expect(() => compile(() => Promise.resolve(1))()).toThrow(
      'compile: f returned a Promise. A function to compile must not be async: await outside of it.',
    );
  });

  it('refuses values of a call that has ended', () => {
    let kept: Scalar | undefined;
    const f = (x: Scalar): Scalar => (kept ??= x);
    expect(compile(f)(2)).toBe(2);
    expect(() => compile(f)(3)).toThrow('compile: this value belongs to a compile call that has finished.');
    expect(() => compile((x: Scalar) => x)(kept ?? 0)).toThrow('compile: this value belongs to');
  });

  it('has debugNaNs around it, where the numbers are known', () => {
    expect(() => debugNaNs(compile(log))(-1)).toThrow('debugNaNs: the output is NaN');
    const message = 'debugNaNs: while a function is compiled, its numbers are not known';
    expect(() => compile(debugNaNs(log))(-1)).toThrow(message);
    expect(() => compile(grad(debugNaNs((x: Scalar) => log(x))))(-1)).toThrow(message);
  });

  it('takes null for no options, and no options that it does not know', () => {
    expect(compile((x: Scalar) => x, null as never)(2)).toBe(2);
    expect(() => compile((x: Scalar) => x, { paths: 3 } as never)).toThrow('compile: there is no option paths');
    expect(emit((x: Scalar) => x, [2], null as never)).toContain('compiled');
    expect(() => emit((x: Scalar) => x, [2], { names: 'f' } as never)).toThrow('emit: there is no option names');
  });

  it('has the types of the function, with numbers in and numbers out', () => {
    const slope: number = compile(grad((x) => mul(x, sin(x))))(2);
    const typed: { readonly a: number } = compile(grad((p: { readonly a: Scalar }) => mul(p.a, p.a)))({ a: 3 });
    expect([slope, typed.a]).toEqual([Math.sin(2) + 2 * Math.cos(2), 6]);
    const source: string | undefined = compile((x: Scalar) => neg(x)).source;
    expect(source).toBeUndefined();
  });
});

describe('a branch', () => {
  const absolute = (x: Scalar) => (lt(x, 0) ? neg(x) : x);

  it('is taken anew at every call', () => {
    const compiled = compile(absolute);
    expect([1, 2, -3, 4, -5].map((x) => compiled(x))).toEqual([1, 2, 3, 4, 5]);
    const slope = compile(grad(absolute));
    expect([1, -1, 2, -2].map((x) => slope(x))).toEqual([1, -1, 1, -1]);
  });

  it('costs one run of each way, the wrong one and the right one', () => {
    let runs = 0;
    const watched = definePrimitive({
      kind: 'linear',
      name: 'watched',
      evaluate: ([x = 0]) => {
        runs++;
        return x;
      },
      transpose: (cotangent) => cotangent,
    });
    const f = compile((x: Tensor) => (lt(sum(watched(x)), 0) ? 'below' : 'above'));
    const [below, above] = [tensor([-1, -2]), tensor([1, 2])];
    for (const x of [below, above, below]) f(x);
    for (const [x, side] of [
      [above, 'above'],
      [below, 'below'],
    ] as const) {
      runs = 0;
      expect(f(x)).toBe(side);
      expect(runs).toBe(2);
    }
  });

  it('may end a loop or a recursion', () => {
    const halvings = (x: Scalar): Scalar => (gt(x, 1) ? add(1, halvings(mul(x, 0.5))) : 0);
    const compiled = compile(halvings);
    for (const x of [1, 3, 10, 1000, 3, 0.5, 10]) expect(compiled(x)).toBe(halvings(x));
  });

  it('is left alone where a function goes by plain numbers inside, with one warning', () => {
    const decay = (rate: Scalar) => odeint((y: Scalar, _t: Scalar, r: Scalar) => mul(r, y), 1, [0, 1], rate);
    const doubled = vmap((x: Scalar) =>
      whileLoop(
        (c: Scalar) => less(c, 10),
        (c: Scalar) => mul(c, 2),
        x,
      ),
    );
    const greatest = (x: Tensor) => take(x, argmax(x));
    const checkLeftAlone = <X>(f: (x: X) => unknown, points: readonly X[]): void => {
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
      try {
        const compiled = compile(f);
        for (const x of points) expect(compiled(x)).toEqual(f(x));
        expect(warn).toHaveBeenCalledTimes(1);
        expect(warn.mock.calls[0]?.[0]).toContain('compile: the function goes by plain numbers inside');
      } finally {
        warn.mockRestore();
      }
      expect(() => emit(f, [points[0]])).toThrow('emit: the function goes by plain numbers inside');
    };
    checkLeftAlone(decay, [-1, -2]);
    checkLeftAlone(
      grad((rate: Scalar) => decay(rate).at(1)),
      [-1, -2],
    );
    checkLeftAlone(doubled, [tensor([1, 3]), tensor([2, 9])]);
    checkLeftAlone(greatest, [tensor([1, 3, 2]), tensor([5, 3, 2])]);
    checkLeftAlone(grad(greatest), [tensor([1, 3, 2]), tensor([5, 3, 2])]);
  });

  it('is given up on after so many ways, with one warning, and still goes right', () => {
    const steps = (x: Scalar) => {
      let [rest, count]: [Scalar, number] = [x, 0];
      while (gt(rest, 0)) [rest, count] = [sub(rest, 1), count + 1];
      return add(mul(x, 0), count);
    };
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    try {
      const compiled = compile(steps, { maxPaths: 3 });
      for (const x of [1, 2, 3, 4, 5, 1, 6]) expect(compiled(x)).toBe(x);
      expect(warn).toHaveBeenCalledTimes(1);
      expect(warn.mock.calls[0]?.[0]).toContain('compile: steps has gone 3 ways for arguments of one kind');
    } finally {
      warn.mockRestore();
    }
  });
});
