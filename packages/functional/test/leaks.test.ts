import { describe, expect, test } from '@jest/globals';
import { add, lt, matmul, mul, sin, sum, value, type Scalar, type Value } from '@wengert/primitives';
import { tensor, TraceError, type Tensor } from '@wengert/tensor';
import {
  checkpoint,
  customJvp,
  customVjp,
  debugLeaks,
  debugNaNs,
  definePrimitive,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jet,
  jvp,
  linearize,
  scan,
  valueAndGrad,
  vjp,
  vmap,
} from '../src/index.js';

type Scalars = (x: Scalar) => Scalar;

/** Every transformation, applied to a function of a scalar. */
const transformations: readonly (readonly [name: string, apply: (f: Scalars) => unknown])[] = [
  ['grad', (f) => grad(f)(1)],
  ['valueAndGrad', (f) => valueAndGrad(f)(1)],
  ['jvp', (f) => jvp(f, [1], [1])],
  ['vjp', (f) => vjp(f, [1])],
  ['linearize', (f) => linearize(f, [1])],
  ['jacfwd', (f) => jacfwd(f)(1)],
  ['jacrev', (f) => jacrev(f)(1)],
  ['jacobian', (f) => jacobian(f)(1)],
  ['hessian', (f) => hessian(f)(1)],
  ['hvp', (f) => hvp(f, [1], [1])],
  ['vmap', (f) => vmap(f)(tensor([1, 2]))],
  ['jet', (f) => jet(f, 1, 3)],
  ['debugNaNs', (f) => debugNaNs(f)(1)],
];

/** Keeps a value out of reach of the transformation that it belongs to. */
class Leak {
  kept: Value = 0;

  readonly keep = <T extends Value>(x: T): T => {
    this.kept = x;
    return x;
  };
}

const here = /leaks\.test\.ts:\d+:\d+\.$/;

describe('a value that is used after its call has ended', () => {
  test.each(transformations)('says that it belongs to %s, and which operation made it', (name, apply) => {
    const leak = new Leak();
    apply((x) => {
      leak.keep(sin(x));
      return mul(x, x);
    });
    const message =
      `this value belongs to a ${name} call that has finished. Return it from the function instead of storing it outside. ` +
      'It was made by sin; debugLeaks tells where.';
    expect(() => add(leak.kept, 1)).toThrow(new TraceError(`add: ${message}`));
    expect(() => add(1, leak.kept)).toThrow(new TraceError(`add: ${message}`));
    expect(() => sum(leak.kept)).toThrow(new TraceError(`sum: ${message}`));
    expect(() => lt(leak.kept as Scalar, 1)).toThrow(new TraceError(`lt: ${message}`));
    expect(() => grad((x: Scalar) => mul(x, leak.kept as Scalar))(1)).toThrow(new TraceError(`mul: ${message}`));
    if (name !== 'vmap') expect(() => value(leak.kept as Scalar)).toThrow(new TraceError(`value: ${message}`));
  });

  test.each<readonly [string, (x: Tensor) => Value]>([
    ['matmul', (x) => matmul(x, x)],
    ['customJvp', (x) => customJvp(sin, ([y], [t]) => [sin(y), t])(sum(x))],
    [
      'customVjp',
      (x) =>
        customVjp(
          sin,
          (y: Scalar) => [sin(y), y],
          (_y, c) => [c],
        )(sum(x)),
    ],
    ['checkpoint', (x) => checkpoint((y: Tensor) => mul(y, y))(x)],
    [
      'twice',
      (x) =>
        definePrimitive({
          kind: 'linear',
          name: 'twice',
          evaluate: ([y = 0]) => mul(2, y),
          transpose: (c) => mul(2, c),
        })(x),
    ],
    ['sum', (x) => checkpoint((y: Tensor) => sum(y))(x)],
  ])('that was made by %s', (name, make) => {
    const leak = new Leak();
    const f = (x: Tensor) => {
      // Inside of the checkpoint it is the checkpoint's own value.
      const inside = (y: Tensor) => (name === 'sum' ? sum(leak.keep(make(y))) : leak.keep(make(y)));
      return sum(inside(x));
    };
    for (const run of [() => jacrev(f)(tensor([1, 2])), () => jvp(f, [tensor([1, 2])], [tensor([1, 1])])]) {
      run();
      const expected = name === 'sum' ? 'checkpoint' : name;
      expect(() => mul(leak.kept, 2)).toThrow(`It was made by ${expected}; debugLeaks tells where.`);
    }
  });

  test('has nothing to tell of an argument', () => {
    const leak = new Leak();
    grad((x: Scalar) => leak.keep(x))(1);
    expect(() => sin(leak.kept)).toThrow(
      new TraceError(
        'sin: this value belongs to a grad call that has finished. Return it from the function instead of storing it outside.',
      ),
    );
  });
});

