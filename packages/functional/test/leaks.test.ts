import { describe, expect, test } from '@jest/globals';
import { add, lt, matmul, mul, sin, sum, value, type Scalar, type Tree, type Value } from '@wengert/primitives';
import { tensor, TraceError, type Tensor } from '@wengert/tensor';
import {
  checkGrads,
  checkpoint,
  customJvp,
  customVjp,
  debugLeaks,
  debugNaNs,
  definePrimitive,
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

/** A value of a call that has ended. */
function finished(): Scalar {
  const leak = new Leak();
  grad((x: Scalar) => leak.keep(sin(x)))(1);
  return leak.kept as Scalar;
}

describe('a value that no operation looks at any more', () => {
  const belongs =
    'this value belongs to a grad call that has finished. Return it from the function instead of storing it outside. ' +
    'It was made by sin; debugLeaks tells where.';

  test.each(transformations.filter(([name]) => name !== 'debugNaNs'))(
    'is refused when the function of %s returns it',
    (name, apply) => {
      expect(() => apply(finished)).toThrow(new TraceError(`${name}: the output of f: ${belongs}`));
    },
  );

  test('is refused as a part of the output, with its path', () => {
    const f = (x: Scalar) => ({ a: [x, finished()] });
    expect(() => jacrev(f)(1)).toThrow(new TraceError(`jacrev: the output of f.a[1]: ${belongs}`));
    expect(() => jacfwd((x: Scalar) => [x, finished()])(1)).toThrow(`jacfwd: the output of f[1]: ${belongs}`);
  });

  test('is refused when the function has kept it from its first call', () => {
    let first: Scalar | undefined;
    const f = (x: Scalar): Scalar => (first ??= mul(x, x));
    expect(grad(f)(2)).toBe(4);
    expect(() => grad(f)(3)).toThrow('belongs to a grad call that has finished');
    let tensors: Value | undefined;
    const g = (x: Tensor): Tensor => (tensors ??= mul(x, x)) as Tensor;
    expect(jacrev(g)(tensor([2])).toArray()).toEqual([[4]]);
    expect(() => jacrev(g)(tensor([3]))).toThrow('belongs to a jacrev call that has finished');
  });

  test('is refused when it comes out of a transformation further in', () => {
    const f = (x: Scalar): Scalar => {
      const leak = new Leak();
      jvp((y: Scalar) => leak.keep(y), [x], [1]);
      return leak.kept as Scalar;
    };
    expect(() => grad(f)(2)).toThrow('grad: the output of f: this value belongs to a jvp call that has finished.');
  });

  const identity: Scalars = (x) => x;
  const constant: (tree: Tree) => Scalar = () => 1;

  test.each<readonly [place: string, use: (dead: Scalar) => unknown]>([
    ['grad: args[0]', (dead) => grad(identity)(dead)],
    ['grad: args[0].a[1]', (dead) => grad(constant)({ a: [1, dead] })],
    ['grad: aux', (dead) => grad((x: Scalar) => [x, { dead }] as const, { hasAux: true })(3)],
    ['valueAndGrad: aux', (dead) => valueAndGrad((x: Scalar) => [x, dead] as const, { hasAux: true })(3)],
    ['jacfwd: aux', (dead) => jacfwd((x: Scalar) => [x, [dead]] as const, { hasAux: true })(3)],
    ['jvp: aux', (dead) => jvp((x: Scalar) => [x, dead] as const, [1], [1], { hasAux: true })],
    ['vjp: aux', (dead) => vjp((x: Scalar) => [x, dead] as const, [1], { hasAux: true })],
    ['jvp: primals[0]', (dead) => jvp(identity, [dead], [1])],
    ['jvp: tangents[0]', (dead) => jvp(identity, [1], [dead])],
    ['vjp: primals[0]', (dead) => vjp(identity, [dead])],
    ['pullback: the cotangent', (dead) => vjp(identity, [2])[1](dead)],
    ['linearize: primals[0]', (dead) => linearize(identity, [dead])],
    ['pushforward: tangents[0]', (dead) => linearize(identity, [2])[1](dead)],
    ['jacrev: args[0]', (dead) => jacrev(identity)(dead)],
    ['hessian: args[0]', (dead) => hessian(identity)(dead)],
    ['hvp: tangents[0]', (dead) => hvp(identity, [1], [dead])],
    ['jet: x', (dead) => jet(identity, dead, 2)],
    ['vmap: args[0].a', (dead) => vmap(constant, { inAxes: [{ a: null }] })({ a: dead })],
    ['whileLoop: the initial carry', (dead) => whileLoop(() => false, identity, dead)],
    ['scan: the initial carry', (dead) => scan((c: Scalar) => [c, c], dead, tensor([1]))],
    ['scan: the carry of a step', (dead) => scan(() => [dead, 1], 1, tensor([1]))],
    ['scan: the output of a step', (dead) => scan((c: Scalar) => [c, dead], 1, tensor([1]))],
    ['checkpoint: args[0]', (dead) => checkpoint(identity)(dead)],
    ['checkpoint: the output of f', (dead) => checkpoint(() => dead)()],
    ['customJvp: args[0]', (dead) => customJvp(identity, ([x], [t]) => [x, t])(dead)],
    [
      'customJvp: the output of f',
      (dead) =>
        customJvp(
          () => dead,
          () => [1, 1],
        )(),
    ],
    ['debugNaNs: args[0]', (dead) => debugNaNs(identity)(dead)],
    ['fixedPoint: start', (dead) => fixedPoint(identity, dead, 1)],
    ['root: params[0]', (dead) => root((x: Scalar) => x, 1, [dead])],
    ['odeint: y0', (dead) => odeint((y: Scalar) => y, dead, tensor([0, 1]), undefined)],
    ['linearTranspose: the output of f', (dead) => linearTranspose((): Scalar => dead, 1)],
    ['numerical.grad: the output of f', (dead) => numerical.grad((x: Scalar) => (x === 0 ? x : dead))(1)],
    ['checkGrads: the output of f', (dead) => checkGrads((x: Scalar) => (x === 0 ? x : dead), [1])],
  ])('is refused as %s', (place, use) => {
    expect(() => use(finished())).toThrow(new TraceError(`${place}: ${belongs}`));
  });
});

test('an element of a tensor of a call that has ended is refused by the name of the member', () => {
  const leak = new Leak();
  grad((x: Tensor) => sum(leak.keep(sin(x))))(tensor([1, 2]));
  const dead = leak.kept as Tensor;
  expect(() => dead.at(0)).toThrow('at: this value belongs to a grad call that has finished.');
  expect(() => dead.toArray()).toThrow('toArray: this value belongs to a grad call that has finished.');
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
