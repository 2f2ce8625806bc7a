import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { broadcastShapes, matmul, ShapeError, shapeOf, tensor, zeros, type Plain, type Shape } from '@wengert/tensor';
import { arraysOf, build, elementAt, leavingAlone, shapesBelow } from './arrays.js';

/** The product by definition, each element summed in order from 0. */
function oracle(x: Plain, y: Plain): Plain {
  const xShape = shapeOf(x);
  const yShape = shapeOf(y);
  const left = xShape.length === 1 ? [] : [xShape[xShape.length - 2]!];
  const right = yShape.length === 1 ? [] : [yShape[yShape.length - 1]!];
  const batch = broadcastShapes('matmul', xShape.slice(0, -2), yShape.slice(0, -2));
  const k = xShape[xShape.length - 1]!;
  return build([...batch, ...left, ...right], (index) => {
    const outer = index.slice(0, batch.length);
    const i = index.slice(batch.length, batch.length + left.length);
    const j = index.slice(batch.length + left.length);
    let sum = 0;
    for (let p = 0; p < k; p++) sum += elementAt(x, [...outer, ...i, p]) * elementAt(y, [...outer, p, ...j]);
    return sum;
  });
}

const size = fc.nat(5);

/** Factors of every kind: vectors, matrices, and stacks whose leading axes broadcast. */
const factors: fc.Arbitrary<[Plain, Plain]> = fc
  .tuple(
    size,
    size,
    size,
    fc.array(fc.nat(3), { maxLength: 2 }),
    fc.constantFrom('vector', 'stack'),
    fc.constantFrom('vector', 'stack'),
  )
  .chain(([m, k, n, batch, left, right]) => {
    const xShapes: fc.Arbitrary<Shape> =
      left === 'vector' ? fc.constant([k]) : shapesBelow(batch).map((below) => [...below, m, k]);
    const yShapes: fc.Arbitrary<Shape> =
      right === 'vector' ? fc.constant([k]) : shapesBelow(batch).map((below) => [...below, k, n]);
    return fc.tuple(
      xShapes.chain((shape) => arraysOf(shape)),
      yShapes.chain((shape) => arraysOf(shape)),
    );
  });

const random = (shape: Shape, seed: number): Plain => {
  let state = seed;
  return build(shape, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
};

describe('matmul', () => {
  test('is the sum over the inner axis, for vectors, matrices and broadcast stacks, zero sizes included', () => {
    fc.assert(
      fc.property(factors, ([x, y]) => {
        leavingAlone([x, y], () => {
          expect(matmul('matmul', x, y)).toEqual(oracle(x, y));
        });
      }),
      { numRuns: 500 },
    );
  });

  // Every path and every edge of blocks and tiles; bit for bit, since the order of summation is part of the contract.
  test.each<[number, number, number]>([
    [16, 16, 16],
    [17, 18, 19],
    [13, 300, 14],
    [65, 257, 6],
    [5, 9, 515],
    [130, 20, 33],
    [40, 7, 40],
    [3, 50, 50],
    [50, 50, 3],
    [7, 50, 1],
    [1, 50, 7],
    [12, 513, 12],
  ])('[%i, %i] x [.., %i] is summed in order, whichever way it goes', (m, k, n) => {
    const x = random([m, k], 1);
    const y = random([k, n], 2);
    expect(matmul('matmul', x, y)).toEqual(oracle(x, y));
  });

  test('stacks of larger matrices', () => {
    const x = random([2, 1, 14, 15], 3);
    const y = random([3, 15, 13], 4);
    expect(matmul('matmul', x, y)).toEqual(oracle(x, y));
    expect(matmul('matmul', x, random([15, 13], 5))).toEqual(oracle(x, random([15, 13], 5)));
  });

  test('long vectors are summed pairwise', () => {
    const n = 100_003;
    const x = build([n], () => 0.1);
    const y = build([n], () => 1);
    expect(Math.abs((matmul('matmul', x, y) as number) / (n * 0.1) - 1)).toBeLessThan(4 * Number.EPSILON);
  });

  test('what fills up a tile does not reach the result', () => {
    const x = build([13, 20], () => Infinity);
    const y = build([20, 13], () => 1);
    expect(matmul('matmul', x, y)).toEqual(build([13, 13], () => Infinity));
  });

  test('NaN and infinity are numbers like any other', () => {
    expect(matmul('matmul', tensor([[0, 1]]), tensor([[Infinity], [2]]))).toEqual(tensor([[NaN]]));
  });

  test.each<[Plain, Plain, string]>([
    [zeros([2, 3]), zeros([4, 5]), 'matmul: inner sizes differ: [2, 3] x [4, 5] (3 vs 4).'],
    [zeros([3]), zeros([4]), 'matmul: inner sizes differ: [3] x [4] (3 vs 4).'],
    [zeros([2, 3]), zeros([2, 3]), 'matmul: inner sizes differ: [2, 3] x [2, 3] (3 vs 2).'],
    [
      2,
      zeros([2]),
      'matmul: a product of matrices needs two tensors, but got shapes [] and [2]. mul multiplies by a number.',
    ],
  ])('refuses what does not fit', (x, y, message) => {
    expect(() => matmul('matmul', x, y)).toThrow(new ShapeError(message));
  });

  test('refuses stacks that do not broadcast', () => {
    expect(() => matmul('matmul', zeros([2, 3, 4]), zeros([5, 4, 3]))).toThrow(ShapeError);
    expect(() => matmul('matmul', zeros([2, 3, 4]), zeros([5, 4, 3]))).toThrow(/^matmul: .*\[2, 3, 4\] x \[5, 4, 3\]/);
  });
});
