import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jacfwd, jacrev } from '@wengert/functional';
import {
  add,
  argmax,
  argmin,
  argsort,
  cumprod,
  cumsum,
  diff,
  logSoftmax,
  logsumexp,
  max,
  mean,
  median,
  min,
  norm,
  prod,
  slice,
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
import { DomainError, ShapeError, tensor, WengertError, zeros, type NestedNumbers, type Tensor } from '@wengert/tensor';
import { plain, text } from './numbered-tensors.js';

type Numbers = number | NestedNumbers;

/** The numbers of nested arrays with the index of each, so that shapes are compared too. */
function flattened(x: Numbers, path = ''): readonly (readonly [string, number])[] {
  return typeof x === 'number' ? [[path, x]] : x.flatMap((item, i) => flattened(item, `${path}[${i}]`));
}

/** Equal but for rounding: the reference and the library may add in different orders. */
function expectClose(actual: Value, expected: Numbers): void {
  const found = flattened(plain(actual));
  const wanted = flattened(expected);
  expect(found.map(([path]) => path)).toEqual(wanted.map(([path]) => path));
  found.forEach(([, v], i) => {
    const want = wanted[i]![1];
    if (Number.isFinite(want)) expect(Math.abs(v - want)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(want));
    else expect(v).toBe(want);
  });
}

describe('values agree with NumPy', () => {
  const x = tensor([
    [
      [2, -1],
      [0.5, 3],
      [-2, 1],
    ],
    [
      [4, 0],
      [1.5, -0.5],
      [-3, 2],
    ],
  ]);

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
    ['argmax', () => argmax(x), 6],
    [
      'argmax along an axis',
      () => argmax(x, 1),
      [
        [0, 1],
        [0, 2],
      ],
    ],
    [
      'argmin along an axis',
      () => argmin(x, -1),
      [
        [1, 0, 0],
        [1, 1, 0],
      ],
    ],
    [
      'argsort',
      () => argsort(x, 1),
      [
        [
          [2, 0],
          [1, 2],
          [0, 1],
        ],
        [
          [2, 1],
          [1, 0],
          [0, 2],
        ],
      ],
    ],
    [
      'sort',
      () => sort(x),
      [
        [
          [-1, 2],
          [0.5, 3],
          [-2, 1],
        ],
        [
          [0, 4],
          [-0.5, 1.5],
          [-3, 2],
        ],
      ],
    ],
    [
      'sort along an axis',
      () => sort(x, -2),
      [
        [
          [-2, -1],
          [0.5, 1],
          [2, 3],
        ],
        [
          [-3, -0.5],
          [1.5, 0],
          [4, 2],
        ],
      ],
    ],
    ['cumsum', () => cumsum(x), [2, 1, 1.5, 4.5, 2.5, 3.5, 7.5, 7.5, 9, 8.5, 5.5, 7.5]],
    [
      'cumsum along an axis',
      () => cumsum(x, 1),
      [
        [
          [2, -1],
          [2.5, 2],
          [0.5, 3],
        ],
        [
          [4, 0],
          [5.5, -0.5],
          [2.5, 1.5],
        ],
      ],
    ],
    ['cumprod', () => cumprod(slice(x, [0])), [2, -2, -1, -3, 6, 6]],
    [
      'cumprod along an axis',
      () => cumprod(x, -1),
      [
        [
          [2, -2],
          [0.5, 1.5],
          [-2, -2],
        ],
        [
          [4, 0],
          [1.5, -0.75],
          [-3, -6],
        ],
      ],
    ],
    [
      'diff',
      () => diff(x),
      [
        [[-3], [2.5], [3]],
        [[-4], [-2], [5]],
      ],
    ],
    [
      'diff along an axis',
      () => diff(x, 1),
      [
        [
          [-1.5, 4],
          [-2.5, -2],
        ],
        [
          [-2.5, -0.5],
          [-4.5, 2.5],
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

  test('numbers are arrays without axes', () => {
    for (const reduce of [sum, mean, prod, max, min, median, logsumexp]) expect(reduce(-3)).toBe(-3);
    expect([variance(-3), std(-3), norm(-3), norm(-3, { ord: 3 })]).toEqual([0, 0, 3, 3]);
    expect(sum(-3, { keepDims: true, axis: [] })).toBe(-3);
    expect([text(cumsum(-3)), text(cumprod(-3)), argmax(-3), argmin(-3)]).toEqual(['[-3]', '[-3]', 0, 0]);
  });
});

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

describe('no digits are lost', () => {
  /** Relative to the expected number, however small that is. */
  const expectDigits = (actual: unknown, expected: readonly number[]): void => {
    const found = flattened(plain(actual as Value)).map(([, v]) => v);
    found.forEach((v, i) => expect(Math.abs(v / expected[i]! - 1)).toBeLessThanOrEqual(4 * Number.EPSILON));
    expect(found).toHaveLength(expected.length);
  };

  test('of the curvature of a norm along a vector that is nearly one of its elements', () => {
    expectDigits(hessian((x: Tensor) => norm(x))(tensor([1, 2 ** -30])), [2 ** -60, -(2 ** -30), -(2 ** -30), 1]);
  });

  test('of weights that are close to 0 or 1', () => {
    const x = tensor([0, -50]);
    const small = 1.9287498479639178e-22;
    expect(logsumexp(x)).toBe(small);
    for (const jacobian of [jacfwd, jacrev]) {
      expectDigits(jacobian((y: Tensor) => softmax(y))(x), [small, -small, -small, small]);
      expectDigits(jacobian((y: Tensor) => logSoftmax(y))(x), [small, -small, -1, 1]);
    }
    expectDigits(hessian((y: Tensor) => logsumexp(y))(x), [small, -small, -small, small]);
  });

  test('of deviations that are small beside the mean, or beside each other', () => {
    const x = tensor([1e15 + 0.125, 1e15 + 0.375, 1e15 + 1]);
    expect(variance(x)).toBe((0.375 ** 2 + 0.125 ** 2 + 0.5 ** 2) / 3);
    expectDigits(grad((y: Tensor) => variance(y))(x), [-0.25, -0.25 / 3, 1 / 3]);
    const deviations = [700 - 2 ** -25, -700 - 2 ** -25, 2 ** -24];
    expectDigits(
      grad((y: Tensor) => variance(y))(tensor([700, -700, 3 * 2 ** -25])),
      deviations.map((deviation) => (2 * deviation) / 3),
    );
  });

  test('where squares and sums would overflow or vanish', () => {
    for (const scale of [2 ** -1060, 2 ** 1000]) {
      const x = tensor([3 * scale, 4 * scale]);
      expect(norm(x)).toBe(5 * scale);
      expect(std(x)).toBe(scale / 2);
      expect(mean(x)).toBe(3.5 * scale);
      expectDigits(grad((y: Tensor) => norm(y))(x), [0.6, 0.8]);
      expectDigits(grad((y: Tensor) => norm(y, { ord: 3 }))(x), [9 / 91 ** (2 / 3), 16 / 91 ** (2 / 3)]);
      expectDigits(grad((y: Tensor) => std(y))(x), [-0.5, 0.5]);
    }
    expect(median(tensor([1.7e308, 1.5e308]))).toBe(1.6e308);
    expectDigits(grad((y: Tensor) => norm(y))(tensor([1.7e308, 1.7e308])), [Math.SQRT1_2, Math.SQRT1_2]);
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
      'sum: the options must be an object such as { axis: 0 }, but are the number 0.',
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
      'logSoftmax: the options must be an object such as { axis: 0 }',
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

test('indices are plain inside of a transformation', () => {
  const gradient = grad((y: Tensor) => {
    expect(argmax(y)).toBe(1);
    expect(text(argsort(y))).toBe('[2, 0, 1]');
    expect(text(argmin(y, 0))).toBe('2');
    return slice(y, [argmax(y)]) as number;
  });
  expect(text(gradient(tensor([2, 3, 1])))).toBe('[0, 1, 0]');
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
