import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import {
  argmax,
  argmin,
  argsort,
  cumsum,
  diff,
  logSoftmax,
  max,
  mean,
  min,
  norm,
  prod,
  softmax,
  sort,
  std,
  sum,
  variance,
} from '@wengert/primitives';
import { DomainError, ShapeError, WengertError, zeros, type Tensor } from '@wengert/tensor';

describe('errors', () => {
  const x = zeros([2, 3]);

  test.each<readonly [string, new (message: string) => WengertError, () => unknown, string]>([
    [
      'sum',
      ShapeError,
      () => sum(x, { axis: 2 }),
      'sum: there is no axis 2 at rank 2: axes are 0 to 1, or -2 to -1 from the end.',
    ],
    ['sum', ShapeError, () => sum(x, { axis: [0, -2] }), 'sum: axes [0, -2] name axis 0 twice at rank 2.'],
    ['mean', ShapeError, () => mean(3, { axis: 0 }), 'mean: there is no axis 0 at rank 0: a number has no axes.'],
    [
      'sum',
      WengertError,
      () => sum(x, 0 as never),
      'sum: the options must be an object such as { axis, keepDims }, but are the number 0.',
    ],
    [
      'std',
      WengertError,
      () => std(x, { axis: '0' as never }),
      'std: axis must be a number or an array of numbers, but is the string "0".',
    ],
    [
      'prod',
      WengertError,
      () => prod([1, 2] as never),
      'prod: argument 1 must be a number or a tensor, but is an array. Make a tensor of it',
    ],
    [
      'max',
      DomainError,
      () => max(zeros([0])),
      'max: shape [0] has no elements along axis 0, and max needs at least one.',
    ],
    [
      'min',
      DomainError,
      () => min(zeros([0, 2, 0]), { axis: [0, 2] }),
      'min: shape [0, 2, 0] has no elements along axes 0, 2, and min needs at least one.',
    ],
    [
      'argmax',
      DomainError,
      () => argmax(zeros([2, 0])),
      'argmax: shape [2, 0] has no elements along axes 0, 1, and argmax needs at least one.',
    ],
    [
      'argmax',
      DomainError,
      () => argmax(zeros([2, 0]), 1),
      'argmax: shape [2, 0] has no elements along axis 1, and argmax needs at least one.',
    ],
    ['argmin', ShapeError, () => argmin(x, 2), 'argmin: there is no axis 2 at rank 2'],
    [
      'norm',
      DomainError,
      () => norm(x, { ord: 0 }),
      'norm: ord must be a positive number or Infinity, but is the number 0.',
    ],
    [
      'norm',
      DomainError,
      () => norm(x, { ord: NaN }),
      'norm: ord must be a positive number or Infinity, but is the number NaN.',
    ],
    ['norm', DomainError, () => norm(x, { ord: '3' as never }), 'norm: ord must be a positive number or Infinity'],
    ['norm', DomainError, () => norm(x, { ord: 'fro' as never }), 'linalg.norm takes the norms of matrices.'],
    [
      'variance',
      WengertError,
      () => variance(x, { ddof: '1' as never }),
      'variance: ddof must be a number, but is the string "1".',
    ],
    ['softmax', ShapeError, () => softmax(3), 'softmax: there is no axis -1 at rank 0: a number has no axes.'],
    [
      'logSoftmax',
      WengertError,
      () => logSoftmax(x, 1 as never),
      'logSoftmax: the options must be an object such as { axis }',
    ],
    ['sort', ShapeError, () => sort(x, -3), 'sort: there is no axis -3 at rank 2'],
    ['argsort', ShapeError, () => argsort(1), 'argsort: there is no axis -1 at rank 0: a number has no axes.'],
    ['diff', ShapeError, () => diff(x, 2), 'diff: there is no axis 2 at rank 2'],
    ['cumsum', ShapeError, () => cumsum(x, 2), 'cumsum: there is no axis 2 at rank 2'],
  ])('%s: %#', (_operation, kind, call, message) => {
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });

  test('come from inside of a transformation too', () => {
    expect(() => grad((y: Tensor) => max(y))(zeros([0]))).toThrow('max: shape [0] has no elements');
  });
});
