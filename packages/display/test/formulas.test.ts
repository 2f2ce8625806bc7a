import { describe, expect, test } from '@jest/globals';
import {
  lt,
  value,
  take,
  argmax,
  abs,
  add,
  div,
  exp,
  greater,
  log,
  maximum,
  mul,
  neg,
  pow,
  sin,
  sqrt,
  square,
  sub,
  sum,
  where,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { trace } from '../src/index.js';

describe('a formula', () => {
  test.each<[(x: Scalar, y: Scalar) => Scalar, string]>([
    [(x, y) => sub(x, sub(y, x)), 'x - y + x'],
    [(x, y) => mul(add(x, y), sub(x, y)), '(x + y) * (x - y)'],
    [(x, y) => div(x, mul(y, add(x, 1))), 'x / (y * (x + 1))'],
    [(x) => pow(neg(x), 3), '(-x)^3'],
    [(x) => neg(pow(x, 3)), '-x^3'],
    [(x, y) => pow(pow(x, 2), y), '(x^2)^y'],
    [(x, y) => pow(x, neg(y)), 'x^(-y)'],
    [(x, y) => mul(x, neg(y)), '-x * y'],
    [(x, y) => add(x, neg(y)), 'x - y'],
    [(x, y) => add(neg(x), y), 'y - x'],
    [(x, y) => div(div(1, x), y), '1 / (x * y)'],
    [(x, y) => square(log(add(x, y))), 'log(x + y)^2'],
    [(x, y) => mul(-2, x, sin(y), y), '-2 * x * y * sin(y)'],
    [(x, y) => maximum(sqrt(x), abs(y)), 'maximum(sqrt(x), abs(y))'],
    [(x, y) => mul(greater(x, y), x), '(x > y) * x'],
    [(x) => mul(1e-7, x), '1e-7 * x'],
  ])('has the parentheses that it needs: %#', (g, expected) => {
    expect(trace(g, 2, 3).toExpression()).toBe(expected);
  });

  test.each<[(x: Scalar, y: Scalar) => Scalar, string]>([
    [(x, y) => div(add(x, 1), mul(2, y)), '\\frac{x + 1}{2 y}'],
    [(x, y) => square(div(x, y)), '\\left(\\frac{x}{y}\\right)^{2}'],
    [(x, y) => sqrt(abs(sub(x, y))), '\\sqrt{\\left|x - y\\right|}'],
    [(x) => square(exp(neg(x))), '\\left(e^{-x}\\right)^{2}'],
    [(x) => mul(2.5e-7, x), '2.5 \\cdot 10^{-7} x'],
    [(x, y) => mul(mul(3, x), mul(2, y)), '3 \\cdot 2 x y'],
    [(x, y) => mul(greater(x, y), Infinity), '\\infty \\left[x > y\\right]'],
  ])('is right in LaTeX: %#', (g, expected) => {
    expect(trace(g, 2, 3).toLatex()).toBe(expected);
  });
});

describe('names', () => {
  test('are those of the parameters, with the way to each value', () => {
    const loss = (params: { w: Scalar[]; 'a b': Scalar }, x: Tensor): Value =>
      add(mul(params.w[1] ?? 0, params['a b']), sum(x));
    const list = trace(loss, { w: [1, 2], 'a b': 3 }, tensor([1, 2]));
    expect(list.toExpression()).toBe('params.w[1] * params["a b"] + sum(x)');
    expect(list.toLatex()).toBe('\\mathrm{params}_{w,1} \\mathrm{params}_{\\text{a b}} + \\sum x');
    expect(list.tangents([{ w: [0, 1], 'a b': 0 }, tensor([0, 0])])[1]?.derivativeExpression).toBe("params'.w[1]");
  });

  test('are numbered where the text of the function does not give them', () => {
    expect(trace((...xs: Scalar[]) => mul(xs[0] ?? 0, xs[1] ?? 0), 2, 3).toExpression()).toBe('x1 * x2');
  });

  test('never meet: other letters stand in for those that parameters have', () => {
    expect(String(trace((v1: Scalar, y: Scalar) => mul(v1, sin(y)), 2, 3))).toBe('u1 = sin(y)\nu2 = v1 * u1\nz = u2');
  });
});

describe('the way that a function took', () => {
  const g = (x: Scalar): Scalar => (lt(sin(x), 0.5) ? neg(x) : mul(x, x));

  test('is part of its list', () => {
    expect(String(trace(g, 2))).toBe('v1 = sin(x)\ngiven not (v1 < 0.5)\nv2 = x * x\ny = v2');
    expect(trace(g, 0.1).toJSON().conditions).toEqual([{ expression: 'v1 < 0.5', held: true, after: 1 }]);
    expect(trace(g, 0.1).toExpression()).toBe('-x');
  });

  test('may depend on values that it looks at, and on places of extremes', () => {
    const h = (x: Tensor): Value => (value(sum(x)) > 2 ? take(x, argmax(x)) : 0);
    expect(
      trace(h, tensor([1, 5, 3]))
        .toJSON()
        .lines.map(({ operation }) => operation),
    ).toEqual(['reshape', 'take']);
  });

  test('a selection shows both sides, and follows the one that it took', () => {
    const h = (x: Scalar): Scalar => where(greater(x, 0), sqrt(x), 0);
    const list = trace(h, 0);
    expect(list.toExpression()).toBe('where(x > 0, sqrt(x), 0)');
    expect(list.adjoints().at(-1)?.derivative).toBe(0);
    expect(list.adjoints().find(({ variable }) => variable === 'v2')?.derivativeExpression).toBe(
      'where(v1, v3_bar, 0)',
    );
  });
});
