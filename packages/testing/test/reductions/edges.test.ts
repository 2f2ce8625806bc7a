import { describe, expect, test } from '@jest/globals';
import { grad, jacfwd, jacrev } from '@wengert/functional';
import {
  cumprod,
  logSoftmax,
  logsumexp,
  max,
  mean,
  median,
  min,
  norm,
  prod,
  softmax,
  sort,
  sqrt,
  std,
  sum,
  variance,
  where,
  type ReductionOptions,
  type Value,
} from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { plain, text } from '../numbered-tensors.js';

/** What a function does to a vector in both modes: value, Jacobian and Hessian (of the sum), which must agree bit for bit. */
function behaviour(f: (x: Tensor) => Value, numbers: readonly number[]): readonly string[] {
  const x = tensor(numbers);
  const [forward, reverse] = [jacfwd(f)(x), jacrev(f)(x)] as readonly [Value, Value];
  expect(text(forward)).toBe(text(reverse));
  const total = (y: Tensor): number => sum(f(y)) as number;
  const second = [jacfwd(grad(total)), jacrev(grad(total)), jacfwd(jacfwd(total)), jacrev(jacfwd(total))].map((h) =>
    text(h(x) as Value),
  );
  expect(new Set(second).size).toBe(1);
  return [text(f(x)), text(forward), second[0] ?? ''];
}

describe('derivatives at the edges', () => {
  const nothing = '[[0, 0], [0, 0]]';

  test.each<readonly [string, (x: Tensor) => Value, readonly number[], readonly string[]]>([
    ['max shares its derivative among ties', max, [3, 3], ['3', '[0.5, 0.5]', nothing]],
    ['min knows that -0 equals 0', min, [0, -0], ['0', '[0.5, 0.5]', nothing]],
    ['max of infinities', max, [Infinity, 1], ['Infinity', '[1, 0]', nothing]],
    ['max lets NaN through', max, [1, NaN], ['NaN', '[NaN, NaN]', nothing]],
    ['prod at one zero', prod, [0, 5], ['0', '[5, 0]', '[[0, 1], [1, 0]]']],
    ['prod at two zeros', prod, [0, 0], ['0', '[0, 0]', '[[0, 1], [1, 0]]']],
    ['cumprod at a zero', cumprod, [0, 5], ['[0, 0]', '[[1, 0], [5, 0]]', '[[0, 1], [1, 0]]']],
    ['std of equal numbers', std, [0.1, 0.1], ['0', '[0, 0]', nothing]],
    ['std of huge numbers', std, [1e300, -1e300], ['1e+300', '[0.5, -0.5]', nothing]],
    ['variance of equal numbers', variance, [0.1, 0.1], ['0', '[0, 0]', '[[0.5, -0.5], [-0.5, 0.5]]']],
    ['norm at 0', norm, [0, 0], ['0', '[0, 0]', nothing]],
    ['norm of order 1 at 0', (x) => norm(x, { ord: 1 }), [0, 0], ['0', '[0, 0]', nothing]],
    ['norm of order 1 beside a zero', (x) => norm(x, { ord: 1 }), [0, -2], ['2', '[0, -1]', nothing]],
    ['norm of order Infinity at 0', (x) => norm(x, { ord: Infinity }), [0, 0], ['0', '[0, 0]', nothing]],
    ['norm of order Infinity at a tie', (x) => norm(x, { ord: Infinity }), [-2, 2], ['2', '[-0.5, 0.5]', nothing]],
    ['norm of order 3 at 0', (x) => norm(x, { ord: 3 }), [0, 0], ['0', '[0, 0]', nothing]],
    ['norm of order 3/2 at 0', (x) => norm(x, { ord: 1.5 }), [0, 0], ['0', '[0, 0]', nothing]],
    ['norm of an infinite vector', norm, [-Infinity, 1], ['Infinity', '[-1, 0]', nothing]],
    ['median at a tie', median, [2, 2], ['2', '[0.5, 0.5]', nothing]],
    ['sort keeps the order of equal numbers', sort, [2, 2], ['[2, 2]', '[[1, 0], [0, 1]]', nothing]],
    ['logsumexp of -Infinity', logsumexp, [-Infinity, 3], ['3', '[0, 1]', nothing]],
    [
      'logsumexp of nothing but -Infinity',
      logsumexp,
      [-Infinity, -Infinity],
      ['-Infinity', '[0.5, 0.5]', '[[0.25, -0.25], [-0.25, 0.25]]'],
    ],
    ['logsumexp of Infinity', logsumexp, [Infinity, 0], ['Infinity', '[1, 0]', nothing]],
    ['softmax of Infinity', softmax, [Infinity, 0], ['[1, 0]', nothing, nothing]],
    ['logSoftmax of -Infinity', logSoftmax, [-Infinity, 3], ['[-Infinity, 0]', '[[1, -1], [0, 0]]', nothing]],
  ])('%s', (_name, f, x, expected) => {
    expect(behaviour(f, x)).toEqual(expected);
  });

  test('ties over several axes share alike', () => {
    const x = tensor([
      [
        [1, 5],
        [2, 2],
      ],
      [
        [5, 0],
        [2, 1],
      ],
    ]);
    expect(text(grad((y: Tensor) => sum(max(y, { axis: [0, 2] })))(x))).toBe(
      text(
        tensor([
          [
            [0, 1 / 2],
            [1 / 3, 1 / 3],
          ],
          [
            [1 / 2, 0],
            [1 / 3, 0],
          ],
        ]),
      ),
    );
  });
});

describe('what is not selected contributes nothing', () => {
  const x = tensor([0, 4]);

  test('to a maximum', () => {
    const f = (y: Tensor): number => max(sqrt(y));
    expect(text(grad(f)(x))).toBe('[0, 0.25]');
    expect(text(jacfwd(f)(x) as Value)).toBe('[0, 0.25]');
  });

  test('to a median', () => {
    const f = (y: Tensor): number => median(sqrt(y));
    const three = tensor([0, 4, 9]);
    expect(text(grad(f)(three))).toBe('[0, 0.25, 0]');
    expect(text(jacfwd(f)(three) as Value)).toBe('[0, 0.25, 0]');
  });

  test.each<readonly [string, (y: Tensor, options: ReductionOptions) => Value]>([
    ['sum', sum],
    ['mean', mean],
    ['prod', prod],
    ['max', max],
    ['norm', norm],
    ['logsumexp', logsumexp],
    ['std', std],
  ])('through %s, where a mask hides its result', (_name, reduce) => {
    const rows = tensor([
      [1, 4],
      [0, 0],
    ]);
    const f = (y: Tensor): number => sum(where(tensor([1, 0]), reduce(sqrt(y), { axis: 1 }), 0));
    const [first, second] = plain(grad(f)(rows)) as [number[], number[]];
    expect(second).toEqual([0, 0]);
    expect(first.every(Number.isFinite)).toBe(true);
    expect(plain(jacfwd(f)(rows) as Value)).toEqual([first, second]);
  });
});
