import { describe, expect, test } from '@jest/globals';
import { cos, mul, type Scalar } from '@wengert/primitives';
import fc from 'fast-check';
import { grad, jacfwd, jvp, valueAndGrad, vjp } from '../../src/index.js';
import { mapTree, same, sumOfSines, untyped, type Untyped } from './untyped-trees.js';

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
