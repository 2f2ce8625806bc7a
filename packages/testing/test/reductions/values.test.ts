import { describe, expect, test } from '@jest/globals';
import {
  add,
  argmax,
  argmin,
  cumprod,
  cumsum,
  logSoftmax,
  logsumexp,
  max,
  mean,
  median,
  min,
  norm,
  prod,
  softmax,
  std,
  sum,
  variance,
  type ReductionOptions,
  type Value,
} from '@wengert/primitives';
import { tensor, zeros, type Tensor } from '@wengert/tensor';
import { text } from '../numbered-tensors.js';
import { cube as x, expectClose, type Numbers } from './nested-numbers.js';

describe('values agree with NumPy', () => {
  test.each<readonly [string, () => Value, Numbers]>([
    ['sum', () => sum(x), 7.5],
    [
      'sum over the last axis',
      () => sum(x, { axis: -1 }),
      [
        [1, 3.5, -1],
        [4, 1, -1],
      ],
    ],
    ['sum over two axes, kept', () => sum(x, { axis: [2, 0], keepDims: true }), [[[5], [4.5], [-2]]]],
    ['sum over no axes', () => sum(x, { axis: [] }), x.toArray()],
    [
      'mean',
      () => mean(x, { axis: 1 }),
      [
        [1 / 6, 1],
        [5 / 6, 0.5],
      ],
    ],
    ['prod', () => prod(x), 0],
    ['prod over two axes', () => prod(x, { axis: [0, -1] }), [-0, -1.125, 12]],
    [
      'max',
      () => max(x, { axis: 1 }),
      [
        [2, 3],
        [4, 2],
      ],
    ],
    ['max, kept', () => max(x, { axis: -2, keepDims: true }), [[[2, 3]], [[4, 2]]]],
    ['min over two axes', () => min(x, { axis: [0, -1] }), [-1, -0.5, -3]],
    ['variance', () => variance(x), 3.8385416666666665],
    [
      'variance of a sample',
      () => variance(x, { axis: 0, ddof: 1 }),
      [
        [2, 0.5],
        [0.5, 6.125],
        [0.5, 0.5],
      ],
    ],
    [
      'std',
      () => std(x, { axis: 1 }),
      [
        [1.6499158227686108, 1.632993161855452],
        [2.8963578661637945, 1.0801234497346435],
      ],
    ],
    [
      'std of a sample, over two axes, kept',
      () => std(x, { axis: [0, 2], ddof: 1, keepDims: true }),
      [[[2.217355782608345], [1.4930394055974097], [2.3804761428476167]]],
    ],
    ['median of an even number', () => median(x), 0.75],
    [
      'median of an odd number',
      () => median(x, { axis: 1 }),
      [
        [0.5, 1],
        [1.5, 0],
      ],
    ],
    ['median over two axes', () => median(x, { axis: [0, 2] }), [1, 1, -0.5]],
    ['median, kept', () => median(x, { axis: [0, 1], keepDims: true }), [[[1, 0.5]]]],
    ['norm', () => norm(x), 7.123903424387503],
    [
      'norm of order 1',
      () => norm(x, { ord: 1, axis: 1 }),
      [
        [4.5, 5],
        [8.5, 2.5],
      ],
    ],
    [
      'norm of order Infinity',
      () => norm(x, { ord: Infinity, axis: 0 }),
      [
        [4, 1],
        [1.5, 3],
        [3, 2],
      ],
    ],
    [
      'norm of order 3',
      () => norm(x, { ord: 3, axis: 2 }),
      [
        [2.080083823051904, 3.004622503458683, 2.080083823051904],
        [3.9999999999999996, 1.5182944859378311, 3.2710663101885893],
      ],
    ],
    [
      'norm of order 1/2',
      () => norm(x, { ord: 0.5, axis: -1, keepDims: true }),
      [
        [[5.82842712474619], [5.949489742783177], [5.82842712474619]],
        [[4], [3.7320508075688767], [9.898979485566358]],
      ],
    ],
    ['logsumexp', () => logsumexp(x), 4.609859412123732],
    [
      'logsumexp over an axis',
      () => logsumexp(x, { axis: 1 }),
      [
        [2.2162766673708254, 3.1429316284998996],
        [4.079732087672557, 2.196734096919617],
      ],
    ],
    [
      'softmax',
      () => softmax(x),
      [
        [
          [0.9525741268224333, 0.04742587317756678],
          [0.07585818002124355, 0.9241418199787564],
          [0.04742587317756679, 0.9525741268224333],
        ],
        [
          [0.9820137900379085, 0.01798620996209156],
          [0.8807970779778824, 0.11920292202211757],
          [0.006692850924284856, 0.9933071490757152],
        ],
      ],
    ],
    [
      'logSoftmax',
      () => logSoftmax(x, { axis: 0 }),
      [
        [
          [-2.1269280110429722, -1.3132616875182228],
          [-1.3132616875182228, -0.029750418272620566],
          [-0.31326168751822286, -1.3132616875182228],
        ],
        [
          [-0.1269280110429725, -0.31326168751822286],
          [-0.31326168751822286, -3.5297504182726205],
          [-1.3132616875182228, -0.31326168751822286],
        ],
      ],
    ],
  ])('%s', (_name, actual, expected) => {
    expectClose(actual(), expected);
  });

  test.each<readonly [string, (x: Tensor, options?: ReductionOptions) => Value, string, string]>([
    ['sum', sum, '0', '[0, 0]'],
    ['prod', prod, '1', '[1, 1]'],
    ['mean', mean, 'NaN', '[NaN, NaN]'],
    ['variance', variance, 'NaN', '[NaN, NaN]'],
    ['std', std, 'NaN', '[NaN, NaN]'],
    ['median', median, 'NaN', '[NaN, NaN]'],
    ['logsumexp', logsumexp, '-Infinity', '[-Infinity, -Infinity]'],
    ['norm', norm, '0', '[0, 0]'],
    ['norm of order Infinity', (x, options) => norm(x, { ...options, ord: Infinity }), '0', '[0, 0]'],
  ])('%s of no numbers', (_name, reduce, whole, along) => {
    expect(text(reduce(zeros([0, 2])))).toBe(whole);
    expect(text(reduce(zeros([0, 2]), { axis: 0 }))).toBe(along);
    expect(text(reduce(zeros([2, 0]), { axis: 0 }))).toBe('[]');
    expect(text(reduce(zeros([2, 0]), { axis: 0, keepDims: true }))).toBe('[[]]');
  });

  test('a NaN among the numbers is not lost, wherever it stands', () => {
    const reductions: readonly ((x: Tensor) => Value)[] = [
      ...[sum, prod, mean, median, logsumexp, max, min],
      ...[variance, std],
      norm,
    ];
    for (const reduce of reductions) {
      for (const numbers of [[NaN], [NaN, 1, 2], [1, NaN, 2], [1, 2, 3, NaN], [1, 2, NaN]]) {
        expect(reduce(tensor(numbers))).toBe(NaN);
      }
    }
  });

  test('numbers are arrays without axes', () => {
    for (const reduce of [sum, mean, prod, max, min, median, logsumexp]) expect(reduce(-3)).toBe(-3);
    expect([variance(-3), std(-3), norm(-3), norm(-3, { ord: 3 })]).toEqual([0, 0, 3, 3]);
    expect(sum(-3, { keepDims: true, axis: [] })).toBe(-3);
    expect([text(cumsum(-3)), text(cumprod(-3)), argmax(-3), argmin(-3)]).toEqual(['[-3]', '[-3]', 0, 0]);
  });
});

test('the type of a result is as precise as its shape', () => {
  const x = tensor([
    [1, 2],
    [3, 4],
  ]);
  const whole: number = add(sum(x), mean(x, {}), std(x, { ddof: 1 }), norm(x, { ord: 3, keepDims: false }));
  const kept: Tensor = sum(x, { axis: 0, keepDims: true });
  const some: Value = max(x, { axis: 0 });
  expect(whole).toBeGreaterThan(0);
  expect([text(kept), text(some)]).toEqual(['[[4, 6]]', '[3, 4]']);
});
