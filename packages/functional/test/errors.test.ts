import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { add, linalg, mul, neg, norm, pad, sin, softmax, std, sum, value, type Scalar } from '@wengert/primitives';
import { eye, ShapeError, tensor, TraceError, TreeError, WengertError, type Tensor } from '@wengert/tensor';
import {
  checkGrads,
  customJvp,
  customVjp,
  fixedPoint,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jet,
  jvp,
  numerical,
  odeint,
  root,
  scan,
  valueAndGrad,
  vjp,
  vmap,
  whileLoop,
} from '../src/index.js';

/** Calls what the types forbid, as a JavaScript user might. */
const untyped = (f: unknown): ((...args: unknown[]) => unknown) => f as (...args: unknown[]) => unknown;

describe('the output of the function', () => {
  test('grad of a tensor', () => {
    const f = untyped(untyped(grad)((x: Scalar) => mul(x, tensor([1, 2, 3]))));
    const message =
      'grad: f must return a number, but returned a tensor of shape [3]. Reduce it (sum, mean) or use jacrev.';
    expect(() => f(1)).toThrow(new ShapeError(message));
  });

  test.each([
    [() => undefined, 'grad: f must return a number, but returned undefined. Is a return missing?'],
    [() => 'text', 'grad: f must return a number, but returned the string "text". Return one number, or use jacrev.'],
    [
      (x: unknown) => [x, x],
      'grad: f must return a number, but returned an array. Return one number, use jacrev, or set hasAux if the second ' +
        'entry is auxiliary.',
    ],
    [
      (x: unknown) => Promise.resolve(x),
      'grad: f must return a number, but returned a Promise. A function to differentiate must not be async: await ' +
        'outside of it.',
    ],
  ])('grad of %p', (f, message) => {
    expect(() => untyped(untyped(grad)(f))(1)).toThrow(new TreeError(message));
  });

  test('hasAux without a pair', () => {
    const f = untyped(untyped(grad)((x: unknown) => x, { hasAux: true }));
    expect(() => f(1)).toThrow(
      new TreeError('grad: with hasAux, f must return [output, aux], but returned a traced scalar.'),
    );
  });

  test('jacrev of a function that returns something strange names the path', () => {
    expect(() => untyped(jacrev((x) => ({ ok: x, list: [1, 'no'] })))(1)).toThrow(
      new TreeError(
        'jacrev: the output of f.list[1] is the string "no", but must be a number, a tensor, or a plain array or ' +
          'object of those.',
      ),
    );
  });
});

describe('the arguments', () => {
  const f = (x: { a: Scalar; b: Scalar[] }) => add(x.a, x.b[0] ?? 0);

  test('a string where a number belongs', () => {
    expect(() => untyped(grad(f))({ a: 1, b: [2, 'three'] })).toThrow(
      new TreeError(
        'grad: args[0].b[1] is the string "three", but must be a number, a tensor, or a plain array or object of those.',
      ),
    );
  });

  test('a typed array where a tensor belongs', () => {
    expect(() => untyped(grad(f))({ a: 1, b: new Float64Array(2) })).toThrow(
      new TreeError(
        'grad: args[0].b is an instance of Float64Array, but must be a number, a tensor, or a plain array or object of ' +
          'those. Make a tensor of it with tensor(...).',
      ),
    );
  });

  test.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [10n, 'the bigint 10n'],
    [true, 'the boolean true'],
    [new Date(0), 'an instance of Date'],
    [new Map(), 'an instance of Map'],
    [Symbol('s'), 'a symbol'],
  ])('%p is refused', (leaf, described) => {
    expect(() => untyped(grad(f))({ a: leaf, b: [1] })).toThrow(`grad: args[0].a is ${described}, but must be`);
  });

  test('a hole, a cycle, a symbol key', () => {
    // eslint-disable-next-line no-sparse-arrays -- the subject of the test
    expect(() => untyped(grad(f))({ a: 1, b: [1, , 2] })).toThrow(
      'grad: args[0].b[1] is a hole; fill it or leave it out.',
    );
    const cyclic: { a: number; b: unknown[] } = { a: 1, b: [] };
    cyclic.b.push(cyclic);
    expect(() => untyped(grad(f))(cyclic)).toThrow('grad: args[0].b[0] contains itself; a tree must be finite.');
    expect(() => untyped(grad(f))({ a: 1, b: [2], [Symbol('key')]: 3 })).toThrow(TreeError);
  });

  test('argnums out of range, twice, or not an integer', () => {
    const g = (x: Scalar, y: Scalar) => mul(x, y);
    expect(() => untyped(grad(g, { argnums: 2 }))(1, 2)).toThrow(
      'grad: argnums names argument 2, but the function was called with 2 arguments.',
    );
    expect(() => untyped(grad(g, { argnums: [0, 0] }))(1, 2)).toThrow('grad: argnums [0, 0] names an argument twice.');
    expect(() => untyped(grad(g, { argnums: 0.5 }))(1, 2)).toThrow('grad: argnums names argument 0.5');
    expect(grad(g, { argnums: -1 })(3, 2)).toBe(3);
    expect(() => untyped(grad(g))()).toThrow(
      'grad: argnums names argument 0, but the function was called with 0 arguments.',
    );
  });

  test('something other than a function', () => {
    expect(() => untyped(grad)(3)).toThrow('grad: the first argument must be a function, but is the number 3.');
    expect(() => untyped(jvp)({}, [1], [1])).toThrow('jvp: the first argument must be a function, but is an object.');
  });
});

