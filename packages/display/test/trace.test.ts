import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jacobian } from '@wengert/functional';
import { exp, add, mul, sin, type Scalar } from '@wengert/primitives';
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

describe('numbers that JSON does not have', () => {
  test('are texts in the data', () => {
    const list = trace((x: Scalar) => [mul(x, Infinity), mul(x, NaN), mul(x, -0), x], 2);
    expect(list.toJSON().lines.map(({ value: data }) => data)).toEqual(['Infinity', 'NaN', '-0']);
    expect(list.toExpression()).toBe('[Infinity * x, NaN * x, -0 * x, x]');
  });
});

test('values are found beside settings', () => {
  const list = trace((p: { k: Scalar; name: string }) => mul(p.k, p.k), { k: 3, name: 'a' });
  expect(String(list)).toBe('v1 = p.k * p.k\ny = v1');
  expect(list.tangents([{ k: 1, name: undefined }]).at(-1)?.derivative).toBe(6);
  expect(() => list.tangents([{ name: 'a' }])).toThrow('tangents: seed[0] lacks .k, which its argument has.');
});
