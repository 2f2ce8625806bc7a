import { describe, expect, test } from '@jest/globals';
import * as operations from '@wengert/primitives/operations';
import {
  add,
  cosh,
  digamma,
  div,
  exp,
  floor,
  greater,
  log,
  mod,
  mul,
  pow,
  primitives,
  sin,
  sqrt,
  sub,
  sum,
  value,
  where,
  type Scalar,
} from '@wengert/primitives';
import { DomainError, tensor, TraceError, type Tensor } from '@wengert/tensor';
import {
  checkpoint,
  customJvp,
  debugNaNs,
  definePrimitive,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jvp,
  valueAndGrad,
  vjp,
  vmap,
} from '../src/index.js';

const message = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    return (error as DomainError).message;
  }
  throw new Error('Nothing was thrown.');
};

const here = /debug-nans\.test\.ts:\d+:\d+/;

describe('where nothing is wrong', () => {
  const f = ({ a, b }: { a: Scalar; b: Tensor }, times: number) => ({
    s: mul(a, times),
    t: [mul(b, sin(a))],
  });
  const args = [{ a: 2, b: tensor([1, 2]) }, 3] as const;

  test('the value and the derivatives are those of the function', () => {
    expect(debugNaNs(f)(...args)).toEqual(f(...args));
    const g = (x: Scalar) => mul(x, sin(x), checkpoint((y: Scalar) => exp(y))(x));
    expect(grad(debugNaNs(g))(1)).toBe(grad(g)(1));
    expect(debugNaNs(grad(g) as (x: Scalar) => Scalar)(1)).toBe(grad(g)(1));
    expect(jvp(debugNaNs(g), [1], [1])).toEqual(jvp(g, [1], [1]));
    expect(hessian(debugNaNs(g))(1)).toBeCloseTo(hessian(g)(1), 12);
    expect(grad(grad(debugNaNs(g)))(1)).toBeCloseTo(hessian(g)(1), 12);
  });

  test('settings pass through, and control flow works', () => {
    const g = (x: Scalar, mode: string) => (mode === 'sin' ? sin(x) : mul(x, floor(x) as number));
    expect(debugNaNs(g)(1, 'sin')).toBe(Math.sin(1));
    expect(grad(debugNaNs(g))(2.5, 'other')).toBe(2);
  });

  test('what where does not choose does not count', () => {
    const g = (x: Tensor) => sum(where(greater(x, 0), sqrt(x), 0));
    expect(debugNaNs(g)(tensor([-1, 0, 4]))).toBe(2);
    expect(grad(debugNaNs(g))(tensor([-1, 0, 4])).toArray()).toEqual([0, 0, 0.25]);
    expect(debugNaNs(grad(g))(tensor([-1, 0, 4])).toArray()).toEqual([0, 0, 0.25]);
  });
});

describe('a NaN in the value', () => {
  test('names the operation, its argument and the line', () => {
    const text = message(() => debugNaNs((x: Scalar) => mul(2, log(sub(x, 3))))(1));
    expect(text).toMatch(/^debugNaNs: the output is NaN: it comes from log\(-2\), which is NaN at /);
    const withSettings = (p: { x: Scalar; name: string }): Scalar => mul(2, log(sub(p.x, 3)));
    expect(message(() => debugNaNs(withSettings)({ x: 1, name: 'log' }))).toMatch(
      /it comes from log\(-2\), which is NaN at /,
    );
    expect(text).toMatch(here);
    expect(text).toMatch(/Convention: outside of its domain an operation gives NaN/);
    expect(text.endsWith(String(log.row.advice))).toBe(true);
  });

  test('is traced back to the first Infinity', () => {
    const text = message(() => debugNaNs((x: Scalar) => [x, div(exp(x), exp(x))])(1000));
    expect(text).toMatch(/^debugNaNs: the output\[1\] is NaN: it comes from exp\(1000\), which is Infinity at /);
    expect(text).toMatch(/Convention: Limit: beyond the largest number\. Beyond 709 it overflows\./);
  });

  test('in a tensor names the element', () => {
    const text = message(() =>
      debugNaNs((x: Tensor) => ({ y: sqrt(x) }))(
        tensor([
          [1, 4],
          [-9, 0],
        ]),
      ),
    );
    expect(text).toMatch(
      /^debugNaNs: the output\.y is NaN: it comes from sqrt\(-9\), which is NaN in element 2 of shape \[2, 2\]/,
    );
  });

  test('that was handed in', () => {
    expect(message(() => debugNaNs((x: { a: Scalar[] }) => mul(x.a[1]!, 2))({ a: [1, NaN] }))).toBe(
      'debugNaNs: the output is NaN: args[0].a[1] is NaN already.',
    );
  });

  test('that comes from a constant', () => {
    expect(message(() => debugNaNs((x: Scalar) => mul(x, Math.log(-1)))(1))).toMatch(/look where that constant/);
    expect(message(() => debugNaNs((x: Scalar) => Math.log(value(x)))(-1))).toMatch(/computed from constants alone/);
  });

  test('inside of a derivative too', () => {
    expect(message(() => grad(debugNaNs((x: Scalar) => log(x)))(-1))).toMatch(/log\(-1\), which is NaN at /);
    expect(
      message(() =>
        jvp(
          debugNaNs((x: Scalar) => log(x)),
          [-1],
          [1],
        ),
      ),
    ).toMatch(/log\(-1\), which is NaN at /);
  });
});