describe('tangents and cotangents', () => {
  const f = (x: { a: Scalar; b: Tensor }) => add(x.a, sum(x.b));
  const primal = { a: 1, b: tensor([1, 2, 3]) };

  test('a tangent of another shape', () => {
    expect(() => jvp(f, [primal], [{ a: 1, b: tensor([1, 2]) }])).toThrow(
      new ShapeError('jvp: tangents[0].b has shape [2], its primal has shape [3].'),
    );
  });

  test('a tangent of another structure', () => {
    expect(() => untyped(jvp)(f, [primal], [{ a: 1 }])).toThrow(
      new TreeError('jvp: tangents[0] lacks .b, which its primal has.'),
    );
    expect(() => untyped(jvp)(f, [primal], [{ ...primal, c: 1 }])).toThrow(
      new TreeError('jvp: tangents[0] has .c, which its primal has not.'),
    );
    expect(() => untyped(jvp)(f, [primal], [3])).toThrow(
      new TreeError('jvp: tangents[0] is the number 3, but its primal has an object there.'),
    );
    expect(() => untyped(jvp)(f, [primal], [])).toThrow(
      new TreeError('jvp: there must be a tangent for each primal, but primals has length 1 and tangents length 0.'),
    );
    expect(() => untyped(jvp)(f, primal, [])).toThrow(
      new TreeError('jvp: primals must be an array with one entry for each argument of f, such as [x].'),
    );
  });

  test('keys may come in another order', () => {
    expect(jvp(f, [primal], [{ b: tensor([1, 0, 0]), a: 10 }])[1]).toBe(11);
  });

  test('a cotangent that does not fit', () => {
    const [, pullback] = vjp((x: Scalar) => [x, tensor([1, 2])], [1]);
    expect(() => untyped(pullback)(1)).toThrow(
      'pullback: the cotangent is the number 1, but the output has an array of 2 there.',
    );
    expect(() => untyped(pullback)([1, tensor([1])])).toThrow(
      'pullback: the cotangent[1] has shape [1], the output has shape [2].',
    );
  });
});

