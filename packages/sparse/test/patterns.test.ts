import { describe, expect, test } from '@jest/globals';
import { customVjp, grad, scan, vmap } from '@wengert/functional';
import {
  abs,
  add,
  clip,
  concat,
  convolve,
  cumsum,
  div,
  dot,
  einsum,
  exp,
  greater,
  linalg,
  lt,
  matmul,
  max,
  mul,
  norm,
  reshape,
  sin,
  slice,
  softmax,
  sort,
  square,
  stopGradient,
  sub,
  sum,
  take,
  transpose,
  value,
  where,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { DenseTensor, eye, ones, tensor, zeros, type Tensor } from '@wengert/tensor';
import { hessianPattern, jacobianPattern, type SparsityPattern } from '../src/index.js';
import { band, denseHessian } from './matrices.js';

/** A vector without any zero, which no exact pattern may depend on. */
const x = tensor([0.3, -1.2, 0.7, 2.1, -0.4, 0.9]);
const six = Array.from(x.data);

/** The rows of a pattern, as lists of columns. */
function rowsOf(pattern: SparsityPattern): number[][] {
  return Array.from({ length: pattern.shape[0] }, (_, i) => Array.from(pattern.row(i)));
}

const diagonal = Array.from({ length: 6 }, (_, i) => [i]);
const everything = Array.from({ length: 6 }, () => [0, 1, 2, 3, 4, 5]);

describe('a Jacobian pattern is exact', () => {
  test('for elementwise operations, broadcasting included', () => {
    expect(rowsOf(jacobianPattern((y: Tensor) => mul(sin(y), y), x))).toEqual(diagonal);
    const outer = (y: Tensor): Tensor => add(slice(y, [[0, 2]]), reshape(slice(y, [[2, 6]]), [4, 1]));
    expect(rowsOf(jacobianPattern(outer, x))).toEqual(
      [2, 3, 4, 5].flatMap((i) => [
        [0, i],
        [1, i],
      ]),
    );
  });

  test('for what copies: slices, transposes, joints, gathers', () => {
    const f = (y: Tensor): Tensor => concat([take(y, [5, 5, 0]), slice(transpose(reshape(y, [2, 3])), [null, 1])]);
    expect(rowsOf(jacobianPattern(f, x))).toEqual([[5], [5], [0], [3], [4], [5]]);
  });

  test('for sums along axes and products of matrices', () => {
    const sums = (y: Tensor): Value => sum(reshape(y, [2, 3]), { axis: 0 });
    expect(rowsOf(jacobianPattern(sums, x))).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    const product = (y: Tensor): Value => matmul(reshape(y, [3, 2]), ones([2, 2]));
    expect(rowsOf(jacobianPattern(product, x))).toEqual([
      [0, 1],
      [0, 1],
      [2, 3],
      [2, 3],
      [4, 5],
      [4, 5],
    ]);
  });

  test('for convolutions and running sums, which no axis tells apart', () => {
    const smooth = (y: Tensor): Value => convolve(y, tensor([1, 2, 1]), 'same');
    expect(jacobianPattern(smooth, x)).toEqual(band(6, 1, 1));
    expect(jacobianPattern((y: Tensor) => cumsum(y), x)).toEqual(band(6, 5, 0));
  });

  test('for softmax along one axis: rows by themselves', () => {
    const f = (y: Tensor): Value => softmax(reshape(y, [2, 3]), { axis: 1 });
    expect(rowsOf(jacobianPattern(f, x))).toEqual([0, 0, 0, 1, 1, 1].map((row) => [0, 1, 2].map((j) => 3 * row + j)));
  });

  test('for loops over scalars, and for what scan makes of them', () => {
    const chain = (y: Scalar[]): Scalar[] => {
      let carry: Scalar = 1;
      return y.map((z) => (carry = mul(carry, z)));
    };
    expect(jacobianPattern(chain, six)).toEqual(band(6, 5, 0));
    const scanned = (y: Tensor): unknown =>
      scan((carry: Scalar, z: Scalar) => [mul(carry, z), mul(carry, z)] as const, 1, y)[1];
    expect(jacobianPattern(scanned, x)).toEqual(band(6, 5, 0));
  });

  test('for functions of trees, column by column in their order', () => {
    const f = ({ a, b }: { a: Scalar; b: Tensor }): unknown => ({ first: mul(a, 2), second: [mul(a, b)] });
    expect(rowsOf(jacobianPattern(f, { a: 2, b: tensor([3, 4]) }))).toEqual([[0], [0, 1], [0, 2]]);
  });
});

describe('a Jacobian pattern of a gradient', () => {
  test('is the Hessian pattern', () => {
    const chain = (y: Scalar[]): Scalar =>
      y.slice(1).reduce<Scalar>((total, z, i) => add(total, mul(z, z, y[i] ?? 0)), 0);
    expect(jacobianPattern(grad(chain), six)).toEqual(hessianPattern(chain, six));
  });
});

describe('a pattern does not depend on the numbers', () => {
  test('of the argument: a maximum, a sorted array and a norm depend on everything', () => {
    expect(rowsOf(jacobianPattern((y: Tensor) => max(y), x))).toEqual([everything[0]]);
    expect(rowsOf(jacobianPattern((y: Tensor) => sort(y), x))).toEqual(everything);
    expect(rowsOf(jacobianPattern((y: Tensor) => norm(y), zeros([6])))).toEqual([everything[0]]);
    expect(rowsOf(jacobianPattern((y: Tensor) => sort(y), zeros([6])))).toEqual(everything);
  });

  test('of other arguments: a zero among them may be another number tomorrow', () => {
    expect(rowsOf(jacobianPattern((y: Tensor) => mul(y, zeros([6])), x))).toEqual(diagonal);
    expect(rowsOf(jacobianPattern((y: Tensor) => matmul(eye(6), y), x))).toEqual(everything);
    expect(rowsOf(jacobianPattern((y: Tensor) => linalg.solve(eye(6), y), x))).toEqual(everything);
  });

  test('of a mask: either side may be taken', () => {
    const f = (y: Tensor): Tensor => where(greater(y, 0), y, slice(y, [[null, null, -1]]));
    expect(rowsOf(jacobianPattern(f, x))).toEqual([0, 1, 2, 3, 4, 5].map((i) => [i, 5 - i].sort()));
  });

  test('but a branch that is taken is the one that counts, and union joins two', () => {
    const f = (y: Scalar[]): Scalar => (lt(y[0] ?? 0, 0) ? mul(y[1] ?? 0, 2) : sin(y[2] ?? 0));
    const [below, above] = [jacobianPattern(f, [-1, 2, 3]), jacobianPattern(f, [1, 2, 3])];
    expect([rowsOf(below), rowsOf(above), rowsOf(below.union(above))]).toEqual([[[1]], [[2]], [[1, 2]]]);
  });
});

describe('nothing depends on', () => {
  test('an argument that is locally constant, stopped or unused', () => {
    const f = (y: Scalar[]): unknown => [stopGradient(y[0] ?? 0), value(y[1] ?? 0), 7, greater(y[2] ?? 0, 0)];
    expect(jacobianPattern(f, six).nnz).toBe(0);
    expect(jacobianPattern(f, six).shape).toEqual([4, 6]);
  });

  test('inputs that cancel only by arithmetic: those stay', () => {
    expect(rowsOf(jacobianPattern((y: Scalar[]) => sub(y[0] ?? 0, y[0] ?? 0), six))).toEqual([[0]]);
  });
});

describe('a Hessian pattern is exact', () => {
  test('for sums of functions of one number each', () => {
    expect(rowsOf(hessianPattern((y: Tensor) => sum(exp(y)), x))).toEqual(diagonal);
    expect(rowsOf(hessianPattern((y: Tensor) => dot(y, y), x))).toEqual(diagonal);
    expect(rowsOf(hessianPattern((y: Tensor) => einsum('i,i->', y, y), x))).toEqual(diagonal);
  });

  test('for what is linear: nothing', () => {
    const f = (y: Tensor): Scalar => add(sum(mul(3, sub(y, 1))), dot(ones([6]), abs(y)), max(clip(y, 0, 1)));
    expect(hessianPattern(f, x).nnz).toBe(0);
  });

  test('for products: across, and not within', () => {
    expect(hessianPattern((y: Scalar[]) => mul(y[0] ?? 0, y[1] ?? 0), six).toTriplets()).toEqual([
      [0, 1, 1],
      [1, 0, 1],
    ]);
    const quotient = (y: Scalar[]): Scalar => div(y[0] ?? 0, y[1] ?? 0);
    expect(
      hessianPattern(quotient, six)
        .toTriplets()
        .map(([i, j]) => [i, j]),
    ).toEqual([
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const bilinear = (y: Tensor): Scalar => sum(matmul(reshape(y, [2, 3]), reshape(y, [3, 2])));
    const dense = denseHessian((ys) => bilinear(ys[0] as Tensor), [x]);
    const pattern = hessianPattern(bilinear, x);
    expect(pattern.nnz).toBe(Array.from(dense).filter((entry) => entry !== 0).length);
  });

  test('for sums of many terms, formed one by one', () => {
    const size = 3000;
    const rosenbrock = (y: Scalar[]): Scalar => {
      let total: Scalar = 0;
      for (let i = 0; i + 1 < y.length; i++) {
        const [a, b] = [y[i] ?? 0, y[i + 1] ?? 0];
        total = add(total, mul(100, square(sub(b, square(a)))), square(sub(1, a)));
      }
      return total;
    };
    expect(hessianPattern(rosenbrock, Array.from({ length: size }, Math.sin))).toEqual(band(size, 1, 1));
  });
});

describe('what is not looked into is taken to depend on everything', () => {
  const inverted = customVjp(
    (a: Scalar, b: Scalar) => add(a, mul(0, b)),
    (a: Scalar, b: Scalar) => [add(a, mul(0, b)), undefined] as const,
    (_residuals: undefined, cotangent: Scalar) => [mul(2, cotangent), mul(3, cotangent)],
  );

  test('a rule of the user, whatever the function itself does', () => {
    const f = (y: Scalar[]): unknown => [inverted(y[0] ?? 0, y[1] ?? 0), y[2] ?? 0];
    expect(rowsOf(jacobianPattern(f, [1, 2, 3]))).toEqual([[0, 1], [2]]);
    const g = (y: Scalar[]): Scalar => inverted(y[0] ?? 0, y[1] ?? 0);
    expect(rowsOf(hessianPattern(g, [1, 2, 3]))).toEqual([[0, 1], [0, 1], []]);
  });

  test('and vmap maps that, too', () => {
    const f = (y: Tensor): unknown => vmap((a: Scalar) => inverted(a, 2))(y);
    expect(rowsOf(jacobianPattern(f, x))).toEqual(everything);
  });
});

describe('patterns at scale', () => {
  const size = 8000;
  const long = new DenseTensor(
    Float64Array.from({ length: size }, (_, i) => Math.sin(i)),
    [size],
  );

  test('of a long band have their entries and no others', () => {
    const f = (y: Tensor): Tensor => mul(slice(y, [[1, null]]), slice(y, [[0, -1]]));
    expect(jacobianPattern(f, long).nnz).toBe(2 * (size - 1));
    expect(hessianPattern((y: Tensor) => sum(f(y)), long).nnz).toBe(2 * (size - 1));
    const short = slice(long, [[0, 1000]]);
    expect(jacobianPattern((y: Tensor) => convolve(y, ones([3]), 'valid'), short).nnz).toBe(3 * 998);
  });

  test('of what is dense say so instead of filling memory', () => {
    expect(() => hessianPattern((y: Tensor) => norm(y), long)).toThrow(
      'hessianPattern: the first 6251 of 8000 rows alone have more than 50 million entries. What is nearly dense is ' +
        'better not formed: use products with it (jvp, vjp, hvp).',
    );
  });
});

describe('errors', () => {
  test('name what was called', () => {
    expect(() => jacobianPattern(7 as never, 1)).toThrow(
      'jacobianPattern: the first argument must be a function, but is the number 7.',
    );
    expect(() => hessianPattern((y: Tensor) => y as never, x)).toThrow(
      'hessianPattern: f must return a number, but returned a tensor of shape [6].',
    );
    expect(() => jacobianPattern((y: Scalar) => [y, 'text'], 1)).toThrow(
      'jacobianPattern: the output of f[1] is the string "text"',
    );
  });

  test('leave no value usable', () => {
    let leaked: Scalar = 0;
    jacobianPattern((y: Scalar) => (leaked = y), 2);
    expect(() => sin(leaked)).toThrow('sin: this value belongs to a jacobianPattern call that has finished.');
  });
});
