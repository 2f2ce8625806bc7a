import { describe, expect, test } from '@jest/globals';
import { exp, mul, runningTraces, sin, type Scalar } from '@wengert/primitives';
import { tensor } from '@wengert/tensor';
import {
  checkpoint,
  customVjp,
  debugNaNs,
  describe as describeFunction,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jet,
  jvp,
  linearize,
  valueAndGrad,
  vjp,
  vmap,
} from '../src/index.js';

type F = (x: Scalar) => Scalar;

const transformations: readonly (readonly [string, (f: F) => unknown])[] = [
  ['grad', (f) => grad(f)(2)],
  ['valueAndGrad', (f) => valueAndGrad(f)(2)],
  ['jvp', (f) => jvp(f, [2], [1])],
  ['vjp', (f) => vjp(f, [2])[1](1)],
  ['linearize', (f) => linearize(f, [2])[1](1)],
  ['jacfwd', (f) => jacfwd(f)(2)],
  ['jacrev', (f) => jacrev(f)(2)],
  ['hessian', (f) => hessian(f)(2)],
  ['jet', (f) => jet(f, 2, 2)],
  ['vmap', (f) => vmap(f)(tensor([1, 2]))],
  ['describe', (f) => describeFunction(f, 2)],
  ['debugNaNs', (f) => debugNaNs(f)(2)],
  ['grad of debugNaNs', (f) => grad(debugNaNs(f))(2)],
  ['grad of checkpoint', (f) => grad(checkpoint(f))(2)],
  ['jvp of grad of checkpoint', (f) => jvp(grad(checkpoint(f)), [2], [1])],
];

describe.each(transformations)('%s', (_name, transform) => {
  test('counts among the running traces while its function runs, and no longer', () => {
    const counts: number[] = [];
    transform((x) => {
      counts.push(runningTraces().running);
      return mul(sin(x), exp(x));
    });
    expect(counts.length).toBeGreaterThan(0);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(runningTraces().running).toBe(0);
  });

  test('leaves no running trace behind when its function throws', () => {
    const failing = (): never => {
      throw new Error('on purpose');
    };
    expect(() => transform(failing)).toThrow('on purpose');
    expect(runningTraces().running).toBe(0);
  });
});

test('arguments that cannot be differentiated leave no running trace behind', () => {
  expect(() => grad((x: string) => x.length)('no number')).toThrow();
  expect(() => jvp((x: Scalar) => x, [1], [tensor([1, 2])] as never)).toThrow();
  expect(runningTraces().running).toBe(0);
});

test('a checkpoint that a pullback runs again counts while it does', () => {
  const counts: number[] = [];
  const [, pullback] = vjp(
    checkpoint((x: Scalar) => {
      counts.push(runningTraces().running);
      return sin(x);
    }),
    [2],
  );
  pullback(1);
  pullback(1);
  expect(counts).toEqual([1, 1, 1]);
  expect(runningTraces().running).toBe(0);
});

test('a rule of a user that a pullback runs later counts as running, as it may close over traced values', () => {
  const seen: unknown[] = [];
  const f = customVjp(
    (x: Scalar) => sin(x),
    (x) => [sin(x), x],
    (x: Scalar, cotangent) => {
      seen.push(runningTraces().running, x);
      return [mul(x, cotangent)];
    },
  );
  vjp(f, [2])[1](1);
  expect(seen).toEqual([1, 2]);
  expect(runningTraces().running).toBe(0);
});
