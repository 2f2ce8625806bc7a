import { describe, expect, test } from '@jest/globals';
import { add, cos, mul, sin, sum, type Scalar, type Value } from '@wengert/primitives';
import { tensor, TreeError, WengertError, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import {
  grad,
  hessian,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  numerical,
  valueAndGrad,
  vjp,
  vmap,
  checkGrads,
} from '../src/index.js';

/** What the types forbid, as a JavaScript user might call it. */
type Untyped = (...args: unknown[]) => unknown;
const untyped = (f: unknown): Untyped => f as Untyped;

/** The values at the leaves of any tree, as a function that is to be differentiated would walk it. */
function leavesOf(tree: unknown): Value[] {
  const leaves: Value[] = [];
  const pending = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (Array.isArray(node) || (typeof node === 'object' && node !== null && isPlainObject(node))) {
      pending.push(...(Object.values(node) as unknown[]).reverse());
    } else leaves.push(node as Value);
  }
  return leaves;
}

function isPlainObject(x: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null;
}

/** The sum of the sines of all numbers in a tree, whose gradient is the same tree of cosines. */
const sumOfSines = (tree: unknown): Scalar =>
  leavesOf(tree).reduce<Scalar>((total, leaf) => add(total, sum(sin(leaf) as Tensor)), 0);

/** The same tree with another number at each leaf. */
function mapTree(tree: unknown, change: (x: number) => number): unknown {
  if (typeof tree === 'number') return change(tree);
  if (Array.isArray(tree)) return tree.map((x) => mapTree(x, change));
  const copy = Object.create(Object.getPrototypeOf(tree) as object | null) as object;
  for (const [key, value] of Object.entries(tree as object)) {
    Object.defineProperty(copy, key, {
      value: mapTree(value, change),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

/** Equal to the last bit, with the same prototypes. Jest reads the key `constructor` of an object as its type. */
function same(actual: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(actual, expected);
}

/** Everything that takes a tree to differentiate by, as functions of that tree alone. */
const transformations: readonly (readonly [string, (f: Untyped) => Untyped])[] = [
  ['grad', (f) => untyped(untyped(grad)(f))],
  ['valueAndGrad', (f) => untyped(untyped(valueAndGrad)(f))],
  ['jacfwd', (f) => untyped(untyped(jacfwd)(f))],
  ['jacrev', (f) => untyped(untyped(jacrev)(f))],
  ['jacobian', (f) => untyped(untyped(jacobian)(f))],
  ['hessian', (f) => untyped(untyped(hessian)(f))],
  ['numerical.grad', (f) => untyped(untyped(numerical.grad)(f))],
  ['numerical.jacobian', (f) => untyped(untyped(numerical.jacobian)(f))],
  ['vmap', (f) => untyped(untyped(vmap)(f))],
  ['jvp', (f) => (x) => untyped(jvp)(f, [x], [x])],
  ['vjp', (f) => (x) => untyped(vjp)(f, [x])],
  ['linearize', (f) => (x) => untyped(linearize)(f, [x])],
  ['checkGrads', (f) => (x) => untyped(checkGrads)(f, [x])],
];

/** Keys that mean something to JavaScript, and others. */
const keys = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'length',
    'then',
    'toJSON',
    '',
  ),
  fc.string({ maxLength: 3, unit: 'binary' }),
  fc.nat(20).map(String),
);

const numbers = fc.oneof(
  fc.double({ noNaN: true, min: -1e3, max: 1e3 }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, 2.2e-308, 1e308),
);

/** Trees of numbers, with strange keys, null prototypes and frozen nodes. */
const trees: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, numbers, tie('array'), tie('object')),
  array: fc
    .array(tie('tree'), { maxLength: 4 })
    .chain((node) => fc.boolean().map((freeze) => (freeze ? Object.freeze(node) : node))),
  object: fc
    .tuple(
      fc.uniqueArray(fc.tuple(keys, tie('tree')), { maxLength: 4, selector: ([key]) => key }),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([entries, nullPrototype, freeze]) => {
      const node = Object.create(nullPrototype ? null : Object.prototype) as object;
      for (const [key, value] of entries) {
        Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
      }
      return freeze ? Object.freeze(node) : node;
    }),
})).tree;

/** Things that are neither numbers nor tensors nor containers of those. */
class Instance {
  readonly x = 1;
}
const strangers = fc.constantFrom<unknown>(
  null,
  undefined,
  10n,
  true,
  'text',
  Symbol('s'),
  () => 1,
  new Map([['x', 1]]),
  new Set([1]),
  new Date(0),
  new Instance(),
  new Float64Array(2),
  new ArrayBuffer(8),
  /x/,
  Promise.resolve(1),
  new Proxy(new Instance(), {}),
  { [Symbol('key')]: 1 },
  // A hole.
  [1, , 2], // eslint-disable-line no-sparse-arrays
  Object(1),
  new Proxy([1], { get: (target, key) => (key === '0' ? 'trapped' : (Reflect.get(target, key) as unknown)) }),
);

