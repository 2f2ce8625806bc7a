import { describe, expect, test } from '@jest/globals';
import {
  add,
  exp,
  expandDims,
  greater,
  less,
  log,
  lt,
  mul,
  neg,
  piecewise,
  sin,
  sqrt,
  square,
  sum,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { ShapeError, tensor, WengertError, zeros, type Tensor } from '@wengert/tensor';
import { grad, hessian, jacfwd, jacrev, jvp, vmap } from '../src/index.js';

/** Refuses elements that it is not for, so that a test sees any call with one. */
const positiveOnly =
  <X extends Value>(f: (x: X) => Value) =>
  (x: X): Value => {
    expect((lt as (a: unknown, b: unknown) => boolean)(sum(less(x, 0)), 1)).toBe(true);
    return f(x);
  };

describe('piecewise', () => {
  test('evaluates each function only on the elements that it is for; the first mask set wins', () => {
    const x = tensor([
      [4, -1],
      [9, 100],
    ]);
    const seen: number[][] = [];
    const result = piecewise(
      x,
      [greater(x, 50), greater(x, 0)],
      [
        7,
        (y) => {
          seen.push(y.toArray() as number[]);
          return sqrt(y);
        },
        neg,
      ],
    );
    expect(result.toArray()).toEqual([
      [2, 1],
      [3, 7],
    ]);
    expect(seen).toEqual([[4, 9]]);
  });

  test('gives 0 where no mask is set and there is no other function', () => {
    const x = tensor([-1, 4]);
    expect(piecewise(x, [greater(x, 0)], [sqrt]).toArray()).toEqual([0, 2]);
    expect(piecewise(-1, [false], [sqrt])).toBe(0);
  });

  test('calls one function for a scalar', () => {
    const never = (): number => {
      throw new Error('called');
    };
    expect(piecewise(4, [true, true], [Math.sqrt, never, never])).toBe(2);
    expect(piecewise(4, [0, 1], [never, 5, never])).toBe(5);
    expect(grad((x: Scalar) => piecewise(x, [lt(x, 0)], [never, (y) => mul(y, y)]))(3)).toBe(6);
  });

  test('does not call a function without elements', () => {
    const x = tensor([1, 2]);
    const never = (): number => {
      throw new Error('called');
    };
    expect(piecewise(x, [less(x, 0)], [never, 3]).toArray()).toEqual([3, 3]);
    expect(piecewise(tensor([]), [], [never]).toArray()).toEqual([]);
  });

  test('broadcasts x and masks', () => {
    expect(piecewise(3, [tensor([1, 0])], [neg, square]).toArray()).toEqual([-3, 9]);
    expect(piecewise(tensor([1, 2]), [tensor([[1], [0]])], [neg, square]).toArray()).toEqual([
      [-1, -2],
      [1, 4],
    ]);
  });

  test('lets no NaN of a part into another, in both modes and to second order', () => {
    const f = (x: Tensor): Tensor =>
      piecewise(x, [greater(x, 0)], [positiveOnly((y: Tensor) => mul(sqrt(y), log(y))), sin]);
    const x = tensor([-2, 0, 1]);
    const slopes = [Math.cos(-2), 1, 1];
    for (const gradient of [grad((y: Tensor) => sum(f(y)))(x), jvp(f, [x], [tensor([1, 1, 1])])[1]]) {
      expect(gradient.toArray()).toEqual(slopes);
    }
    expect(jacfwd(f)(x).toArray()).toEqual(jacrev(f)(x).toArray());
    const curvature = hessian((y: Tensor) => sum(f(y)))(x);
    [-Math.sin(-2), 0, 0].forEach((second, i) => {
      expect(curvature.at(i, i)).toBeCloseTo(second, 12);
    });
  });

  test('differentiates by what the functions close over', () => {
    const x = tensor([-1, 2, 3]);
    const f = (a: Scalar, b: Scalar): Scalar => sum(piecewise(x, [greater(x, 0)], [(y) => mul(a, y), b]));
    expect(grad(f, { argnums: [0, 1] })(2, 5)).toEqual([5, 1]);
  });

  test('selects under vmap, where masks are different in each entry', () => {
    const f = (x: Scalar): Scalar => piecewise(x, [greater(x, 0)], [sqrt, (y) => exp(y)]);
    const x = tensor([4, 0, -1]);
    expect(vmap(f)(x).toArray()).toEqual([2, 1, Math.exp(-1)]);
    expect(vmap(grad(f))(x).toArray()).toEqual([0.25, 1, Math.exp(-1)]);
    const rows = tensor([
      [4, -1],
      [0, 9],
    ]);
    const g = (row: Tensor): Tensor => piecewise(row, [greater(row, 0)], [sqrt, 1]);
    const roots = [
      [2, 1],
      [1, 3],
    ];
    expect(vmap(g)(rows).toArray()).toEqual(roots);
    // A piece sees the elements of a matrix as a vector.
    const h = (x: Tensor): Tensor => piecewise(x, [greater(x, 0)], [(y) => sqrt(add(y, zeros([4]))), 1]);
    expect(vmap(h)(expandDims(rows, 0)).toArray()).toEqual([roots]);
  });

  test('works on each entry of a batch where the masks are the same for all', () => {
    const mask = tensor([1, 0]);
    const f = (row: Tensor): Tensor => piecewise(row, [mask], [sqrt, neg]);
    expect(
      vmap(f)(
        tensor([
          [4, -1],
          [9, 5],
        ]),
      ).toArray(),
    ).toEqual([
      [2, 1],
      [3, -5],
    ]);
  });

  test('says what is wrong', () => {
    const x = tensor([1, 2]);
    expect(() => piecewise(x, [greater(x, 0)], [])).toThrow(
      new WengertError('piecewise: 1 masks take 1 functions, or one more for all other elements, but there are 0.'),
    );
    expect(() => piecewise(x, [tensor([1, 2, 3])], [1])).toThrow(ShapeError);
    const untyped = piecewise as (...args: unknown[]) => unknown;
    for (const args of [
      [x, 1, [1]],
      [x, [1], 1],
    ]) {
      expect(() => untyped(...args)).toThrow(
        new WengertError('piecewise: masks and functions must be arrays, as in piecewise(x, [mask], [f, otherwise]).'),
      );
    }
    expect(() => untyped('1', [1], [1])).toThrow(/^piecewise: argument 1 /);
    expect(() => untyped(x, ['1'], [1])).toThrow(/^piecewise: argument 2 /);
    expect(() => piecewise(x, [greater(x, 0)], [() => tensor([1, 2, 3])])).toThrow(
      'piecewise: a function must return a vector of shape [2], one number for each element it gets, or a scalar, but ' +
        'returned a tensor of shape [3].',
    );
  });
});
