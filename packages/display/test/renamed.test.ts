import { expect, test } from '@jest/globals';
import { add, mul, sin, type Scalar } from '@wengert/primitives/operations';
import { trace } from '../src/index.js';

const list = trace((...[r, a]: Scalar[]) => add(mul(r ?? 0, a ?? 0), sin(r ?? 0)), 2, 3);

test('a list can have other names for its arguments', () => {
  const renamed = list.renamed(['r', 'a']);
  expect(renamed.toString()).toBe('v1 = r * a\nv2 = sin(r)\nv3 = v1 + v2\ny = v3');
  expect(renamed.toExpression()).toBe('r * a + sin(r)');
  expect(renamed.tangents([1, 0]).map(({ variable }) => variable)).toEqual(['r', 'a', 'v1', 'v2', 'v3']);
  expect(renamed.toJSON().inputs.map(({ variable }) => variable)).toEqual(['r', 'a']);
});

test('the names must be one for each argument', () => {
  expect(() => list.renamed(['r'])).toThrow('trace: there are 2 arguments, but 1 names.');
});