const paths = /^[^\n]*args?(uments?)?\[0\]|primals\[0\]|tangents\[0\]/;

describe('any tree of numbers', () => {
  test('has a gradient of its own structure, and is left as it was', () => {
    const f = untyped(untyped(grad)(sumOfSines));
    fc.assert(
      fc.property(trees, (tree) => {
        const before = mapTree(tree, (x) => x);
        return same(f(tree), mapTree(tree, Math.cos)) && same(tree, before);
      }),
    );
  });

  test('has the same gradient in forward mode, as one row of a Jacobian', () => {
    const f = untyped(untyped(jacfwd)(sumOfSines));
    fc.assert(
      fc.property(trees, (tree) =>
        same(
          f(tree),
          mapTree(tree, (x) => Math.cos(x) + 0),
        ),
      ),
    );
  });

  test('may be the output too', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const [output, pullback] = untyped(vjp)((x: unknown) => x, [tree]) as [unknown, Untyped];
        const pushed = untyped(jvp)((x: unknown) => x, [tree], [tree]);
        return (
          same(
            output,
            mapTree(tree, (x) => x),
          ) &&
          same(pullback(tree), [output]) &&
          same(pushed, [output, output])
        );
      }),
    );
  });

  test('comes back untraced as aux', () => {
    const f = untyped(untyped(grad)((x: Scalar, tree: unknown) => [mul(x, x), tree], { hasAux: true }));
    fc.assert(fc.property(trees, (tree) => same(f(3, tree), [6, mapTree(tree, (x) => x)])));
  });

  test('leaves no trace on the prototypes', () => {
    const polluted = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 2}}}',
    ) as unknown;
    const gradient = untyped(untyped(grad)(sumOfSines))(polluted) as Record<string, unknown>;
    expect(Object.keys(gradient)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(gradient)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('anything else in a tree', () => {
  test.each(transformations)('is refused by %s with its path', (_name, transform) => {
    fc.assert(
      fc.property(strangers, fc.constantFrom('a', '__proto__', 'then'), (stranger, key) => {
        const node = Object.defineProperty({}, key, { value: [1, stranger], enumerable: true });
        let thrown: unknown;
        try {
          transform(sumOfSines)(node);
        } catch (error) {
          thrown = error;
        }
        expect(thrown).toBeInstanceOf(TreeError);
        expect((thrown as Error).message).toMatch(paths);
        expect((thrown as Error).message).toContain(`.${key}[1]`);
      }),
      { numRuns: 40 },
    );
  });

  test.each(
    transformations.filter(([name]) => !['grad', 'valueAndGrad', 'numerical.grad', 'checkGrads'].includes(name)),
  )('is refused by %s with its path in the output', (_name, transform) => {
    fc.assert(
      fc.property(strangers, (stranger) => {
        expect(() => transform((x) => [x, { a: stranger }])(tensor([1]))).toThrow(/the output of f\[1\]\.a/);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a tree that contains itself', () => {
  const cyclic = (): unknown => {
    const node: Record<string, unknown> = { x: 1 };
    node['list'] = [2, { again: node }];
    return node;
  };

  test.each(transformations)('is refused by %s', (_name, transform) => {
    expect(() => transform(() => 1)(cyclic())).toThrow(/\[0\]\.list\[1\]\.again contains itself/);
  });

  test('is refused as a tangent', () => {
    expect(() => untyped(jvp)(sumOfSines, [{ x: [1] }], [cyclic()])).toThrow(TreeError);
  });

  test('may be aux, or an argument that is not differentiated', () => {
    const node = cyclic();
    const f = untyped(untyped(grad)((x: Scalar, other: unknown) => [mul(x, x), { x, other }], { hasAux: true }));
    const [gradient, aux] = f(3, node) as [number, { x: number; other: { list: [number, { again: unknown }] } }];
    expect(gradient).toBe(6);
    expect(aux.x).toBe(3);
    expect(aux.other.list[1].again).toBe(aux.other);
  });

  test('but a part that is shared is counted once for each place', () => {
    const shared = { x: 2 };
    expect(untyped(untyped(grad)(sumOfSines))([shared, shared])).toEqual([{ x: Math.cos(2) }, { x: Math.cos(2) }]);
  });
});

describe('properties with code behind them', () => {
  const counted = () => {
    let calls = 0;
    const node = {
      get x() {
        calls++;
        return 2;
      },
    };
    return { node, calls: () => calls };
  };

  test.each(transformations.filter(([name]) => !['vmap', 'jvp'].includes(name)))(
    'a getter is called once by %s',
    (_name, transform) => {
      const { node, calls } = counted();
      transform(sumOfSines)(node);
      expect(calls()).toBe(1);
    },
  );

  test('and once by jvp, for primals and tangents', () => {
    const [primal, tangent] = [counted(), counted()];
    untyped(jvp)(sumOfSines, [primal.node], [tangent.node]);
    expect([primal.calls(), tangent.calls()]).toEqual([1, 1]);
  });

  test('and once in an output', () => {
    const { node, calls } = counted();
    untyped(untyped(jacrev)(() => node))(1);
    expect(calls()).toBe(1);
  });

  test('what a getter throws comes out unchanged, and the next call works', () => {
    const error = new RangeError('mine');
    const node = {
      get x(): number {
        throw error;
      },
    };
    for (const [, transform] of transformations) expect(() => transform(sumOfSines as Untyped)(node)).toThrow(error);
    expect(grad((x: Scalar) => sin(x))(0)).toBe(1);
  });

  test('an array that changes its length while it is read', () => {
    const list: unknown[] = [1, 2, 3];
    Object.defineProperty(list, 0, {
      enumerable: true,
      get() {
        list.length = 1;
        return 1;
      },
    });
    expect(() => untyped(untyped(grad)(sumOfSines))(list)).toThrow(WengertError);
  });
});

describe('large trees', () => {
  const million = 1_000_000;

  test('an array of a million scalars has a gradient', () => {
    const xs = Array.from({ length: million }, (_, i) => i % 7);
    const gradient = grad((ys: readonly Scalar[]) => ys.reduce<Scalar>((total, y) => add(total, mul(y, y)), 0))(xs);
    expect(gradient).toHaveLength(million);
    expect(gradient.every((g, i) => g === 2 * (i % 7))).toBe(true);
  });

  test('and a tangent, a pullback and a linear approximation', () => {
    const xs = Array.from({ length: 200_000 }, () => 2);
    const f = (ys: readonly Scalar[]): readonly Scalar[] => ys.map((y) => mul(y, y));
    expect(jvp(f, [xs], [xs])[1][199_999]).toBe(8);
    expect(vjp(f, [xs])[1](xs)[0][199_999]).toBe(8);
    expect(linearize(f, [xs])[1](xs)[199_999]).toBe(8);
  });

  test('an object with a hundred thousand keys', () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => [`k${i}`, 1] as const);
    const gradient = untyped(untyped(grad)(sumOfSines))(Object.fromEntries(entries)) as Record<string, number>;
    expect(Object.keys(gradient)).toHaveLength(100_000);
    const [, pullback] = untyped(vjp)((x: unknown) => x, [gradient]) as [unknown, Untyped];
    expect(Object.keys((pullback(gradient) as [object])[0])).toHaveLength(100_000);
  });

  const nested = (leaf: unknown): unknown => {
    let tree = leaf;
    for (let depth = 0; depth < 10_000; depth++) tree = depth % 2 === 0 ? [tree] : { child: tree };
    return tree;
  };
  const innermost = (tree: unknown): unknown => {
    let node = tree;
    while (typeof node === 'object' && node !== null && !('shape' in node)) {
      const [child] = Object.values(node) as unknown[];
      if (child === undefined) break;
      node = child;
    }
    return node;
  };

  test('a tree ten thousand levels deep', () => {
    const f = (tree: unknown): Scalar => sin(leavesOf(tree)[0] as Scalar);
    expect(innermost(untyped(untyped(grad)(f))(nested(2)))).toBe(Math.cos(2));
    expect(innermost(untyped(untyped(jacfwd)(f))(nested(2)))).toBe(Math.cos(2));
    expect(untyped(jvp)(f, [nested(2)], [nested(1)])).toEqual([Math.sin(2), Math.cos(2)]);
    expect(() => untyped(untyped(grad)(f))(nested('text'))).toThrow(TreeError);
    const [[, aux]] = [untyped(untyped(grad)((x: Scalar) => [x, nested(x)], { hasAux: true }))(1) as [number, unknown]];
    expect(innermost(aux)).toBe(1);
  });
});

describe('numbers at the edge of what there is', () => {
  test.each([0, -0, 5e-324, -5e-324, 1.7976931348623157e308, Infinity, -Infinity, NaN])(
    '%p keeps its sign and its kind',
    (x) => {
      expect(grad((y: Scalar) => y)(x)).toBe(1);
      expect(valueAndGrad((y: Scalar) => y)(x)).toEqual([x, 1]);
      expect(jvp((y: Scalar) => y, [x], [x])).toEqual([x, x]);
      expect(vjp((y: Scalar) => y, [1])[1](x)).toEqual([x]);
      expect(grad((y: Scalar, [z]: [Scalar]) => mul(y, z))(1, [x])).toBe(x);
    },
  );
});

test('objects from another realm are plain objects too', async () => {
  const { runInNewContext } = await import('node:vm');
  const foreign: unknown = runInNewContext('({ a: [1, 2], b: { c: 3 } })');
  const gradient = untyped(untyped(grad)((tree: { a: Scalar[]; b: { c: Scalar } }) => mul(cos(tree.b.c), tree.a[1]!)))(
    foreign,
  );
  expect(gradient).toEqual({ a: [0, Math.cos(3)], b: { c: -Math.sin(3) * 2 } });
});
