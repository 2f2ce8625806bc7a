import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import { add, lt, mul, sin, sub, type Scalar } from '@wengert/primitives';
import { trace } from '../src/index.js';

/** The logistic map, iterated: the example by which expression swell is usually shown. */
function iteratedLogisticMap(steps: number): (x: Scalar) => Scalar {
  return (x) => {
    let l: Scalar = x;
    for (let k = 0; k < steps; k++) l = mul(mul(4, l), sub(1, l));
    return l;
  };
}

describe('the iterated logistic map', () => {
  test.each([1, 2, 3, 10, 20, 50])(
    'after %i steps, is a short list and a formula of twice the size for each step',
    (n) => {
      const list = trace(iteratedLogisticMap(n), 0.2);
      expect(list.operations).toBe(3 * n);
      expect(list.expressionOperations).toBe(3 * (2 ** n - 1));
    },
  );

  test.each([2, 3, 10, 20])(
    'has a derivative of eight operations for each of %i steps, and a formula of four times the size',
    (n) => {
      const [list, next] = [n, n + 1].map((steps) => trace(grad(iteratedLogisticMap(steps)), 0.2));
      expect(list?.operations).toBe(8 * n - 3);
      // e(n + 1) = 4 e(n) + 9
      expect(next?.expressionOperations).toBe(4 * (list?.expressionOperations ?? NaN) + 9);
    },
  );

  test('is written out while that is of use', () => {
    expect(trace(iteratedLogisticMap(2), 0.2).toExpression()).toBe('4 * 4 * x * (1 - x) * (1 - 4 * x * (1 - x))');
    expect(() => trace(iteratedLogisticMap(60), 0.2).toExpression()).toThrow(
      'toExpression: written out, this is a formula of 3.46e+18 operations (10000 at most), made of 180 lines. Use ' +
        'toString() for the lines.',
    );
  });
});

describe('a long list', () => {
  const chain = (n: number) => (x: Scalar) => {
    let v: Scalar = x;
    for (let k = 0; k < n; k++) v = sin(v);
    return v;
  };

  test('is printed up to 200 lines, and then says how many are left out', () => {
    expect(String(trace(chain(199), 1)).split('\n')).toHaveLength(200);
    const lines = String(trace(chain(1000), 1)).split('\n');
    expect(lines).toHaveLength(201);
    expect(lines.slice(99, 102)).toEqual(['v100 = sin(v99)', '… 801 more lines …', 'v902 = sin(v901)']);
    expect(lines.at(-1)).toBe('y = v1000');
    expect(String(trace(chain(1000), 1).tangents([1])).split('\n')).toHaveLength(201);
  });

  test('may be nested as deep as it likes', () => {
    const horner = (x: Scalar): Scalar => {
      let v: Scalar = x;
      for (let k = 0; k < 4000; k++) v = mul(2, add(1, v));
      return v;
    };
    expect(trace(chain(9000), 1).toExpression()).toHaveLength(9000 * 'sin()'.length + 1);
    expect(trace(horner, 1).toExpression()).toMatch(/^2 \* \(1 \+ 2 \* \(1/);
  });

  test('shows conditions where they were asked', () => {
    const counted = (x: Scalar): Scalar => {
      let v: Scalar = x;
      while (lt(v, 3)) v = add(v, 1);
      return v;
    };
    expect(String(trace(counted, 1.5))).toBe(
      'given x < 3\nv1 = x + 1\ngiven v1 < 3\nv2 = v1 + 1\ngiven not (v2 < 3)\ny = v2',
    );
  });
});