describe('traced values', () => {
  const advice = 'Use add, sub, mul, div';

  test.each<[string, (x: number) => unknown]>([
    ['x + 1', (x) => x + 1],
    ['x * x', (x) => x * x],
    ['-x', (x) => -x],
    ['x < 2', (x) => x < 2],
    ['Math.sin(x)', (x) => Math.sin(x)],
    ['x ** 2', (x) => x ** 2],
  ])('%s throws instead of losing the derivative', (_name, f) => {
    for (const transform of [grad, jacfwd, jacrev, hessian, valueAndGrad]) {
      expect(() => untyped(untyped(transform)(f))(1)).toThrow(TraceError);
      expect(() => untyped(untyped(transform)(f))(1)).toThrow(advice);
    }
    expect(() => jvp(f, [1], [1])).toThrow(advice);
  });

  test.each<[string, (f: (x: Scalar | Tensor) => unknown) => unknown]>([
    ['grad', (f) => grad((x: Scalar) => f(x) as Scalar)(1)],
    ['grad of a tensor', (f) => grad((x: Tensor) => f(x) as Scalar)(tensor([1]))],
    ['jvp', (f) => jvp((x: Scalar) => f(x), [1], [1])],
    ['jvp of a tensor', (f) => jvp((x: Tensor) => f(x), [tensor([1])], [tensor([1])])],
    ['hvp', (f) => hvp((x: Scalar) => f(x) as Scalar, [1], [1])],
    ['grad of grad', (f) => grad(grad((x: Scalar) => f(x) as Scalar))(1)],
    ['jet', (f) => jet((x: Scalar) => f(x), 1, 2)],
    ['vmap', (f) => vmap((x: Scalar) => f(x))(tensor([1, 2]))],
  ])('x.toString() under %s says the same as a template literal', (_name, transform) => {
    const advice = 'was turned into text. Use value(x) for the plain number or tensor in it.';
    for (const text of ['toString', 'toLocaleString'] as const) {
      expect(() => transform((x) => x[text]())).toThrow(advice);
    }
    expect(() => transform((x) => `${x as number}`)).toThrow(advice);
  });

  test('text and JSON', () => {
    expect(() => grad((x: number) => (`${x}` === '' ? x : 1))(1)).toThrow('Use value(x) for the plain number');
    expect(() => grad((x: number) => JSON.stringify({ x }).length)(1)).toThrow('was turned into JSON');
    expect(() => grad((x: Tensor) => x.data[0] ?? 0)(tensor([1]))).toThrow('value(x).data');
  });

  test('value(x) is the plain number under all traces', () => {
    const seen: unknown[] = [];
    const f = (x: Scalar) => {
      seen.push(value(x));
      return mul(x, x);
    };
    expect(grad(grad(f))(3)).toBe(2);
    expect(seen).toEqual([3]);
  });

  test('a value that is used after its call has ended', () => {
    let leaked: Scalar = 0;
    grad((x: Scalar) => {
      leaked = x;
      return x;
    })(1);
    const message =
      'mul: this value belongs to a grad call that has finished. Return it from the function instead of storing it ' +
      'outside.';
    expect(() => mul(leaked, 2)).toThrow(new TraceError(message));
    expect(() => mul(2, leaked)).toThrow(TraceError);
    expect(() => grad((x: Scalar) => mul(x, leaked))(1)).toThrow(TraceError);
    expect(() => value(leaked)).toThrow(TraceError);
    jvp(
      (x: Scalar) => {
        leaked = x;
        return x;
      },
      [1],
      [1],
    );
    expect(() => sin(leaked)).toThrow('sin: this value belongs to a jvp call that has finished.');
  });

  test('a throw inside the function leaves nothing behind', () => {
    let leaked: Scalar = 0;
    const failing = (x: Scalar): Scalar => {
      leaked = mul(x, 2);
      throw new RangeError('from the user');
    };
    expect(() => grad(failing)(1)).toThrow(new RangeError('from the user'));
    expect(() => add(leaked, 1)).toThrow(TraceError);
    expect(grad((x: Scalar) => mul(x, x))(3)).toBe(6);
    expect(() => jvp(failing, [1], [1])).toThrow(RangeError);
    expect(() => add(leaked, 1)).toThrow(TraceError);
  });
});

