import { describe, expect, test } from '@jest/globals';
import { jvp, definePrimitive, checkpoint, customJvp, customVjp, vjp } from '@wengert/functional';
import {
  add,
  exp,
  matmul,
  mean,
  mul,
  sin,
  stopGradient,
  sum,
  tanh,
  transpose,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { tensor, zeros, type Tensor } from '@wengert/tensor';
import { trace } from '../src/index.js';

describe('tensors', () => {
  const layer = (w: Tensor, x: Tensor): Value => sum(tanh(matmul(transpose(w), x)));
  const list = trace(layer, tensor([[1, 2]]), tensor([0.5]));

  test('have the notation of matrices', () => {
    expect(list.toExpression()).toBe('sum(tanh(transpose(w) @ x))');
    expect(list.toLatex()).toBe('\\sum \\tanh\\left({w}^{\\mathsf{T}} x\\right)');
    expect(trace((x: Tensor) => mean(x, { axis: 1 }), zeros([2, 3])).toExpression()).toBe('mean(x; axes: [1])');
  });

  test('have tangents and adjoints of their shape', () => {
    const [weights] = list.tangents([tensor([[1, 0]]), tensor([0])]);
    expect(weights?.derivative).toEqual(tensor([[1, 0]]));
    expect(list.adjoints().at(-1)?.derivative).toEqual(vjp(layer, [tensor([[1, 2]]), tensor([0.5])])[1](1)[0]);
  });

  test('are written out where they are small, and have names where they are not', () => {
    expect(trace((x: Tensor) => add(x, tensor([1, 2])), tensor([3, 4])).toExpression()).toBe('x + [1, 2]');
    const table = zeros([3, 4]);
    expect(trace((x: Scalar) => mul(add(x, table), table), 3).toExpression()).toBe('(x + c1) * c1');
  });
});

describe('what is not a plain operation', () => {
  test('a function with a rule of its own is one line, with its own derivative', () => {
    const rule = customJvp(
      (x: Scalar) => mul(x, x),
      ([x], [t]) => [mul(x, x), mul(100, t)],
    );
    const list = trace((x: Scalar) => sin(rule(x)), 3);
    expect(list.toExpression()).toBe('sin(customJvp(x))');
    expect(list.tangents([1])[1]).toMatchObject({ derivativeExpression: "100 * x'", derivative: 100 });
    expect(list.adjoints().at(-1)?.derivative).toBe(Math.cos(9) * 100);
  });

  test('a call with several outputs has a line for each', () => {
    const both = customVjp(
      (x: Scalar, y: Scalar): readonly [Scalar, Scalar] => [mul(x, y), add(x, y)],
      (x, y) =>
        [
          [mul(x, y), add(x, y)],
          [x, y],
        ] as const,
      ([x, y], [p, s]) => [add(mul(p, y), s), add(mul(p, x), s)],
    );
    const g = (x: Scalar, y: Scalar): Scalar => {
      const [p, s] = both(x, y);
      return mul(p, s);
    };
    const list = trace(g, 2, 3);
    expect(String(list)).toBe('v1 = customVjp(x, y)[0]\nv2 = customVjp(x, y)[1]\nv3 = v1 * v2\nz = v3');
    expect(list.adjoints().map(({ derivative }) => derivative)).toEqual([1, 6, 5, 5 * 2 + 6, 5 * 3 + 6]);
    expect(list.adjoints().at(-1)?.derivativeExpression).toBe('v1_bar * y + v2_bar');
    expect(list.tangents([1, 0]).at(-1)?.derivative).toBe(jvp(g, [2, 3], [1, 0])[1]);
  });

  test('an operation of one’s own has its name', () => {
    const cube = definePrimitive({
      kind: 'elementwise',
      name: 'cube',
      scalar: (x) => x * x * x,
      partials: [(x) => mul(3, mul(x, x))],
    });
    const list = trace((x: Scalar) => cube(x), 2);
    expect(list.toLatex()).toBe('\\operatorname{cube}\\left(x\\right)');
    expect(list.tangents([1]).at(-1)).toMatchObject({ derivativeExpression: "3 * x * x * x'", derivative: 12 });
  });

  test('checkpoints are transparent, and what is held constant says so', () => {
    const g = (x: Scalar): Scalar => checkpoint((z: Scalar) => mul(stopGradient(z), z))(x);
    expect(trace(g, 2).toExpression()).toBe('x * stopGradient(x)');
    expect(trace(g, 2).adjoints().at(-1)?.derivative).toBe(2);
  });

  test('what changes nothing or does not matter is not in the list', () => {
    const g = (x: Scalar): Scalar => {
      exp(x);
      return add(mul(1, x), -0);
    };
    expect(String(trace(g, 2))).toBe('y = x');
    expect(trace(g, 2).adjoints()).toEqual([
      { variable: 'x', expression: 'x', value: 2, derivativeExpression: 'y_bar', derivative: 1 },
    ]);
  });

  test('arguments that are no trees of numbers pass through', () => {
    const g = (x: Scalar, mode: string): Scalar => (mode === 'sine' ? sin(x) : x);
    expect(trace(g, 2, 'sine').toExpression()).toBe('sin(x)');
    expect(trace(g, 2, 'sine').tangents([1, undefined]).at(-1)?.derivative).toBe(Math.cos(2));
  });

  test('an output may be a tree, with values that depend on nothing', () => {
    const g = (x: Scalar): unknown => ({ a: [sin(x), 7], 'b c': x });
    const list = trace(g, 2);
    expect(String(list)).toBe('v1 = sin(x)\ny.a[0] = v1\ny.a[1] = 7\ny["b c"] = x');
    expect(list.toExpression()).toBe('{ a: [sin(x), 7], "b c": x }');
    expect(list.toLatex()).toBe(
      '\\left\\{\\text{a}: \\left[\\sin\\left(x\\right), 7\\right], \\text{b c}: x\\right\\}',
    );
    const adjoints = list.adjoints({ a: [10, 0], 'b c': 1 });
    expect(adjoints.at(-1)?.derivativeExpression).toBe('y_bar["b c"] + v1_bar * cos(x)');
    expect(adjoints.at(-1)?.derivative).toBe(1 + 10 * Math.cos(2));
  });
});