describe('debugLeaks', () => {
  test.each(transformations)('tells the line for a value of %s, inside of it and around it', (_name, apply) => {
    const leak = new Leak();
    const f: Scalars = (x) => {
      leak.keep(sin(x));
      return mul(x, x);
    };
    for (const run of [() => apply(debugLeaks(f)), () => debugLeaks(() => apply(f))()]) {
      run();
      expect(() => add(leak.kept, 1)).toThrow(/call that has finished\. .* It was made by sin at /);
      expect(() => add(leak.kept, 1)).toThrow(here);
    }
  });

  test('tells the very line', () => {
    const leak = new Leak();
    const f = debugLeaks((x: Scalar) => {
      const [line] = /:\d+:/.exec(new Error().stack?.split('\n')[1] ?? '') ?? [];
      leak.keep(sin(x)); // one line below
      expect(line).toBeDefined();
      return add(x, Number(line?.slice(1, -1)));
    });
    const line = vjp(f, [0])[0] + 1;
    expect(() => sin(leak.kept)).toThrow(`leaks.test.ts:${line}:`);
  });

  test('changes no value and no derivative, and nothing afterwards', () => {
    const f = (x: Scalar) => mul(x, checkpoint((y: Scalar) => sin(y))(x));
    const watched = debugLeaks(f);
    expect(watched(2)).toBe(f(2));
    expect(grad(watched)(2)).toBe(grad(f)(2));
    expect(jvp(watched, [2], [1])).toEqual(jvp(f, [2], [1]));
    expect(debugLeaks(hessian(f) as Scalars)(2)).toBe(hessian(f)(2));
    expect(vmap(grad(watched))(tensor([1, 2])).toArray()).toEqual(vmap(grad(f))(tensor([1, 2])).toArray());
    const steps = debugLeaks(
      (x: Scalar) => scan((c: Scalar) => [f(c), c], x, undefined, { length: 3, checkpoints: 1 })[0],
    );
    expect(grad(steps)(0.5)).toBe(grad((x: Scalar) => f(f(f(x))))(0.5));
    const leak = new Leak();
    grad((x: Scalar) => leak.keep(sin(x)))(1);
    expect(() => sin(leak.kept)).toThrow('debugLeaks tells where');
  });

  test('finds values in trees, and goes on after a throw', () => {
    const leak = new Leak();
    const failing = debugLeaks((x: { a: Scalar[] }) => {
      leak.keep(sin(x.a[0] ?? 0));
      throw new RangeError('stop');
    });
    expect(() => grad(failing as unknown as (x: { a: Scalar[] }) => Scalar)({ a: [1] })).toThrow(
      new RangeError('stop'),
    );
    expect(() => sin(leak.kept)).toThrow(here);
    grad((x: Scalar) => leak.keep(sin(x)))(1);
    expect(() => sin(leak.kept)).toThrow('debugLeaks tells where');
  });

  test('values that are still in use are no leaks', () => {
    const f = (x: Scalar) => {
      const leak = new Leak();
      debugLeaks((y: Scalar) => leak.keep(mul(x, y)))(x);
      return mul(leak.kept as Scalar, x);
    };
    expect(grad(f)(2)).toBe(12);
  });
});
