import { describe, expect, test } from '@jest/globals';
import { grad, jvp, vjp } from '@wengert/functional';
import { add, dot, inner, kron, matmul, outer, sum, type Value } from '@wengert/primitives';
import { dataOf, fromData, ones, shapeOf, tensor, zeros, type Plain, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import {
  broadcastingShapes,
  broadcastShape,
  checkMultilinear,
  elementAt,
  fill,
  size,
  total,
} from './index-by-index.js';

describe('matmul', () => {
  function oracle(x: Plain, y: Plain): Plain {
    const [xShape, yShape] = [shapeOf(x), shapeOf(y)];
    const batch = broadcastShape(xShape.slice(0, -2), yShape.slice(0, -2));
    const rows = xShape.slice(-2, -1);
    const columns = yShape.length === 1 ? [] : yShape.slice(-1);
    return fill([...batch, ...rows, ...columns], (index) => {
      const leading = index.slice(0, batch.length);
      const row = index.slice(batch.length, batch.length + rows.length);
      const column = index.slice(batch.length + rows.length);
      const products = Array.from({ length: xShape.at(-1)! }, (_, k) => {
        const left = elementAt(x, rows.length === 0 ? [k] : [...leading, ...row, k]);
        return left * elementAt(y, yShape.length === 1 ? [k] : [...leading, k, ...column]);
      });
      return total(products);
    });
  }

  test('multiplies matrices, and its derivatives are products of matrices', () => {
    const shapes = fc.tuple(size, size, size).map(([m, k, n]) => [
      [m, k],
      [k, n],
    ]);
    checkMultilinear((x, y) => matmul(x, y), oracle, shapes);
  });

  test('takes vectors on either side', () => {
    const shapes = fc
      .tuple(size, size, fc.constantFrom('left', 'right', 'both'))
      .map(([m, k, side]) => (side === 'left' ? [[k], [k, m]] : side === 'right' ? [[m, k], [k]] : [[k], [k]]));
    checkMultilinear((x, y) => matmul(x, y), oracle, shapes);
  });

  test('broadcasts leading axes', () => {
    const shapes = fc.tuple(broadcastingShapes, size, size, size).map(([[x, y], m, k, n]) => [
      [...x, m, k],
      [...y, k, n],
    ]);
    checkMultilinear((x, y) => matmul(x, y), oracle, shapes);
  });

  test('broadcasts leading axes against a vector', () => {
    const shapes = fc
      .tuple(fc.array(size, { minLength: 1, maxLength: 2 }), size, size, fc.boolean())
      .map(([batch, m, k, left]) => (left ? [[k], [...batch, k, m]] : [[...batch, m, k], [k]]));
    checkMultilinear((x, y) => matmul(x, y), oracle, shapes);
  });

  test('of no inner elements is zero, and has an empty gradient', () => {
    expect(matmul(zeros([2, 0]), zeros([0, 2])).toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(grad((x: Tensor) => sum(matmul(x, zeros([0, 2]))))(zeros([2, 0])).shape).toEqual([2, 0]);
  });

  test.each<[string, Value, Value, string]>([
    ['inner sizes', ones([2, 3]), ones([4, 5]), 'matmul: inner sizes differ: [2, 3] x [4, 5] (3 vs 4).'],
    ['inner sizes of vectors', ones([2]), ones([3]), 'matmul: inner sizes differ: [2] x [3] (2 vs 3).'],
    [
      'leading axes',
      ones([2, 1, 1]),
      ones([3, 1, 1]),
      'matmul: [2, 1, 1] x [3, 1, 1], axes before the last two: shapes [2] and [3] do not broadcast: ' +
        'axis -1 is 2 in the first and 3 in the second.',
    ],
    ['a scalar', ones([2]), 2, 'matmul: needs two tensors, but got shapes [2] and [].'],
    ['scalars', 2, ones([2]), 'matmul: needs two tensors, but got shapes [] and [2]. mul multiplies by a scalar.'],
  ])('says what is wrong with %s, also where they are traced', (_what, x, y, message) => {
    expect(() => matmul(x, y)).toThrow(message);
    expect(() => jvp((traced: Value) => matmul(traced, y), [x], [x])).toThrow(message);
    expect(() => vjp((traced: Value) => matmul(x, traced), [y])).toThrow(message);
  });

  test('asks for tensors where it is given arrays', () => {
    // @ts-expect-error -- an array is no tensor
    expect(() => matmul([[1]], ones([1, 1]))).toThrow(
      'matmul: argument 1 must be a number or a tensor, but is an array. Make a tensor of it with tensor(...).',
    );
  });
});

describe('dot', () => {
  test('of vectors is a number, and types as one', () => {
    const gradient: Tensor = grad((w: Tensor) => dot(w, w))(tensor([1, 2]));
    expect(gradient.toArray()).toEqual([2, 4]);
    const number: number = dot(tensor([1, 2]), tensor([3, 4]));
    expect(number).toBe(11);
  });

  test('of matrices is a matrix, and types as one', () => {
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(dot(a, a).toArray()).toEqual([
      [7, 10],
      [15, 22],
    ]);
    expect(grad((w: Tensor) => dot(w, dot(a, w)))(tensor([1, 1])).toArray()).toEqual([7, 13]);
  });

  test('of scalars, and with a scalar, is their multiple', () => {
    expect(dot(2, 3)).toBe(6);
    expect(dot(2, tensor([1, 2])).toArray()).toEqual([2, 4]);
    expect(grad((x: number) => sum(dot(tensor([1, 2]), x)))(5)).toBe(3);
  });

  test('of tensors sums over the last and the second to last axis', () => {
    const oracle = (x: Plain, y: Plain): Plain => {
      const [xShape, yShape] = [shapeOf(x), shapeOf(y)];
      return fill([...xShape.slice(0, -1), ...yShape.toSpliced(-2, 1)], (index) => {
        const left = index.slice(0, xShape.length - 1);
        const right = index.slice(xShape.length - 1);
        const products = Array.from(
          { length: xShape.at(-1)! },
          (_, k) => elementAt(x, [...left, k]) * elementAt(y, right.toSpliced(-1, 0, k)),
        );
        return total(products);
      });
    };
    const shapes = fc
      .tuple(fc.array(size, { minLength: 1, maxLength: 2 }), fc.array(size, { minLength: 1, maxLength: 2 }), size, size)
      .map(([x, y, k, n]) => [
        [...x, k],
        [...y, k, n],
      ]);
    checkMultilinear((x, y) => dot(x, y), oracle, shapes);
  });

  test('says which sizes differ', () => {
    expect(() => dot(ones([2, 3]), ones([2, 2, 3]))).toThrow('dot: inner sizes differ: [2, 3] x [2, 2, 3] (3 vs 2).');
  });
});

describe('inner and outer', () => {
  test('inner sums over both last axes', () => {
    const oracle = (x: Plain, y: Plain): Plain => {
      const [xShape, yShape] = [shapeOf(x), shapeOf(y)];
      return fill([...xShape.slice(0, -1), ...yShape.slice(0, -1)], (index) => {
        const left = index.slice(0, xShape.length - 1);
        const right = index.slice(xShape.length - 1);
        return total(
          Array.from({ length: xShape.at(-1)! }, (_, k) => elementAt(x, [...left, k]) * elementAt(y, [...right, k])),
        );
      });
    };
    const shapes = fc
      .tuple(fc.array(size, { maxLength: 2 }), fc.array(size, { maxLength: 2 }), size)
      .map(([x, y, k]) => [
        [...x, k],
        [...y, k],
      ]);
    checkMultilinear((x, y) => inner(x, y), oracle, shapes);
  });

  test('inner says which axes differ', () => {
    expect(() => inner(ones([2, 3]), ones([3, 2]))).toThrow(
      'inner: the last axes differ: [2, 3] and [3, 2] (3 vs 2). ' +
        'matmul and dot sum over the second to last axis of their second argument.',
    );
  });

  test('inner with a scalar is the multiple', () => {
    expect(inner(2, 3)).toBe(6);
    expect(inner(tensor([1, 2]), 3).toArray()).toEqual([3, 6]);
  });

  test('outer multiplies all pairs of elements of the flattened arguments', () => {
    const oracle = (x: Plain, y: Plain): Plain =>
      fill([dataOf(x).length, dataOf(y).length], ([i, j]) => dataOf(x)[i!]! * dataOf(y)[j!]!);
    const shapes = fc.tuple(fc.array(size, { maxLength: 2 }), fc.array(size, { maxLength: 2 }));
    checkMultilinear((x, y) => outer(x, y), oracle, shapes);
  });
});

describe('kron', () => {
  test('gives what NumPy gives', () => {
    expect(
      kron(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([
          [0, 5],
          [6, 7],
        ]),
      ).toArray(),
    ).toEqual([
      [0, 5, 0, 10],
      [6, 7, 12, 14],
      [0, 15, 0, 20],
      [18, 21, 24, 28],
    ]);
    expect(
      kron(
        tensor([1, 2]),
        tensor([
          [1, 1],
          [2, 3],
        ]),
      ).toArray(),
    ).toEqual([
      [1, 1, 2, 2],
      [2, 3, 4, 6],
    ]);
    expect(kron(2, tensor([1, 2])).toArray()).toEqual([2, 4]);
    expect(kron(2, 3)).toBe(6);
  });

  test('is the multiple of the second for each element of the first, and so are its derivatives', () => {
    const oracle = (x: Plain, y: Plain): Plain => {
      const rank = Math.max(shapeOf(x).length, shapeOf(y).length);
      const [m, n] = [x, y].map((one) => [...Array<number>(rank - shapeOf(one).length).fill(1), ...shapeOf(one)]);
      return fill(
        m!.map((length, axis) => length * n![axis]!),
        (index) =>
          elementAt(
            fromData(dataOf(x), m!),
            index.map((i, axis) => Math.floor(i / n![axis]!)),
          ) *
          elementAt(
            fromData(dataOf(y), n!),
            index.map((i, axis) => i % n![axis]!),
          ),
      );
    };
    const shape = fc.array(size, { minLength: 1, maxLength: 2 });
    checkMultilinear((x, y) => kron(x, y), oracle, fc.tuple(shape, shape));
  });
});

test('products of products differentiate like any other program', () => {
  const loss = (w: Tensor): number => {
    const hidden = matmul(w, tensor([1, 2]));
    return add(dot(hidden, hidden), sum(kron(hidden, outer(hidden, hidden))));
  };
  const w = tensor([
    [1, 0],
    [1, 1],
  ]);
  // With h = w x and s = h1 + h2: the gradient along h is 2 h + 3 s^2.
  expect(grad(loss)(w).toArray()).toEqual([
    [50, 100],
    [54, 108],
  ]);
});