describe('options', () => {
  const f = (x: Scalar): Scalar => mul(x, x);
  const calls: readonly (readonly [string, (options: unknown) => unknown])[] = [
    ['grad', (options) => (untyped(grad)(f, options) as typeof f)(3)],
    ['valueAndGrad', (options) => (untyped(valueAndGrad)(f, options) as typeof f)(3)],
    ['jacfwd', (options) => (untyped(jacfwd)(f, options) as typeof f)(3)],
    ['jacrev', (options) => (untyped(jacrev)(f, options) as typeof f)(3)],
    ['jacobian', (options) => (untyped(jacobian)(f, options) as typeof f)(3)],
    ['hessian', (options) => (untyped(hessian)(f, options) as typeof f)(3)],
    ['jvp', (options) => untyped(jvp)(f, [3], [1], options)],
    ['vjp', (options) => (untyped(vjp)(f, [3], options) as unknown[])[0]],
    ['vmap', (options) => (untyped(vmap)(f, options) as (x: Tensor) => unknown)(tensor([1, 2]))],
    ['scan', (options) => untyped(scan)((c: Scalar) => [c, c], 0, tensor([1, 2]), options)],
    ['whileLoop', (options) => untyped(whileLoop)(() => false, f, 1, options)],
    ['root', (options) => untyped(root)((x: Scalar, p: Scalar) => add(mul(x, x), neg(p)), 1, 4, options)],
    ['fixedPoint', (options) => untyped(fixedPoint)((x: Scalar) => mul(x, 0.5), 1, 4, options)],
    ['odeint', (options) => untyped(odeint)((y: Scalar) => y, 1, [0, 1], 0, options)],
    ['checkGrads', (options) => untyped(checkGrads)(f, [1], options)],
    ['numerical.grad', (options) => (untyped(numerical.grad)(f, options) as typeof f)(3)],
    ['numerical.jacobian', (options) => (untyped(numerical.jacobian)(f, options) as typeof f)(3)],
    ['sum', (options) => untyped(sum)(tensor([1, 2]), options)],
    ['std', (options) => untyped(std)(tensor([1, 2]), options)],
    ['norm', (options) => untyped(norm)(tensor([1, 2]), options)],
    ['softmax', (options) => untyped(softmax)(tensor([1, 2]), options)],
    ['pad', (options) => untyped(pad)(tensor([1, 2]), 1, options)],
    ['linalg.norm', (options) => untyped(linalg.norm)(eye(2), options)],
    ['linalg.triangularSolve', (options) => untyped(linalg.triangularSolve)(eye(2), tensor([1, 2]), options)],
  ];

  test.each(calls)('null means none for %s', (_name, call) => {
    expect(call(null)).toEqual(call(undefined));
    expect(call(null)).toEqual(call({}));
  });

  test.each(calls)('%s refuses what is no object, and names that it does not know', (name, call) => {
    for (const wrong of [0, [0, 1], 'axis', tensor([1])]) {
      expect(() => call(wrong)).toThrow(WengertError);
      expect(() => call(wrong)).toThrow(`${name}: the options must be an object such as { `);
    }
    expect(() => call({ argNums: 1 })).toThrow(`${name}: there is no option argNums; the options are `);
  });

  test('a traced value in their place is refused', () => {
    expect(() => grad((x: Scalar) => untyped(sum)(tensor([1]), x) as Scalar)(2)).toThrow(
      'sum: the options must be an object such as { axis, keepDims }, but are a traced scalar.',
    );
  });

  test.each<readonly [string, () => unknown]>([
    ['checkGrads: rtol must be a number that is not negative, but is -1.', () => checkGrads(f, [1], { rtol: -1 })],
    ['checkGrads: atol must be a number that is not negative, but is NaN.', () => checkGrads(f, [1], { atol: NaN })],
    [
      'checkGrads: modes must be an array such as [\'forward\'], but is the string "forward".',
      () => untyped(checkGrads)(f, [1], { modes: 'forward' }),
    ],
    [
      'grad: argnums must be a number or an array of numbers, but is the string "0".',
      () => untyped(untyped(grad)(f, { argnums: '0' }))(2, 3),
    ],
    [
      'grad: argnums must hold numbers, but has the string "0".',
      () => untyped(untyped(grad)(f, { argnums: ['0'] }))(2, 3),
    ],
  ])('%s', (message, call) => {
    expect(call).toThrow(WengertError);
    expect(call).toThrow(message);
  });
});

