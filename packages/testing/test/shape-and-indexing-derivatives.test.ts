import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jacfwd, jacrev, jvp, vjp } from '@wengert/functional';
import {
  addAt,
  broadcastTo,
  concat,
  diag,
  diagonal,
  expandDims,
  flip,
  moveAxis,
  mul,
  pad,
  ravel,
  reciprocal,
  repeat,
  reshape,
  roll,
  scatterAdd,
  setAt,
  shapeOfValue,
  slice,
  split,
  squeeze,
  stack,
  sum,
  swapAxes,
  take,
  takeAlongAxis,
  tile,
  transpose,
  tril,
  triu,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { fromData, sizeOf, tensor, zeros, type Shape, type Tensor } from '@wengert/tensor';
import { build, numbered, plain } from './numbered-tensors.js';

describe('derivatives', () => {
  const linear: readonly (readonly [string, (x: Tensor) => Value, Shape])[] = [
    ['ravel', (x) => ravel(x), [2, 3]],
    ['expandDims', (x) => expandDims(x, [0, -1]), [2]],
    ['squeeze', (x) => squeeze(x), [1, 2, 1]],
    ['squeeze to a scalar', (x) => squeeze(x), [1, 1]],
    ['transpose', (x) => transpose(x, [1, -1, 0]), [2, 1, 3]],
    ['swapAxes', (x) => swapAxes(x, 0, -1), [2, 1, 3]],
    ['moveAxis', (x) => moveAxis(x, 0, -1), [2, 1, 3]],
    ['broadcastTo', (x) => broadcastTo(x, [2, 2, 3]), [2, 1]],
    ['concat of an argument with itself', (x) => concat([x, zeros([1, 2]), x]), [1, 2]],
    ['stack of elements', (x) => stack([x.at(0), 0, x.at(-1), x.at(0)]), [2]],
    ['split', (x) => split(x, [1], 1)[1] ?? 0, [2, 3]],
    ['flip', (x) => flip(x), [2, 3]],
    ['roll', (x) => roll(x, 1), [2, 2]],
    ['tile', (x) => tile(x, [2, 1, 2]), [1, 2]],
    ['repeat', (x) => repeat(x, [2, 0, 1], 1), [2, 3]],
    ['pad', (x) => pad(x, 1), [2, 1]],
    ['pad by reflection', (x) => pad(x, [4, 3], { mode: 'reflect' }), [3]],
    ['pad by symmetric reflection', (x) => pad(x, [4, 3], { mode: 'symmetric' }), [3]],
    ['pad by the edge', (x) => pad(x, 2, { mode: 'edge' }), [2]],
    ['diag of a vector', (x) => diag(x, -1), [3]],
    ['diagonal', (x) => diagonal(x, 1), [2, 3, 1]],
    ['triu', (x) => triu(x), [2, 2]],
    ['tril', (x) => tril(x, -1), [3, 2]],
    ['slice', (x) => slice(x, [1, [null, null, -2]]), [2, 3]],
    [
      'take',
      (x) =>
        take(
          x,
          [
            [2, 0],
            [2, -1],
          ],
          1,
        ),
      [1, 3],
    ],
    ['takeAlongAxis', (x) => takeAlongAxis(x, [[1, 1, 0]], 0), [2, 3]],
    ['scatterAdd', (x) => scatterAdd(zeros([2]), [0, 0, 1], x), [3]],
    ['addAt', (x) => addAt(x, [{ indices: [0, 0] }], x), [2]],
    ['toArray', (x) => stack(x.toArray().flat() as number[]), [2, 5]],
    ['an empty selection', (x) => slice(x, [[2, 1]]), [3]],
  ];

  /** The matrix of a linear map, one column for each element. */
  function matrixOf(f: (x: Tensor) => Value, shape: Shape): Tensor {
    const size = sizeOf(shape);
    const columns = Array.from({ length: size }, (_, k) => {
      const unit = fromData(
        Float64Array.from({ length: size }, (_, i) => (i === k ? 1 : 0)),
        shape,
      );
      return ravel(f(unit as Tensor));
    });
    return stack(columns, 1);
  }

  test.each(linear)('%s is its own derivative in both modes', (_name, f, shape) => {
    const x = numbered(shape) as Tensor;
    const expected = reshape(matrixOf(f, shape), [...shapeOfValue(f(x)), ...shape]);
    expect(jacfwd(f)(x)).toEqual(expected);
    expect(jacrev(f)(x)).toEqual(expected);
  });

  test.each(linear)('%s has exact second derivatives in all orders of the modes', (_name, f, shape) => {
    const x = numbered(shape) as Tensor;
    const weights = numbered(shapeOfValue(f(x)));
    const loss = (y: Tensor): Scalar => {
      const output = f(y);
      return sum(mul(weights, output, output));
    };
    const matrix = matrixOf(f, shape);
    const size = sizeOf(shape);
    const rows = matrix.toArray() as number[][];
    const w = ravel(weights).toArray() as number[];
    const expected = build([size, size], ([i, j]) =>
      rows.reduce((total, row, k) => total + 2 * w[k]! * row[i!]! * row[j!]!, 0),
    );
    const matching = (h: unknown): Value => reshape(h as Tensor, [size, size]);
    expect(matching(hessian(loss)(x))).toEqual(expected);
    expect(matching(jacrev(grad(loss))(x))).toEqual(expected);
    expect(matching(jacrev(jacfwd(loss))(x))).toEqual(expected);
    expect(matching(jacfwd(jacfwd(loss))(x))).toEqual(expected);
  });

  test('thousands of traced scalars make a tensor', () => {
    const xs = Array.from({ length: 3000 }, (_, i) => i);
    const f = (list: readonly number[]): number => {
      const x = stack(list);
      return sum(mul(x, x));
    };
    expect(grad(f)(xs)).toEqual(xs.map((x) => 2 * x));
    expect(jvp(f, [xs], [xs.map(() => 1)])[1]).toBe(2999 * 3000);
  });

  test('the elements of a traced tensor come as traced scalars in its shape', () => {
    const product = (x: Tensor): number =>
      x
        .toArray()
        .flat(2)
        .reduce<number>((total, y) => mul(total, y as number), 1);
    expect(
      plain(
        grad(product)(
          tensor([
            [1, 2, 3],
            [4, 5, 6],
          ]),
        ),
      ),
    ).toEqual([
      [720, 360, 240],
      [180, 144, 120],
    ]);
    const [, pullback] = vjp(
      (x: Tensor) => x.toArray() as number[][],
      [
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ],
    );
    expect(
      pullback([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([
      tensor([
        [1, 2],
        [3, 4],
      ]),
    ]);
    const nestings: unknown[] = [];
    for (const shape of [[0], [2, 0], [0, 2]]) {
      jvp((x: Tensor) => (nestings.push(x.toArray()), 0), [zeros(shape)], [zeros(shape)]);
    }
    expect(nestings).toEqual([[], [[], []], []]);
  });

  test('an element that is not taken does not matter, however steep the function is there', () => {
    const x = tensor([0, 2]);
    const selected: readonly ((y: Tensor) => Value)[] = [
      (y) => slice(y, [1]),
      (y) => slice(y, [[1, null]]),
      (y) => y.at(-1),
      (y) => y.toArray()[1] as number,
      (y) => take(y, [1]),
      (y) => takeAlongAxis(y, [1], 0),
      (y) => split(y, 2)[1] ?? 0,
      (y) => slice(transpose(reshape(flip(roll(y, 1)), [1, 2])), [1]),
      (y) => slice(pad(concat([y, x]), 1), [2]),
      (y) => diagonal(stack([x, y]), 0),
      (y) => triu(stack([x, y])),
    ];
    for (const select of selected) {
      expect(plain(grad((y: Tensor) => sum(select(reciprocal(y))))(x))).toEqual([0, -0.25]);
    }
    expect(plain(grad((y: Tensor) => sum(setAt(reciprocal(y), [0], 5)))(x))).toEqual([0, -0.25]);
  });
});
