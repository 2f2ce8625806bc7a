import { describe, expect, test } from '@jest/globals';
import { add, mul, sin, type Scalar } from '@wengert/primitives';
import { TreeError } from '@wengert/tensor';
import { grad, jacfwd, jvp, linearize, vjp } from '../../src/index.js';
import { leavesOf, sumOfSines, untyped, type Untyped } from './untyped-trees.js';

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
