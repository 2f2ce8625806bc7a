import { describe, expect, test } from '@jest/globals';
import {
  add,
  convolve,
  dot,
  greater,
  less,
  linalg,
  log,
  lt,
  mul,
  sin,
  stack,
  sub,
  sum,
  take,
  where,
  type Scalar,
} from '@wengert/primitives';
import { DomainError, ShapeError, tensor, TreeError, zeros, type Tensor } from '@wengert/tensor';
import { definePrimitive, grad, hessian, jacfwd, jacrev, jvp, linearize, vmap, whileLoop } from '../src/index.js';

type Untyped = (...args: unknown[]) => unknown;
const untyped = (f: unknown): Untyped => f as Untyped;

const matrix = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('a batch without entries', () => {
  test('has results without entries, of the shape that the operation gives', () => {
    const filtered = vmap((x: Tensor) => convolve(x, tensor([1, 2])))(zeros([0, 3]));
    expect(filtered.shape).toEqual([0, 4]);
    const doubled = definePrimitive({
      kind: 'linear',
      name: 'doubled',
      evaluate: ([x = 0]) => mul(2, x),
      transpose: (cotangent) => mul(2, cotangent),
    });
    expect(vmap((x: Scalar) => doubled(x))(zeros([0])).shape).toEqual([0]);
    expect(vmap(grad((x: Tensor) => sum(doubled(x))))(zeros([0, 3])).shape).toEqual([0, 3]);
  });

  test('does not hide what an operation refuses', () => {
    expect(() => vmap((x: Tensor) => add(x, tensor([1, 2])))(zeros([0, 3]))).toThrow('[3] and [2]');
  });
});

