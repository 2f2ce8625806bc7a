import { describe, expect, test } from '@jest/globals';
import { add, cumsum, diff, dot, matmul, mul, pad, relu, sum, type Scalar } from '@wengert/primitives';
import { DomainError, ShapeError, tensor, TreeError, zeros, type Tensor } from '@wengert/tensor';
import { grad, jacfwd, linearTranspose, vmap } from '../src/index.js';

const matrix = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('linearTranspose', () => {
  test('applies the transposed matrix', () => {
    const transposed = linearTranspose((x: Tensor) => matmul(matrix, x), zeros([3]));
    expect(transposed(tensor([1, 10])).toArray()).toEqual([41, 52, 63]);
    expect(transposed(tensor([1, 0])).toArray()).toEqual([1, 2, 3]);
  });

  test('has <c, f(x)> = <transpose(c), x>', () => {
    const f = (x: Tensor): Tensor => cumsum(pad(diff(x), [1, 2]));
    const [x, c] = [tensor([0.3, -2, 5, 1]), tensor([1, -1, 0.5, 2, 3, -4])];
    expect(dot(linearTranspose(f, x)(c), x)).toBeCloseTo(dot(c, f(x)), 12);
  });

  test('is the identity when applied twice', () => {
    const transposed = linearTranspose((x: Tensor) => matmul(matrix, x), zeros([3]));
    const back = linearTranspose((y: Tensor) => transposed(y), zeros([2]));
    expect(back(tensor([1, 0, 2])).toArray()).toEqual([7, 16]);
  });

  test('takes trees, and numbers', () => {
    const f = ({ a, b }: { a: Scalar; b: Tensor }) => [mul(2, a), add(b, a)] as const;
    const transposed = linearTranspose(f, { a: 1, b: tensor([1, 2]) });
    const result = transposed([1, tensor([3, 4])]);
    expect(result.a).toBe(9);
    expect(result.b.toArray()).toEqual([3, 4]);
    expect(linearTranspose((x: Scalar) => mul(3, x), 0)(2)).toBe(6);
  });

  test('is differentiated by the cotangent and by what f closes over', () => {
    const scaled = (a: Scalar): Scalar => sum(linearTranspose((x: Tensor) => mul(a, x), zeros([2]))(tensor([3, 4])));
    expect(grad(scaled)(2)).toBe(7);
    const transposed = linearTranspose((x: Tensor) => matmul(matrix, x), zeros([3]));
    expect(jacfwd((c: Tensor) => transposed(c))(zeros([2])).toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(vmap((c: Tensor) => transposed(c))(tensor([[1, 0]])).toArray()).toEqual([[1, 2, 3]]);
  });

  test('refuses what is not linear', () => {
    expect(() => linearTranspose((x: Tensor) => mul(x, x), zeros([2]))).toThrow(DomainError);
    expect(() => linearTranspose((x: Tensor) => add(x, 1), zeros([2]))).toThrow('linearTranspose: f is not linear');
    expect(() => linearTranspose((x: Scalar) => relu(x), 0)).toThrow('use vjp.');
  });

  test('refuses examples and cotangents that do not fit', () => {
    const transposed = linearTranspose((x: Tensor) => matmul(matrix, x), zeros([3]));
    expect(() => transposed(zeros([3]))).toThrow(ShapeError);
    expect(() => linearTranspose((x: unknown) => x, 'x')).toThrow(TreeError);
  });
});