describe('a NaN or Infinity in the derivative alone', () => {
  const root = (x: Scalar): Scalar => {
    const square = mul(x, x);
    return sqrt(square);
  };

  test.each([
    ['grad(debugNaNs(f))', () => grad(debugNaNs(root))(0), 'the cotangent of args\\[0\\]'],
    ['debugNaNs(grad(f))', () => debugNaNs(grad(root))(0), 'the output'],
    ['valueAndGrad(debugNaNs(f))', () => valueAndGrad(debugNaNs(root))(0), 'the cotangent of args\\[0\\]'],
    ['the pullback', () => vjp(debugNaNs(root), [0])[1](1), 'the cotangent of args\\[0\\]'],
    ['jvp(debugNaNs(f))', () => jvp(debugNaNs(root), [0], [1]), 'the tangent of the output'],
  ])('%s names the operation that was differentiated', (_name, run, what) => {
    const text = message(run);
    expect(text).toMatch(new RegExp(`^debugNaNs: ${what} is NaN: the derivative of sqrt\\(0\\) at .* takes \\w+\\(`));
    expect(text).toMatch(/Convention: Limit: the tangent is vertical\. For a root of a sum of squares write norm/);
    expect(text).toMatch(here);
    const line = Number(/test\.ts:(\d+):/.exec(text)?.[1]);
    expect(line).toBeGreaterThan(100);
  });

  test('in a Jacobian, whose directions are swept as a batch', () => {
    const f = (x: Tensor) => sqrt(x);
    expect(jacrev(debugNaNs(f))(tensor([1, 4])).toArray()).toEqual([
      [0.5, 0],
      [0, 0.25],
    ]);
    expect(message(() => jacrev(debugNaNs(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt\(0\) at /);
    expect(message(() => jacfwd(debugNaNs(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt\(0\) at /);
    expect(message(() => debugNaNs(jacrev(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt\(0\) at /);
  });

  test('in one entry of a batch', () => {
    const f = (x: Scalar) => grad((y: Scalar) => sqrt(y))(x);
    expect(message(() => vmap(debugNaNs(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt\(0\) at /);
    expect(message(() => debugNaNs(vmap(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt\(0\) at /);
    expect(vmap(debugNaNs(f))(tensor([1, 4])).toArray()).toEqual([0.5, 0.25]);
  });

  test('of a power', () => {
    expect(message(() => grad(debugNaNs((x: Scalar) => pow(x, 0.5)))(0))).toMatch(
      /the derivative of pow\(0, 0\.5\) at /,
    );
    expect(debugNaNs((x: Scalar) => pow(x, 0.5))(0)).toBe(0);
  });

  test('of a rule of one own', () => {
    const f = customJvp(
      (x: Scalar) => sqrt(x),
      ([x], [t]) => [sqrt(x), div(t, mul(2, sqrt(x)))],
    );
    expect(message(() => grad(debugNaNs(f))(0))).toMatch(/is Infinity: .*div/);
  });

  test('in forward mode inside of what is watched', () => {
    const slope = (x: Scalar): Scalar => jvp(root, [x], [1])[1];
    expect(message(() => debugNaNs(slope)(0))).toMatch(/the derivative of sqrt\(0\) at /);
    const slopes = (x: Tensor): Tensor => jvp((y: Tensor) => sqrt(y), [x], [tensor([1, 1])])[1];
    expect(message(() => debugNaNs(slopes)(tensor([4, 0])))).toMatch(/the derivative of sqrt\(0\) at /);
  });

  test('and the next call works', () => {
    expect(() => grad(debugNaNs(root))(0)).toThrow(DomainError);
    expect(grad(debugNaNs(root))(2)).toBe(1);
  });
});

describe('the advice', () => {
  const advised = primitives().flatMap(({ name, advice }) => (advice === undefined ? [] : [[name, advice] as const]));

  test.each(advised)('of %s names operations that exist', (_name, advice) => {
    const named = [...advice.matchAll(/\b([a-z]\w*)\(/g)].map(([, operation = '']) => operation);
    expect(named.filter((operation) => !(operation in operations))).toEqual([]);
  });

  test('comes from the row of an operation of one own, too', () => {
    const advice = 'Write gap(x + 1).';
    const gap = definePrimitive({
      kind: 'elementwise',
      name: 'gap',
      scalar: (x) => 1 / x,
      partials: [(x) => div(-1, mul(x, x))],
      advice,
    });
    expect(message(() => debugNaNs((x: Scalar) => gap(x))(0)).endsWith(advice)).toBe(true);
    expect(message(() => grad(debugNaNs((x: Scalar) => gap(x)))(1e-200)).endsWith(advice)).toBe(true);
  });

  test('is general for operations that have none of their own', () => {
    expect(message(() => debugNaNs((x: Scalar) => cosh(x))(1000))).toMatch(/Keep away from the pole/);
    expect(message(() => debugNaNs((x: Scalar) => mod(x, 0))(1))).toMatch(/Keep its arguments inside/);
    expect(message(() => debugNaNs(grad((x: Scalar) => digamma(x)))(0))).toMatch(/keep its argument positive/);
    expect(message(() => grad(debugNaNs((x: Scalar) => mod(x, 0)))(1))).toMatch(/mod\(1, 0\)/);
  });
});

test('a traced value that the function closes over is refused', () => {
  const f = (x: Scalar) => debugNaNs((y: Scalar) => add(x, y))(x);
  expect(() => grad(f)(1)).toThrow(TraceError);
  expect(grad((x: Scalar) => debugNaNs((y: Scalar) => add(x, y))(1))(1)).toBe(1);
});