describe('the axes that are mapped', () => {
  test('one for all arguments, one for each, or none', () => {
    expect(vmap((x: Tensor) => sum(x))(matrix).toArray()).toEqual([6, 15]);
    expect(vmap((x: Tensor) => sum(x), { inAxes: 1 })(matrix).toArray()).toEqual([5, 7, 9]);
    expect(vmap((x: Tensor) => sum(x), { inAxes: -1 })(matrix).toArray()).toEqual([5, 7, 9]);
    const scaled = vmap((x: Scalar, y: Tensor) => mul(x, y), { inAxes: [0, null] });
    expect(scaled(tensor([1, 10]), tensor([1, 2])).toArray()).toEqual([
      [1, 2],
      [10, 20],
    ]);
    const settings = vmap((x: Scalar, name: string) => (name === 'twice' ? mul(2, x) : x), { inAxes: [0, null] });
    expect(settings(tensor([1, 2]), 'twice').toArray()).toEqual([2, 4]);
  });

  test('trees of them, as deep as wanted', () => {
    const f = (p: { a: Scalar; b: { c: Tensor; d: Scalar }[] }) => add(p.a, sum(p.b[0]?.c ?? 0), p.b[0]?.d ?? 0);
    const point = { a: tensor([1, 2]), b: [{ c: matrix, d: 100 }] };
    const mapped = untyped(vmap(f, { inAxes: [{ a: 0, b: [{ c: 0, d: null }] }] }));
    expect((mapped(point) as Tensor).toArray()).toEqual([107, 117]);
    const whole = untyped(vmap(f, { inAxes: [{ a: 0, b: 0 }] }));
    expect((whole({ ...point, b: [{ c: matrix, d: tensor([100, 200]) }] }) as Tensor).toArray()).toEqual([107, 217]);
  });

  test('of the output', () => {
    const pair = (x: Tensor) => ({ row: x, list: [sum(x), 7] });
    const { row, list } = vmap(pair, { outAxes: { row: 1, list: [0, null] } })(matrix);
    expect(row.toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(list[0]?.toArray()).toEqual([6, 15]);
    expect(list[1]).toBe(7);
    expect(vmap((x: Tensor) => x, { outAxes: -1 })(matrix).shape).toEqual([3, 2]);
    expect((untyped(vmap(() => 7))(tensor([1, 2])) as Tensor).toArray()).toEqual([7, 7]);
  });

  test('of a batch without entries', () => {
    expect(vmap((x: Scalar) => sin(x))(tensor([])).shape).toEqual([0]);
    expect(vmap((x: Tensor) => mul(x, x))(zeros([0, 3])).shape).toEqual([0, 3]);
  });

  test.each<readonly [string, () => unknown, string]>([
    [
      'differ in length',
      () => vmap((x: Scalar, y: Scalar) => add(x, y))(tensor([1]), tensor([1, 2])),
      'vmap: the mapped axes differ in length: 1 and 2.',
    ],
    [
      'are not there',
      () => vmap((x: Tensor) => x, { inAxes: 2 })(matrix),
      'vmap: there is no axis 2 to map over in a value of shape [2, 3]. Set its entry of inAxes to null if it is the same ' +
        'for all.',
    ],
    [
      'are there in no number of an array',
      () => vmap((x: Scalar[]) => x)([1, 2] as never),
      'vmap: there is no axis 0 to map over in a value of shape []. Make one tensor of many numbers with tensor(...), or set ' +
        'its entry of inAxes to null if it is the same for all.',
    ],
    [
      'are no integers',
      () => vmap((x: Tensor) => x, { inAxes: 0.5 })(matrix),
      'vmap: inAxes[0] must be an integer, or null for none, but is the number 0.5.',
    ],
    [
      'are texts',
      () => untyped(vmap((x: Tensor) => x, { outAxes: 'last' as unknown as number }))(matrix),
      'vmap: outAxes must be an integer, or null for none, but is the string "last".',
    ],
    [
      'are beyond the output',
      () => vmap((x: Tensor) => x, { outAxes: 2 })(matrix),
      'vmap: outAxes puts the batch at axis 2, but for an output of shape [3] it must be from -2 to 1.',
    ],
    [
      'are none',
      () => vmap((x: Tensor) => x, { inAxes: null })(matrix),
      'vmap: no argument is mapped over; at least one entry of inAxes must be an axis.',
    ],
    [
      'leave out what differs',
      () => vmap((x: Tensor) => x, { outAxes: null })(matrix),
      'vmap: outAxes is null for an output that differs between the entries of the batch.',
    ],
  ])('are refused where they %s', (_what, run, message) => {
    expect(run).toThrow(new ShapeError(message));
  });

  test.each<readonly [string, () => unknown, string]>([
    [
      'have too few entries',
      () => untyped(vmap((x: Tensor, y: Tensor) => add(x, y), { inAxes: [0] }))(matrix, matrix),
      'vmap: inAxes has 1 entry, but the function was called with 2 arguments. Give one axis for all, or an entry for each.',
    ],
    [
      'lack a key',
      () => untyped(vmap((x: { a: Scalar }) => x.a, { inAxes: [{}] }))({ a: tensor([1]) }),
      'vmap: inAxes[0] lacks .a, which args[0] has.',
    ],
    [
      'have a key of their own',
      () => untyped(vmap((x: { a: Scalar }) => x.a, { inAxes: [{ a: 0, b: 0 }] }))({ a: tensor([1]) }),
      'vmap: inAxes[0] has .b, which args[0] has not.',
    ],
    [
      'are deeper than the values',
      () => vmap((x: Tensor) => x, { inAxes: [[0, 1]] })(matrix),
      'vmap: inAxes[0] is a tree, but args[0] is a single value.',
    ],
  ])('are refused where they %s', (_what, run, message) => {
    expect(run).toThrow(new TreeError(message));
  });
});

describe('vmap and derivatives', () => {
  const f = (x: Tensor) => sum(mul(x, x, sin(x)));
  const rows = [take(matrix, 0, 0) as Tensor, take(matrix, 1, 0) as Tensor];

  test.each<readonly [string, (x: Tensor) => Tensor]>([
    ['grad', (x) => grad(f)(x)],
    ['jacfwd', (x) => jacfwd((y: Tensor) => mul(y, sum(y)))(x)],
    ['jacrev', (x) => jacrev((y: Tensor) => mul(y, sum(y)))(x)],
    ['hessian', (x) => hessian(f)(x)],
    ['linearize', (x) => linearize((y: Tensor) => mul(y, y), [x])[1](tensor([1, 2, 3]))],
    ['vmap', (x) => vmap((y: Scalar) => mul(y, y))(x)],
  ])('%s of each entry', (_name, derivative) => {
    expect(vmap(derivative)(matrix).toArray()).toEqual(stack(rows.map(derivative)).toArray());
  });

  test('a product of matrices from one of vectors, and its derivative', () => {
    const product = (a: Tensor, b: Tensor) =>
      vmap((row: Tensor) => vmap((column: Tensor) => dot(row, column) as Scalar, { inAxes: 1 })(b))(a);
    const square = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(product(square, matrix).toArray()).toEqual([
      [9, 12, 15],
      [19, 26, 33],
    ]);
    expect(grad((a: Tensor) => sum(product(a, matrix)))(square).toArray()).toEqual([
      [6, 15],
      [6, 15],
    ]);
  });

  test('a closure over what is being differentiated', () => {
    const g = (s: Scalar) => sum(vmap(grad((r: Tensor) => sum(mul(r, r, s))))(matrix));
    expect(grad(g)(3)).toBe(42);
    expect(jvp(g, [3], [1])).toEqual([126, 42]);
  });
});

describe('a loop whose condition differs between the entries of a batch', () => {
  const growing = (checkpoints?: number) => (x: Scalar, rate: Scalar) =>
    whileLoop(
      (y: Scalar) => less(y, 100),
      (y: Scalar) => mul(y, rate),
      x,
      checkpoints === undefined ? {} : { checkpoints },
    );
  const alone = (x: Scalar, rate: Scalar) =>
    whileLoop(
      (y: Scalar) => lt(y, 100),
      (y: Scalar) => mul(y, rate),
      x,
    );
  const starts = [1, 5, 200];
  const xs = tensor(starts);

  test.each([undefined, 1, 2, 5])('goes on where it holds, with %p checkpoints', (checkpoints) => {
    const f = growing(checkpoints);
    expect(vmap((x: Scalar) => f(x, 2))(xs).toArray()).toEqual(starts.map((x) => alone(x, 2)));
    const byRate = (g: typeof alone) => (x: Scalar) => grad((rate: Scalar) => g(x, rate))(2);
    expect(vmap(byRate(f))(xs).toArray()).toEqual(starts.map(byRate(alone)));
    const total = (rate: Scalar) => sum(vmap((x: Scalar) => f(x, rate))(xs));
    const expected = starts.map(byRate(alone)).reduce<number>((a, b) => a + b, 0);
    expect(grad(total)(2)).toBe(expected);
    expect(jvp(total, [2], [1])[1]).toBe(expected);
    expect(vmap(vmap((x: Scalar) => f(x, 2)))(stack([xs, xs])).toArray()).toEqual([
      starts.map((x) => alone(x, 2)),
      starts.map((x) => alone(x, 2)),
    ]);
  });

  test('takes no notice of what becomes of the entries that have finished', () => {
    // Beyond 1 the logarithm of what is left would be NaN.
    const shrinking = (x: Scalar) =>
      whileLoop(
        (y: Scalar) => greater(y, 0),
        (y: Scalar) => sub(y, add(1, where(less(y, 0), log(y), 0))),
        x,
      );
    const points = tensor([0.5, 3.5]);
    expect(vmap(shrinking)(points).toArray()).toEqual([-0.5, -0.5]);
    expect(vmap(grad(shrinking))(points).toArray()).toEqual([1, 1]);
  });

  test('with one answer for all is an ordinary loop', () => {
    expect(growing()(1, 2)).toBe(128);
    expect(grad(growing())(1, 2)).toBe(128);
    expect(vmap((x: Scalar) => add(x, growing()(1, 2)))(tensor([1])).toArray()).toEqual([129]);
  });

  test('must be 0 or 1, and a scalar', () => {
    for (const condition of [(y: Scalar) => sub(3, y), () => tensor([1, 0])]) {
      expect(() => untyped(whileLoop)(condition, (y: unknown) => y, 1)).toThrow(DomainError);
      expect(() => untyped(whileLoop)(condition, (y: unknown) => y, 1)).toThrow(/condition must return a boolean, but/);
    }
  });
});

describe('what an operation refuses', () => {
  test('it refuses in the words for one entry, without the batch axis', () => {
    const run = () => vmap((row: Tensor) => add(row, tensor([1, 2])))(matrix);
    expect(run).toThrow(
      new ShapeError('add: shapes [3] and [2] do not broadcast: axis -1 is 3 in the first and 2 in the second.'),
    );
  });

  test('stays refused where the batch axis would make it fit', () => {
    const message = 'linalg.expm: takes a matrix, or matrices along leading axes, but got shape [3].';
    expect(() => vmap((row: Tensor) => linalg.expm(row))(zeros([3, 3]))).toThrow(new ShapeError(message));
  });
});