describe('functions', () => {
  const f = (x: Scalar): Scalar => x;

  test.each<readonly [string, () => unknown]>([
    ['customJvp: rule must be a function, but is undefined.', () => untyped(customJvp)(f)],
    ['customVjp: forward must be a function, but is undefined.', () => untyped(customVjp)(f)],
    ['customVjp: backward must be a function, but is undefined.', () => untyped(customVjp)(f, f)],
    ['whileLoop: body must be a function, but is the number 5.', () => untyped(whileLoop)(f, 5, 1)],
    ['root: start has no numbers in it, so there is nothing to solve for.', () => untyped(root)(f, [], 1)],
    ['traced value of root', () => root((x: number, p: number) => x * x - p, 1, 2)],
    ['traced value of root', () => root((x: number[], p: number) => x.map((y) => y * y - p), [1, 2], 2)],
    ['grad: args[0] has a symbol as key', () => untyped(grad(f))({ [Symbol('key')]: 1 })],
  ])('%s', (message, call) => {
    expect(call).toThrow(WengertError);
    expect(call).toThrow(message);
  });
});

describe('operations', () => {
  test('take very many arguments', () => {
    const many = new Array<number>(1e5).fill(1);
    expect(add(1, 1, ...many)).toBe(100_002);
    expect(grad((x: Scalar) => mul(x, x, ...many.slice(0, 60_000)))(3)).toBe(6);
  });

  test('arguments that are no values', () => {
    expect(() => untyped(mul)('2', 3)).toThrow(
      new WengertError('mul: argument 1 must be a number or a tensor, but is the string "2".'),
    );
    expect(() => untyped(sin)([1, 2])).toThrow(
      'sin: argument 1 must be a number or a tensor, but is an array. Make a tensor of it with tensor(...).',
    );
    expect(() => untyped(add)(1)).toThrow('add: argument 2 must be a number or a tensor, but is undefined.');
    expect(() => untyped(grad((x: Scalar) => untyped(mul)(x, null) as Scalar))(1)).toThrow(
      'mul: argument 2 must be a number or a tensor, but is null.',
    );
  });

  test('shapes that do not broadcast', () => {
    expect(() => mul(tensor([[1, 2, 3]]), tensor([1, 2]))).toThrow(ShapeError);
    expect(() => grad((x: Tensor) => sum(mul(x, tensor([1, 2]))))(tensor([1, 2, 3]))).toThrow(
      'mul: shapes [3] and [2] do not broadcast',
    );
  });
});

describe('what Node prints of a traced value', () => {
  test('is its transformation and the plain value', () => {
    const seen: string[] = [];
    const square = (x: Scalar): Scalar => {
      const y = mul(x, x);
      seen.push(inspect([x, y]));
      return y;
    };
    grad(square)(3);
    jvp(square, [3], [1]);
    hessian(square)(3);
    expect(new Set(seen)).toEqual(
      new Set([
        '[ Traced<grad> 3, Traced<grad> 9 ]',
        '[ Traced<jvp> 3, Traced<jvp> 9 ]',
        '[ Traced<hessian> 3, Traced<hessian> 9 ]',
      ]),
    );
  });

  test('is that of a tensor as well', () => {
    let seen = '';
    grad((x: Tensor) => {
      seen = inspect(mul(x, 2));
      return sum(x);
    })(tensor([1, 2]));
    expect(seen).toBe('Traced<grad> Tensor [2] [2, 4]');
  });

  test('has no value under vmap, nor when the transformation has finished', () => {
    let kept: Scalar = 0;
    let mapped = '';
    grad((x: Scalar) => (kept = mul(x, x)))(3);
    expect(inspect(kept)).toBe('Traced<grad, finished>');
    vmap((x: Scalar) => {
      mapped = inspect(x);
      return x;
    })(tensor([1, 2]));
    expect(mapped).toBe('Traced<vmap>');
  });
});
