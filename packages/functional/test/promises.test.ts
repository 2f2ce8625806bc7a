import { describe, expect, test } from '@jest/globals';
import { add, greater, mul, piecewise, where } from '@wengert/primitives';
import { tensor, WengertError } from '@wengert/tensor';
import {
  checkGrads,
  checkpoint,
  customJvp,
  customVjp,
  debugNaNs,
  definePrimitive,
  describe as describeFunction,
  fixedPoint,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jet,
  jvp,
  linearize,
  linearTranspose,
  numerical,
  odeint,
  root,
  scan,
  valueAndGrad,
  vjp,
  vmap,
  whileLoop,
} from '../src/index.js';

type Untyped = (...args: unknown[]) => unknown;
const untyped = (f: unknown): Untyped => f as Untyped;

/** A function of one argument, called through a transformation that the types would not let it through. */
const through =
  (transform: unknown, ...args: unknown[]) =>
  (f: Untyped): unknown =>
    untyped(untyped(transform)(f))(...args);

const transformations: readonly (readonly [name: string, apply: (f: Untyped) => unknown])[] = [
  ['grad', through(grad, 1)],
  ['valueAndGrad', through(valueAndGrad, 1)],
  ['jvp', (f) => untyped(jvp)(f, [1], [1])],
  ['vjp', (f) => untyped(vjp)(f, [1])],
  ['linearize', (f) => untyped(linearize)(f, [1])],
  ['jacfwd', through(jacfwd, 1)],
  ['jacrev', through(jacrev, 1)],
  ['jacobian', through(jacobian, 1)],
  ['hessian', through(hessian, 1)],
  ['hvp', (f) => untyped(hvp)(f, [1], [1])],
  ['vmap', through(vmap, tensor([1]))],
  ['checkpoint', through(checkpoint, 1)],
  ['jet', (f) => untyped(jet)(f, 1, 2)],
  ['linearTranspose', (f) => untyped(linearTranspose)(f, 1)],
  ['numerical.grad', through(numerical.grad, 1)],
  ['numerical.jacobian', through(numerical.jacobian, 1)],
  ['checkGrads', (f) => untyped(checkGrads)(f, [1])],
  ['debugNaNs', through(debugNaNs, 1)],
  ['describe', (f) => untyped(describeFunction)(f, 1)],
  ['root', (f) => untyped(root)(f, 1, 0)],
  ['fixedPoint', (f) => untyped(fixedPoint)(f, 1, 0)],
  ['odeint', (f) => untyped(odeint)(f, 1, [0, 1], 0)],
  ['scan', (f) => untyped(scan)(f, 1, tensor([1, 2]))],
  ['whileLoop', (f) => untyped(whileLoop)(() => true, f, 1)],
  ['customJvp', (f) => grad(untyped(customJvp)(f, ([x]: unknown[], [t]: unknown[]) => [x, t]) as typeof Math.abs)(1)],
];

const async = 'A function to differentiate must not be async: await outside of it.';

describe('a function that returns a Promise', () => {
  test.each(transformations)('is refused by %s, which says what to do', (name, apply) => {
    const run = (): unknown => apply((x) => Promise.resolve(x));
    expect(run).toThrow(WengertError);
    expect(run).toThrow(async);
    expect(run).toThrow(/a Promise/);
    expect(run).toThrow(new RegExp(`^${name.replace('.', '\\.')}: `));
  });

  test('is refused where the Promise is inside of a tree, and where it has a class of its own', () => {
    class Deferred {
      then(): void {
        return undefined;
      }
    }
    for (const promise of [Promise.resolve(1), new Deferred()]) {
      expect(() => untyped(jacrev((x) => ({ a: [x, promise] })))(1)).toThrow(/the output of f\.a\[1\] is /);
      expect(() => untyped(jvp)((x: unknown) => [x, promise], [1], [1])).toThrow(async);
    }
  });

  test.each<readonly [string, () => unknown]>([
    ['the state of a scan', () => untyped(scan)((c: unknown) => [Promise.resolve(c), 0], 1, tensor([1]))],
    ['the output of a step of a scan', () => untyped(scan)((c: unknown) => [c, Promise.resolve(c)], 1, tensor([1]))],
    [
      'a step of a scan with checkpoints',
      () => untyped(scan)((c: unknown) => Promise.resolve([c, 0]), 1, tensor([1]), { checkpoints: 1 }),
    ],
    [
      'the condition of a loop',
      () =>
        untyped(whileLoop)(
          () => Promise.resolve(false),
          (c: unknown) => c,
          1,
        ),
    ],
    ['a function with aux', () => untyped(untyped(grad)((x: unknown) => Promise.resolve([x, 0]), { hasAux: true }))(1)],
    [
      'a rule for tangents',
      () =>
        jvp(
          untyped(customJvp)(
            (x: unknown) => x,
            (x: unknown) => Promise.resolve([x, x]),
          ) as typeof Math.abs,
          [1],
          [1],
        ),
    ],
    [
      'the tangent that a rule returns',
      () =>
        jvp(
          untyped(customJvp)(
            (x: unknown) => x,
            ([x]: unknown[]) => [x, Promise.resolve(x)],
          ) as typeof Math.abs,
          [1],
          [1],
        ),
    ],
    [
      'the forward part of a rule',
      () =>
        gradOfRule(
          (x) => Promise.resolve([x, x]),
          (_r, c) => [c],
        ),
    ],
    [
      'the output of the forward part of a rule',
      () =>
        gradOfRule(
          (x) => [Promise.resolve(x), x],
          (_r, c) => [c],
        ),
    ],
    [
      'the backward part of a rule',
      () =>
        gradOfRule(
          (x) => [x, x],
          (_r, c) => Promise.resolve([c]),
        ),
    ],
    [
      'the cotangent that a rule returns',
      () =>
        gradOfRule(
          (x) => [x, x],
          (_r, c) => [Promise.resolve(c)],
        ),
    ],
    [
      'a piece of a function',
      () => untyped(piecewise)(tensor([1, 2]), [tensor([1, 0])], [(x: unknown) => Promise.resolve(x), 0]),
    ],
    [
      'the value of an operation of one own',
      () =>
        untyped(definePrimitive)({
          kind: 'elementwise',
          name: 'later',
          scalar: (x: unknown) => Promise.resolve(x),
          partials: [() => 1],
        }),
    ],
  ])('is refused as %s', (_name, run) => {
    expect(run).toThrow(async);
  });
});

test('a Promise is no argument for an operation or a transformation', () => {
  const promise = Promise.resolve(1) as unknown as number;
  for (const run of [
    () => add(promise, 1),
    () => mul(tensor([1, 2]), promise),
    () => where(promise, 1, 2),
    () => greater(1, promise),
    () => grad((x: number) => x)(promise),
    () => vmap((x: number) => x)(promise),
  ]) {
    expect(run).toThrow(async);
  }
});

function gradOfRule(forward: Untyped, backward: Untyped): unknown {
  return grad(untyped(customVjp)((x: unknown) => x, forward, backward) as typeof Math.abs)(1);
}
