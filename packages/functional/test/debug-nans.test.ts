import { describe, expect, test } from '@jest/globals';
import {
  add,
  div,
  exp,
  floor,
  greater,
  log,
  mul,
  pow,
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
    expect(text).toMatch(here);
    expect(text).toMatch(/Outside of its domain/);
  });

  test('is traced back to the first Infinity', () => {
    const text = message(() => debugNaNs((x: Scalar) => [x, div(exp(x), exp(x))])(1000));
    expect(text).toMatch(/^debugNaNs: the output\[1\] is NaN: it comes from exp\(1000\), which is Infinity at /);
    expect(text).toMatch(/logarithms/);
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
    expect(text).toMatch(new RegExp(`^debugNaNs: ${what} is NaN: the derivative of sqrt at .* takes \\w+\\(`));
    expect(text).toMatch(/By convention a derivative at the edge of a domain is its limit/);
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
    expect(message(() => jacrev(debugNaNs(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt at /);
    expect(message(() => jacfwd(debugNaNs(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt at /);
    expect(message(() => debugNaNs(jacrev(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt at /);
  });

  test('in one entry of a batch', () => {
    const f = (x: Scalar) => grad((y: Scalar) => sqrt(y))(x);
    expect(message(() => vmap(debugNaNs(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt at /);
    expect(message(() => debugNaNs(vmap(f))(tensor([1, 0])))).toMatch(/the derivative of sqrt at /);
    expect(vmap(debugNaNs(f))(tensor([1, 4])).toArray()).toEqual([0.5, 0.25]);
  });

  test('of a power', () => {
    expect(message(() => grad(debugNaNs((x: Scalar) => pow(x, 0.5)))(0))).toMatch(/the derivative of pow at /);
    expect(debugNaNs((x: Scalar) => pow(x, 0.5))(0)).toBe(0);
  });

  test('of a rule of one own', () => {
    const f = customJvp(
      (x: Scalar) => sqrt(x),
      ([x], [t]) => [sqrt(x), div(t, mul(2, sqrt(x)))],
    );
    expect(message(() => grad(debugNaNs(f))(0))).toMatch(/is Infinity: .*div/);
  });

  test('and the next call works', () => {
    expect(() => grad(debugNaNs(root))(0)).toThrow(DomainError);
    expect(grad(debugNaNs(root))(2)).toBe(1);
  });
});

test('a traced value that the function closes over is refused', () => {
  const f = (x: Scalar) => debugNaNs((y: Scalar) => add(x, y))(x);
  expect(() => grad(f)(1)).toThrow(TraceError);
  expect(grad((x: Scalar) => debugNaNs((y: Scalar) => add(x, y))(1))(1)).toBe(1);
});
