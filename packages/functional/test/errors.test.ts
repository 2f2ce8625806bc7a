import { describe, expect, test } from '@jest/globals';
import { add, mul, sin, sum, value, type Scalar } from '@wengert/primitives';
import { ShapeError, tensor, TraceError, TreeError, WengertError, type Tensor } from '@wengert/tensor';
import { grad, hessian, jacfwd, jacrev, jvp, valueAndGrad, vjp } from '../src/index.js';

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
    expect(() => untyped(jvp)(f, [primal], [])).toThrow(new TreeError('jvp: there are 1 primals, but 0 tangents.'));
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

describe('operations', () => {
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
