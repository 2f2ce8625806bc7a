import { expect, test } from '@jest/globals';
import type * as esbuild from 'esbuild';
import type * as rollup from 'rollup';
import type * as rspack from '@rspack/core';
import type * as vite from 'vite';
import type * as webpack from 'webpack';
import { compile, grad, hessian, jacobian, jvp, valueAndGrad, vmap, tensor, type Tensor } from 'wengert';
import { wengert as forEsbuild } from '../src/esbuild.js';
import { wengert as forRollup } from '../src/rollup.js';
import { wengert as forRspack } from '../src/rspack.js';
import { wengert as forVite } from '../src/vite.js';
import { wengert as forWebpack } from '../src/webpack.js';
import { asRewritten } from './programs/run.js';

/** Fails to compile unless the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const assertType = <Holds extends true>(...witness: Holds[]): void => {
  expect(witness).toEqual([]);
};

/** The function as a plugin would make it of its text. */
function rewritten<F>(f: F): F {
  return asRewritten(`return ${String(f)}`)() as F;
}

test('marked functions are typed with plain numbers, and so are their derivatives', () => {
  const f = rewritten((x: number, y: number) => {
    'use wengert';
    return x * y + Math.sin(x);
  });
  const plain: (x: number, y: number) => number = f;
  const derivative: (x: number, y: number) => number = grad(f);
  const second: (x: number, y: number) => number = grad(grad(f));
  const compiled: (x: number, y: number) => number = compile(grad(f));
  const slope = derivative(2, 3);
  const [value, gradient] = valueAndGrad(f, { argnums: [0, 1] })(2, 3);
  const pushed = jvp(f, [2, 3], [1, 0]);
  assertType<Same<typeof slope, number>>();
  assertType<Same<typeof value, number>>();
  assertType<Same<typeof gradient, [number, number]>>();
  expect([plain(2, 3), slope, second(2, 3), compiled(2, 3)]).toEqual([
    6 + Math.sin(2),
    3 + Math.cos(2),
    -Math.sin(2),
    3 + Math.cos(2),
  ]);
  expect([value, gradient, pushed[1]]).toEqual([6 + Math.sin(2), [3 + Math.cos(2), 2], 3 + Math.cos(2)]);
});

test('so are those of trees of plain numbers', () => {
  interface Parameters {
    readonly weights: readonly number[];
    bias: number;
  }
  const loss = rewritten(({ weights, bias }: Parameters, x: number) => {
    'use wengert';
    return weights.reduce((total, w, i) => total + w * x ** i, bias) ** 2;
  });
  const derivative = grad(loss)({ weights: [1, 2], bias: 3 }, 2);
  const bias: number = derivative.bias;
  const weights: readonly number[] = derivative.weights;
  expect([bias, weights]).toEqual([16, [16, 32]]);
  const rows: number[][] = jacobian(
    rewritten((x: number[]) => {
      'use wengert';
      return x.map((y) => y * y);
    }),
  )([1, 2]);
  const second: number = hessian(
    rewritten((x: number) => {
      'use wengert';
      return x ** 3;
    }),
  )(2);
  expect([rows, second]).toEqual([
    [
      [2, 0],
      [0, 4],
    ],
    12,
  ]);
  const mapped: Tensor = vmap(
    rewritten((x: number) => {
      'use wengert';
      return x * x - 1;
    }),
  )(tensor([1, 3]));
  expect(mapped.toArray()).toEqual([0, 8]);
});

test('plugins have the types that their tools want', () => {
  const names = [
    (forEsbuild() satisfies esbuild.Plugin).name,
    ([forRollup()] satisfies rollup.InputPluginOption[]).flat()[0]?.name,
    ([forVite()] satisfies vite.PluginOption[]).flat()[0]?.name,
  ];
  expect(names).toEqual(['@wengert/syntax', '@wengert/syntax', '@wengert/syntax']);
  const compilers: [webpack.WebpackPluginInstance, rspack.RspackPluginInstance] = [forWebpack(), forRspack()];
  for (const { apply } of compilers) expect(typeof apply).toBe('function');
});
