import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import { linalg, sum } from '@wengert/primitives';
import { dataOf, DomainError, eye, ones, ShapeError, tensor, type Plain, type Tensor } from '@wengert/tensor';

const {
  cholesky,
  det,
  eigh,
  eigvalsh,
  expm,
  inv,
  lstsq,
  matrixPower,
  norm,
  pinv,
  qr,
  slogdet,
  solve,
  svd,
  svdvals,
  trace,
  triangularSolve,
} = linalg;

describe('errors', () => {
  const wide = ones([2, 3]);
  const singular = tensor([
    [1, 2],
    [2, 4],
  ]);

  test.each([
    ['solve', () => solve(wide, ones([2]))],
    ['inv', () => inv(wide)],
    ['det', () => det(wide)],
    ['slogdet', () => slogdet(wide)],
    ['cholesky', () => cholesky(wide)],
    ['eigh', () => eigh(wide)],
    ['expm', () => expm(wide)],
    ['matrixPower', () => matrixPower(wide, 2)],
    ['triangularSolve', () => triangularSolve(wide, ones([2]))],
  ])('linalg.%s names the shape of a matrix that is not square', (name, call) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`linalg.${name}: takes a square matrix, but got shape [2, 3]`);
  });

  test.each([
    ['qr', () => qr(ones([3]))],
    ['svd', () => svd(ones([3]))],
    ['pinv', () => pinv(ones([3]))],
    ['lstsq', () => lstsq(ones([3]), ones([3]))],
    ['trace', () => trace(ones([3]))],
    ['norm', () => norm(ones([3]))],
  ])('linalg.%s refuses vectors', (name, call) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`linalg.${name}: takes a matrix`);
  });

  test('singular matrices are refused, in every mode', () => {
    expect(() => solve(singular, ones([2]))).toThrow(DomainError);
    expect(() => solve(singular, ones([2]))).toThrow('linalg.solve: the matrix of shape [2, 2] is singular');
    expect(() => inv(singular)).toThrow('linalg.inv: the matrix of shape [2, 2] is singular');
    expect(() => matrixPower(singular, -1)).toThrow('linalg.matrixPower: the matrix of shape [2, 2] is singular');
    expect(() => grad((x: Tensor) => sum(inv(x)))(singular)).toThrow('linalg.inv');
    expect(() =>
      triangularSolve(
        tensor([
          [1, 0],
          [1, 0],
        ]),
        ones([2]),
      ),
    ).toThrow('its diagonal has a zero at 1');
  });

  test('other numbers and shapes are refused', () => {
    expect(() =>
      cholesky(
        tensor([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow(DomainError);
    expect(() =>
      cholesky(
        tensor([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow('linalg.cholesky: the matrix of shape [2, 2] is not positive definite');
    expect(() => cholesky(ones([2, 2]))).toThrow('is not positive definite');
    expect(() => solve(eye(2), ones([3]))).toThrow(
      'linalg.solve: a of shape [2, 2] has 2 rows, but b of shape [3] has 3',
    );
    expect(() => solve(ones([2, 1, 1]), ones([3, 1, 1]))).toThrow(ShapeError);
    expect(() => matrixPower(eye(2), 0.5)).toThrow(DomainError);
    expect(() => norm(eye(2), { ord: 3 })).toThrow("linalg.norm: ord must be 'fro', 'nuc', 1, 2 or Infinity");
  });

  test('numbers that are not finite give NaN instead of endless iterations', () => {
    const bad = tensor([
      [NaN, 1],
      [1, 2],
    ]);
    for (const result of [svdvals(bad), eigvalsh(bad), expm(bad), pinv(bad), solve(bad, ones([2]))]) {
      expect(dataOf(result as Plain).every(Number.isNaN)).toBe(true);
    }
    const infinite = tensor([
      [Infinity, 1],
      [1, 2],
    ]);
    expect(svdvals(infinite).toArray()).toEqual([NaN, NaN]);
    expect(dataOf(expm(infinite) as Plain).every(Number.isNaN)).toBe(true);
  });
});
