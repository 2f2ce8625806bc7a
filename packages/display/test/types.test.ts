import { expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import { add, mul, sin, sum, type Scalar } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { trace } from '../src/index.js';

test('functions need no annotations that the arguments give, and refuse arguments of other types', () => {
  expect(trace((x, y) => add(mul(x, y), sin(x)), 2, 3).operations).toBe(3);
  expect(trace((x: number) => mul(x, x), 2).operations).toBe(1);
  expect(
    trace(
      grad((x: Scalar) => mul(x, x)),
      2,
    ).toExpression(),
  ).toBe('x + x');
  expect(trace((p: { a: Scalar; b: Tensor }) => mul(p.a, sum(p.b)), { a: 1, b: tensor([1, 2]) }).operations).toBe(2);
  // @ts-expect-error a tensor is no scalar
  expect(trace((x: Scalar) => x, tensor([1])).operations).toBe(0);
  // @ts-expect-error an argument is missing
  expect(() => trace((x: Scalar, y: Scalar) => mul(x, y), 1)).toThrow('mul: argument 2');
});
