import { describe, expect, test } from '@jest/globals';
import { ShapeError, tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { SparseMatrix, SparsityPattern } from '../src/index.js';
import { toMathjs } from './mathjs-matrices.js';
import { patterns } from './matrices.js';

const matrices = patterns.chain((pattern) =>
  fc
    .array(fc.integer({ min: -9, max: 9 }), { minLength: pattern.nnz, maxLength: pattern.nnz })
    .map((values) => new SparseMatrix(pattern, Float64Array.from(values))),
);

describe('a sparse matrix', () => {
  test('is the same matrix as dense, as triplets and by columns', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const dense = matrix.toDense();
        const [rows, columns] = matrix.shape;
        const elements = (of: { at(i: number, j: number): number }): readonly number[] =>
          Array.from({ length: rows * columns }, (_, k) => of.at(Math.floor(k / columns), k % columns));
        expect(elements(matrix)).toEqual(elements(dense));
        expect(SparseMatrix.fromTriplets(matrix.toTriplets(), matrix.shape)).toEqual(matrix);
        const { columnPointers, rowIndices, values } = matrix.toCompressedColumns();
        const back = Array.from({ length: columns }, (_, j) =>
          Array.from(rowIndices.subarray(columnPointers[j], columnPointers[j + 1]), (i, k) => [
            i,
            j,
            values[columnPointers[j]! + k],
          ]),
        ).flat();
        expect(SparseMatrix.fromTriplets(back as [number, number, number][], matrix.shape)).toEqual(matrix);
      }),
      { numRuns: 40 },
    );
  });

  test('multiplies vectors as the dense matrix does, and so does its transpose', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const [rows, columns] = matrix.shape;
        const dense = matrix.toDense();
        const x = Array.from({ length: columns }, (_, j) => j - 2);
        const y = Array.from({ length: rows }, (_, i) => 3 - i);
        const product = Array.from({ length: rows }, (_, i) => x.reduce((sum, xj, j) => sum + dense.at(i, j) * xj, 0));
        const back = Array.from({ length: columns }, (_, j) => y.reduce((sum, yi, i) => sum + dense.at(i, j) * yi, 0));
        const plain = (numbers: ArrayLike<number>): number[] => Array.from(numbers, (number) => number + 0);
        expect(plain(matrix.multiply(x))).toEqual(plain(product));
        expect(plain(matrix.multiply(tensor(x)).data)).toEqual(plain(product));
        expect(plain(matrix.multiplyTransposed(y))).toEqual(plain(back));
        expect(plain(matrix.transpose().multiply(y))).toEqual(plain(back));
      }),
    );
  });

  test('goes to the sparse matrices of mathjs and comes back', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const columns = toMathjs(matrix);
        const triplets: [number, number, number][] = [];
        columns.forEach((value: unknown, [i, j]: number[]) => {
          triplets.push([Number(i), Number(j), Number(value)]);
        }, true);
        expect(SparseMatrix.fromTriplets(triplets, matrix.shape).toDense()).toEqual(matrix.toDense());
        expect(columns.toArray()).toEqual(matrix.toDense().toArray());
      }),
    );
  });

  test('adds up triplets in one place, and counts stored zeros', () => {
    const matrix = SparseMatrix.fromTriplets(
      [
        [1, 1, 2],
        [0, 0, 1],
        [1, 1, -2],
      ],
      [2, 2],
    );
    expect(matrix.toTriplets()).toEqual([
      [0, 0, 1],
      [1, 1, 0],
    ]);
    expect(matrix.storedZeros).toBe(1);
    expect(matrix.nnz).toBe(2);
  });

  test('is read as a tensor is, from the end with negative indices', () => {
    const matrix = SparseMatrix.fromTriplets([[1, 0, 5]], [2, 3]);
    expect([matrix.at(1, 0), matrix.at(-1, -3), matrix.at(0, -1)]).toEqual([5, 5, 0]);
    for (const [row, column] of [
      [99, 0],
      [0, 77],
      [-3, 0],
      [0.5, 0],
      [0, NaN],
    ] as const) {
      expect(() => matrix.at(row, column)).toThrow(ShapeError);
      expect(() => matrix.toDense().at(row, column)).toThrow(ShapeError);
    }
    expect(() => matrix.at(0, 77)).toThrow('at: index 77 is out of range for axis 1 of shape [2, 3].');
  });

  test('says what does not fit', () => {
    expect(() => new SparseMatrix(SparsityPattern.fromRows([[0]], 2), new Float64Array(7))).toThrow(
      new ShapeError('SparseMatrix: the pattern has places for 1 values, but there are 7.'),
    );
    const matrix = SparseMatrix.fromTriplets([[0, 1, 5]], [2, 3]);
    expect(() => matrix.multiply([1, 2])).toThrow(
      'multiply: a matrix with 3 columns takes a vector of 3 numbers, but this is one of 2.',
    );
    expect(() => matrix.multiplyTransposed(tensor([[1, 2]]))).toThrow(
      'multiplyTransposed: a matrix with 2 rows takes a vector of 2 numbers, but this is a tensor of shape [1, 2].',
    );
    expect(() => SparseMatrix.fromTriplets([[2, 0, 1]], [2, 2])).toThrow(
      'fromTriplets: there is no row 2 in a matrix of 2 rows.',
    );
    expect(() => SparsityPattern.fromRows([[3]], 3)).toThrow(
      'SparsityPattern: row 0 has an entry in column 3, but there are 3 columns.',
    );
  });
});

describe('a pattern', () => {
  test('is that of the transpose of its transpose, and its union with itself', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        expect(pattern.transpose().transpose()).toEqual(pattern);
        expect(pattern.union(pattern)).toEqual(pattern);
      }),
    );
  });

  test('has in a union the entries of both', () => {
    fc.assert(
      fc.property(patterns, patterns, (a, b) => {
        const columns = Math.max(a.shape[1], b.shape[1]);
        const rowsOf = (pattern: SparsityPattern, i: number): number[] =>
          i < pattern.shape[0] ? Array.from(pattern.row(i)) : [];
        const rows = Array.from({ length: Math.max(a.shape[0], b.shape[0]) }, (_, i) => i);
        const widened = [a, b].map((pattern) =>
          SparsityPattern.fromRows(
            rows.map((i) => rowsOf(pattern, i)),
            columns,
          ),
        );
        const [wideA, wideB] = widened as [SparsityPattern, SparsityPattern];
        expect(wideA.union(wideB)).toEqual(
          SparsityPattern.fromRows(
            rows.map((i) => [...rowsOf(a, i), ...rowsOf(b, i)]),
            columns,
          ),
        );
      }),
    );
  });

  test('reads like a matrix of ones', () => {
    const pattern = SparsityPattern.fromRows([[2, 0], []], 3);
    expect(pattern.toDense().toArray()).toEqual([
      [1, 0, 1],
      [0, 0, 0],
    ]);
    expect(pattern.toTriplets()).toEqual([
      [0, 0, 1],
      [0, 2, 1],
    ]);
    expect(pattern.values).toEqual(Float64Array.of(1, 1));
  });

  test('joins no pattern of another shape', () => {
    const [a, b] = [SparsityPattern.fromRows([[0]], 1), SparsityPattern.fromRows([[0]], 2)];
    expect(() => a.union(b)).toThrow('union: the patterns have shapes [1, 1] and [1, 2].');
  });
});
