import { describe, expect, test } from '@jest/globals';
import {
  checkpoint,
  customJvp,
  customVjp,
  definePrimitive,
  grad,
  hessian,
  jacobian,
  jvp,
  vjp,
} from '@wengert/functional';
import {
  abs,
  add,
  argmax,
  div,
  exp,
  greater,
  log,
  lt,
  matmul,
  maximum,
  mean,
  mul,
  neg,
  pow,
  sin,
  sqrt,
  square,
  stopGradient,
  sub,
  sum,
  take,
  tanh,
  transpose,
  value,
  where,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { tensor, zeros, type Tensor } from '@wengert/tensor';
import { trace } from '../src/index.js';

/** The function that textbooks begin with. */
const f = (x1: Scalar, x2: Scalar): Scalar => add(mul(x1, x2), sin(x1));

describe('the list of x1 * x2 + sin(x1)', () => {
  const list = trace(f, 2, 3);

  test('has a line for each operation', () => {
    expect(String(list)).toBe('v1 = x1 * x2\nv2 = sin(x1)\nv3 = v1 + v2\ny = v3');
    expect(list.operations).toBe(3);
    expect(list.operationCounts).toEqual({ mul: 1, sin: 1, add: 1 });
  });

  test('is a formula', () => {
    expect(list.toExpression()).toBe('x1 * x2 + sin(x1)');
    expect(list.toLatex()).toBe('x_{1} x_{2} + \\sin\\left(x_{1}\\right)');
    expect(list.toExpression(['a', 'theta'])).toBe('a * theta + sin(a)');
    expect(list.toLatex(['a', 'theta'])).toBe('a \\theta + \\sin\\left(a\\right)');
  });

  test('has a forward tangent trace', () => {
    expect(list.tangents([1, 0])).toEqual([
      { variable: 'x1', expression: 'x1', value: 2, derivativeExpression: "x1'", derivative: 1 },
      { variable: 'x2', expression: 'x2', value: 3, derivativeExpression: "x2'", derivative: 0 },
      { variable: 'v1', expression: 'x1 * x2', value: 6, derivativeExpression: "x1' * x2 + x1 * x2'", derivative: 3 },
      {
        variable: 'v2',
        expression: 'sin(x1)',
        value: Math.sin(2),
        derivativeExpression: "x1' * cos(x1)",
        derivative: Math.cos(2),
      },
      {
        variable: 'v3',
        expression: 'v1 + v2',
        value: 6 + Math.sin(2),
        derivativeExpression: "v1' + v2'",
        derivative: 3 + Math.cos(2),
      },
    ]);
  });

  test('has a reverse adjoint trace', () => {
    expect(list.adjoints()).toEqual([
      {
        variable: 'v3',
        expression: 'v1 + v2',
        value: 6 + Math.sin(2),
        derivativeExpression: 'y_bar',
        derivative: 1,
      },
      { variable: 'v2', expression: 'sin(x1)', value: Math.sin(2), derivativeExpression: 'v3_bar', derivative: 1 },
      { variable: 'v1', expression: 'x1 * x2', value: 6, derivativeExpression: 'v3_bar', derivative: 1 },
      { variable: 'x2', expression: 'x2', value: 3, derivativeExpression: 'v1_bar * x1', derivative: 2 },
      {
        variable: 'x1',
        expression: 'x1',
        value: 2,
        derivativeExpression: 'v1_bar * x2 + v2_bar * cos(x1)',
        derivative: 3 + Math.cos(2),
      },
    ]);
  });

  test('prints its tables in columns', () => {
    expect(String(list.tangents([1, 0]))).toBe(
      [
        "x1            = 2          x1'                        = 1",
        "x2            = 3          x2'                        = 0",
        "v1 = x1 * x2  = 6          v1' = x1' * x2 + x1 * x2'  = 3",
        "v2 = sin(x1)  = 0.9092974  v2' = x1' * cos(x1)        = -0.4161468",
        "v3 = v1 + v2  = 6.909297   v3' = v1' + v2'            = 2.583853",
      ].join('\n'),
    );
    expect(list.adjoints().toLatex().split('\n')).toContain(
      '  v_{1} & = x_{1} x_{2} & = 6 & \\bar{v}_{1} & = \\bar{v}_{3} & = 1 \\\\',
    );
    expect(list.tangents([1, 0]).toLatex()).toContain('\\dot{x}_{1} x_{2} + x_{1} \\dot{x}_{2}');
  });

  test('is a graph', () => {
    expect(list.toDot()).toBe(
      [
        'digraph trace {',
        '  n0 [label="x1", shape=box];',
        '  n1 [label="x2", shape=box];',
        '  n2 [label="v1 = x1 * x2", shape=ellipse];',
        '  n3 [label="v2 = sin(x1)", shape=ellipse];',
        '  n4 [label="v3 = v1 + v2", shape=ellipse];',
        '  n5 [label="y", shape=plaintext];',
        '  n0 -> n2;',
        '  n1 -> n2;',
        '  n0 -> n3;',
        '  n2 -> n4;',
        '  n3 -> n4;',
        '  n4 -> n5;',
        '}',
      ].join('\n'),
    );
    expect(list.toMermaid().split('\n').slice(0, 4)).toEqual([
      'flowchart TD',
      '  n0(["x1"])',
      '  n1(["x2"])',
      '  n2["v1 = x1 * x2"]',
    ]);
  });

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(list))).toEqual({
      inputs: [
        { variable: 'x1', value: 2 },
        { variable: 'x2', value: 3 },
      ],
      lines: [
        {
          variable: 'v1',
          operation: 'mul',
          operands: [{ variable: 'x1' }, { variable: 'x2' }],
          expression: 'x1 * x2',
          value: 6,
        },
        { variable: 'v2', operation: 'sin', operands: [{ variable: 'x1' }], expression: 'sin(x1)', value: Math.sin(2) },
        {
          variable: 'v3',
          operation: 'add',
          operands: [{ variable: 'v1' }, { variable: 'v2' }],
          expression: 'v1 + v2',
          value: 6 + Math.sin(2),
        },
      ],
      conditions: [],
      outputs: [{ name: 'y', variable: 'v3' }],
    });
  });
});

describe('the list of a derivative', () => {
  test('is the derivative as a formula', () => {
    expect(trace(grad(f), 2, 3).toExpression()).toBe('x2 + cos(x1)');
    expect(trace(grad(f, { argnums: [0, 1] }), 2, 3).toExpression()).toBe('[x2 + cos(x1), x1]');
    expect(trace(grad(grad((x: Scalar) => sin(x))), 2).toExpression()).toBe('-sin(x)');
  });

  test('has the entries of a Jacobian', () => {
    const g = (x: Scalar[]): Scalar[] => [mul(x[0] ?? 0, x[1] ?? 0), exp(x[0] ?? 0)];
    const rows = trace(jacobian(g), [2, 3]).toJSON().outputs;
    expect(rows.map(({ name }) => name)).toEqual(['y[0][0]', 'y[0][1]', 'y[1][0]', 'y[1][1]']);
    expect(
      trace(
        hessian((x: Scalar) => mul(x, x, x)),
        2,
      ).operations,
    ).toBeGreaterThan(0);
  });
});

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

describe('numbers that JSON does not have', () => {
  test('are texts in the data', () => {
    const list = trace((x: Scalar) => [mul(x, Infinity), mul(x, NaN), mul(x, -0), x], 2);
    expect(list.toJSON().lines.map(({ value: data }) => data)).toEqual(['Infinity', 'NaN', '-0']);
    expect(list.toExpression()).toBe('[Infinity * x, NaN * x, -0 * x, x]');
  });
});
