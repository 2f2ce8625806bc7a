import { describe, expect, test } from '@jest/globals';
import {
  abs,
  add,
  dot,
  exp,
  flip,
  linalg,
  matmul,
  mul,
  neg,
  reciprocal,
  square,
  sub,
  sum,
  transpose,
  type Scalar,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { DomainError, ones, ShapeError, tensor, WengertError, type Tensor } from '@wengert/tensor';
import { definePrimitive, grad, hessian, jacfwd, jacrev, jvp, vmap, type LinearDefinition } from '../src/index.js';

const softsign = definePrimitive({
  kind: 'elementwise',
  name: 'softsign',
  scalar: (x = 0) => x / (1 + Math.abs(x)),
  partials: [(x = 0) => reciprocal(square(add(1, abs(x))))],
});

describe('an elementwise row', () => {
  test('works in every mode', () => {
    expect(softsign(1)).toBe(0.5);
    expect(softsign(tensor([1, -3])).toArray()).toEqual([0.5, -0.75]);
    expect(grad((x: Scalar) => softsign(x))(1)).toBe(0.25);
    expect(jvp((x: Scalar) => softsign(x), [-1], [2])).toEqual([-0.5, 0.5]);
    expect(vmap(grad((x: Scalar) => softsign(x)))(tensor([1, -3])).toArray()).toEqual([0.25, 0.0625]);
    // d2/dx2 x / (1 + x) = -2 / (1 + x)^3
    expect(hessian((x: Scalar) => softsign(x))(1)).toBeCloseTo(-0.25, 14);
  });

  test('takes two arguments, or more', () => {
    const product = definePrimitive({
      kind: 'elementwise',
      name: 'product',
      scalar: (x = 0, y = 0) => x * y,
      partials: [(_x, y = 0) => y, (x = 0) => x],
    });
    expect(grad((x: Scalar) => product(x, x))(3)).toBe(6);
    expect(product(tensor([1, 2]), tensor([[3], [4]])).toArray()).toEqual([
      [3, 6],
      [4, 8],
    ]);
    const fma = definePrimitive({
      kind: 'elementwise',
      name: 'fma',
      scalar: (x = 0, y = 0, z = 0) => x * y + z,
      partials: [(_x, y = 0) => y, (x = 0) => x, () => 1],
    });
    const f = (x: Tensor): Scalar => sum(fma(x, 2, x));
    expect(grad(f)(tensor([1, 5])).toArray()).toEqual([3, 3]);
    expect(() => fma(1, 2)).toThrow('fma: takes 3 arguments, but got 2.');
    expect(fma.name).toBe('fma');
  });

  test('carries its row', () => {
    expect(softsign.row.name).toBe('softsign');
    expect(softsign.row.kind).toBe('elementwise');
    expect(softsign.name).toBe('softsign');
  });

  /** A product with another partial by its first argument, taken at numbers and at tensors, in both modes. */
  function callsWith(partial: (x?: Value, y?: Value) => unknown): (readonly [string, () => unknown])[] {
    const wrong = definePrimitive({
      kind: 'elementwise',
      name: 'wrong',
      scalar: (x = 0, y = 0) => x * y,
      partials: [partial as () => Value, (x = 0) => x],
    });
    const wrong3 = definePrimitive({
      kind: 'elementwise',
      name: 'wrong',
      scalar: (x = 0, y = 0) => x * y,
      partials: [partial as () => Value, (x = 0) => x, undefined],
    });
    const twos = tensor([2, 2, 2]);
    return [
      ['grad', () => grad((x: Scalar) => wrong(x, 3))(2)],
      ['jvp', () => jvp((x: Scalar) => wrong(x, 3), [2], [1])],
      ['hessian', () => hessian((x: Scalar) => wrong(x, 3))(2)],
      ['grad by a tensor', () => grad((x: Tensor) => sum(wrong(x, 3)))(twos)],
      ['jvp by a tensor', () => jvp((x: Tensor) => wrong(x, 3), [twos], [twos])],
      ['grad of three arguments', () => grad((x: Scalar) => wrong3(x, 3, 4) as Scalar)(2)],
      ['jvp of three arguments', () => jvp((x: Scalar) => wrong3(x, 3, 4), [2], [1])],
    ];
  }

  test.each(callsWith(() => undefined))('is found out in %s when a partial returns nothing', (_name, run) => {
    expect(run).toThrow(WengertError);
    expect(run).toThrow('wrong: the partial of argument 1 must return a number or a tensor, but returned undefined.');
  });

  test.each(callsWith(() => tensor([1, 2])))(
    'is found out in %s when a partial is no number for numbers',
    (_name, run) => {
      expect(run).toThrow(ShapeError);
      expect(run).toThrow(
        'wrong: the partial of argument 1 returned shape [2], which does not broadcast to the output',
      );
    },
  );

  test('may have partials that broadcast to the output', () => {
    const product = definePrimitive({
      kind: 'elementwise',
      name: 'product',
      scalar: (x = 0, y = 0) => x * y,
      partials: [(_x, y = 0) => y, (x = 0) => x],
    });
    const rows = tensor([[1], [10]]);
    expect(grad((x: Tensor) => sum(product(x, rows)))(tensor([1, 2, 3])).toArray()).toEqual([11, 11, 11]);
    expect(grad((x: Tensor) => sum(product(x, 2)))(rows).toArray()).toEqual([[2], [2]]);
  });
});

describe('a linear row', () => {
  const reversed = definePrimitive({
    kind: 'linear',
    name: 'reversed',
    evaluate: ([x = 0]) => flip(x),
    transpose: (cotangent) => flip(cotangent),
  });

  test('is its own derivative', () => {
    const weights = tensor([1, 10, 100]);
    const f = (x: Tensor): Scalar => dot(reversed(mul(x, x)), weights) as Scalar;
    expect(grad(f)(tensor([1, 2, 3])).toArray()).toEqual([200, 40, 6]);
    expect(jvp((x: Tensor) => reversed(x), [weights], [weights])[1]).toEqual(reversed(weights));
    expect(
      vmap((x: Tensor) => reversed(x) as Tensor)(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ).toArray(),
    ).toEqual([
      [2, 1],
      [4, 3],
    ]);
  });

  test('gets its parameters after its arguments', () => {
    const scaled = definePrimitive<{ readonly factor: number }>({
      kind: 'linear',
      name: 'scaled',
      evaluate: ([x = 0], { factor }) => mul(factor, x),
      transpose: (cotangent, { factor }) => mul(factor, cotangent),
    });
    expect(scaled(3, { factor: 2 })).toBe(6);
    expect(grad((x: Scalar) => scaled(x, { factor: 7 }) as Scalar)(1)).toBe(7);
  });

  test('is held to the shape of its argument', () => {
    const wrong = definePrimitive({
      kind: 'linear',
      name: 'total',
      evaluate: ([x = 0]) => sum(x),
      transpose: (c) => c,
    });
    expect(() => grad((x: Tensor) => wrong(x) as Scalar)(tensor([1, 2]))).toThrow(
      new ShapeError('total: transpose returned shape [], but argument 1 has shape [2].'),
    );
  });
});

test('a multilinear row follows from its transposes', () => {
  const scaledSum = definePrimitive({
    kind: 'multilinear',
    name: 'scaledSum',
    evaluate: ([a = 0, x = 0]) => mul(a, sum(x)),
    transposes: [(c, [, x = 0]) => mul(c, sum(x)), (c, [a = 0, x = 0]) => mul(c, a, add(mul(0, x), 1))],
  });
  const f = (a: Scalar, x: Tensor): Scalar => scaledSum(a, x) as Scalar;
  const [byA, byX] = grad(f, { argnums: [0, 1] })(3, tensor([1, 2]));
  expect(byA).toBe(3);
  expect(byX.toArray()).toEqual([3, 3]);
  expect(jvp(f, [3, tensor([1, 2])], [1, tensor([1, 0])])).toEqual([9, 6]);
});

describe('a multilinear row is held to', () => {
  const gradientWith = (transpose: () => unknown) => (): unknown => {
    const weighted = definePrimitive({
      kind: 'multilinear',
      name: 'weighted',
      evaluate: ([x = 0, y = 0]) => sum(mul(x, y)),
      transposes: [transpose as () => Value, (c, [x = 0]) => mul(c, x)],
    });
    return grad((x: Tensor) => weighted(x, tensor([4, 5, 6])) as Scalar)(tensor([1, 2, 3]));
  };

  test('transposes that return a value', () => {
    const run = gradientWith(() => undefined);
    expect(run).toThrow(WengertError);
    expect(run).toThrow(
      'weighted: the transpose of argument 1 must return a number or a tensor, but returned undefined.',
    );
  });

  test.each([
    ['[]', 1],
    ['[2]', tensor([1, 2])],
    ['[3, 2]', ones([3, 2])],
  ])('the shape of the argument, which %s does not sum to', (shape, value) => {
    const run = gradientWith(() => value);
    expect(run).toThrow(ShapeError);
    expect(run).toThrow(
      `weighted: the transpose of argument 1 returned shape ${shape}, which does not sum to the shape [3] of the argument.`,
    );
  });

  test('that shape, but for axes along which the argument was broadcast', () => {
    expect(gradientWith(() => ones([2, 3]))()).toEqual(tensor([2, 2, 2]));
  });
});

describe('a structured row', () => {
  const evaluate = ([x = 0]: readonly (number | Tensor)[]): Value => linalg.inv(x);
  const push = ([t]: readonly Tangent[], _args: readonly Value[], y: Value): Tangent =>
    t === undefined ? undefined : neg(matmul(matmul(y, t), y));
  const pull = (_index: number, c: Value, _args: readonly Value[], y: Value): Value => {
    const yt = transpose(y as Tensor);
    return neg(matmul(matmul(yt, c), yt));
  };
  const [byBoth, byPush, byPull] = [{ push, pull }, { push }, { pull }].map((rules) =>
    definePrimitive({ kind: 'structured', name: 'inverse', arity: 1, evaluate, ...rules }),
  );
  const a = tensor([
    [2, 1],
    [0.5, 3],
  ]);

  test.each([
    ['both rules', byBoth],
    ['push alone', byPush],
    ['pull alone', byPull],
  ])('with %s has the same derivatives in all modes', (_name, inverse) => {
    if (inverse === undefined) throw new Error('undefined');
    const f = (x: Tensor): Tensor => inverse(x) as Tensor;
    const reference = jacrev((x: Tensor) => linalg.inv(x))(a);
    for (const jacobian of [jacfwd(f)(a), jacrev(f)(a)]) {
      jacobian.data.forEach((slope, i) => {
        expect(slope).toBeCloseTo(reference.data[i] ?? NaN, 12);
      });
    }
    const second = hessian((x: Tensor) => sum(square(f(x))))(a);
    const expected = hessian((x: Tensor) => sum(square(linalg.inv(x))))(a);
    second.data.forEach((curvature, i) => {
      expect(curvature).toBeCloseTo(expected.data[i] ?? NaN, 11);
    });
    const batch = tensor([a.toArray(), mul(2, a).toArray()] as number[][][]);
    const mapped = vmap(grad((x: Tensor) => sum(f(x))))(batch);
    const single = grad((x: Tensor) => sum(f(x)))(a);
    expect(mapped.at(0, 0, 1)).toBeCloseTo(single.at(0, 1), 12);
    expect(mapped.at(1, 0, 1)).toBeCloseTo(single.at(0, 1) / 4, 12);
  });

  test('is found out when the rule to transpose is not linear', () => {
    const wrong = definePrimitive({
      kind: 'structured',
      name: 'wrong',
      arity: 1,
      evaluate: ([x = 0]) => x,
      push: ([t]) => (t === undefined ? undefined : exp(t)),
    });
    expect(() => grad((x: Scalar) => wrong(x) as Scalar)(1)).toThrow(DomainError);
    expect(() => grad((x: Scalar) => wrong(x) as Scalar)(1)).toThrow('wrong: push is not linear');
  });

  test.each([0, 1])('is found out by each argument for itself, argument %i first', (first) => {
    // By x the rules are those of x * y; by y they are not linear.
    const definition = {
      kind: 'structured',
      name: 'wrong',
      arity: 2,
      evaluate: ([x = 0, y = 0]: readonly Value[]) => mul(x, y),
    } as const;
    const byPush = definePrimitive({
      ...definition,
      push: ([a, b], [, y = 0]) => add(a === undefined ? 0 : mul(a, y), b === undefined ? 0 : mul(b, b)),
    });
    const byPull = definePrimitive({
      ...definition,
      pull: (index, c, [, y = 0]) => (index === 0 ? mul(c, y) : mul(c, c)),
    });
    const pulled = (by: number) => (): unknown =>
      grad((x: Scalar, y: Scalar) => byPush(x, y) as Scalar, { argnums: by })(2, 3);
    const pushed = (by: number) => (): unknown =>
      jvp((x: Scalar) => byPull(by === 0 ? x : 2, by === 1 ? x : 3), [by === 0 ? 2 : 3], [1])[1];
    for (const [rule, run] of [
      ['push', pulled],
      ['pull', pushed],
    ] as const) {
      for (const by of [first, 1 - first]) {
        if (by === 0) expect(run(by)()).toBe(3);
        else expect(run(by)).toThrow(`wrong: ${rule} is not linear`);
      }
    }
    const both = (): unknown => jvp((x: Scalar) => byPull(x, x), [2], [1]);
    expect(both).toThrow('wrong: pull is not linear');
  });
});

describe('definePrimitive', () => {
  // As JavaScript would call it.
  const untyped = (definition: unknown): ((...args: Value[]) => unknown) =>
    definePrimitive(definition as LinearDefinition<undefined>);

  test.each([
    [{ kind: 'linear', name: '' }, 'definePrimitive: the definition needs a name, a text that is not empty.'],
    [{ kind: 'other', name: 'f' }, 'definePrimitive: the kind of f must be one of elementwise, linear, multilinear'],
    [{ kind: 'linear', name: 'f', evaluate: sub }, 'definePrimitive: f, linear, lacks transpose.'],
    [{ kind: 'structured', name: 'f', arity: 1, evaluate: sub }, 'definePrimitive: f, structured, needs push or pull'],
    [{ kind: 'elementwise', name: 'f', scalar: () => 1, partials: [] }, 'f needs one partial and one domain for each'],
    [
      { kind: 'elementwise', name: 'f', scalar: () => 'x', partials: [undefined] },
      'f: scalar must return a number, but at (0.9442719',
    ],
    [
      { kind: 'elementwise', name: 'f', scalar: () => 1, partials: [1] },
      'f: the partial of argument 1 must be a function, or undefined where it is zero, but is the number 1.',
    ],
  ])('refuses %j', (definition, message) => {
    expect(() => untyped(definition)).toThrow(WengertError);
    expect(() => untyped(definition)).toThrow(message);
  });

  test('refuses a value that is none, and too many arguments', () => {
    const odd = untyped({ kind: 'linear', name: 'odd', evaluate: () => 'x', transpose: (c: unknown) => c });
    expect(() => odd(1)).toThrow('odd: evaluate must return a number or a tensor, but returned the string "x".');
    expect(() => odd()).toThrow('odd: takes 1 argument, but got 0.');
  });
});
