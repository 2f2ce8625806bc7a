import { describe, expect, test } from '@jest/globals';
import { checkpoint, customJvp, grad, hessian } from '@wengert/functional';
import {
  add,
  clip,
  div,
  exp,
  floor,
  hypot,
  log,
  lt,
  mul,
  pow,
  primitives,
  sin,
  slice,
  sqrt,
  square,
  sub,
  sum,
  where,
  greater,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { randomPrograms, run } from '@wengert/testing';
import fc from 'fast-check';
import { hessianPattern, orderings, sparseHessian, type SymmetricColoring } from '../src/index.js';
import { denseHessian, numbersOf } from './matrices.js';

const colorings: readonly SymmetricColoring[] = ['star', 'acyclic'];

const six = [0.3, 1.2, 0.7, 2.1, 0.4, 0.9];

/** Rosenbrock's function of many variables: Moré, Garbow and Hillstrom 1981, (21), extended to overlapping pairs. */
function rosenbrock(x: readonly Scalar[]): Scalar {
  return x.slice(1).reduce<Scalar>((total, b, i) => {
    const a = x[i] ?? 0;
    return add(total, mul(100, square(sub(b, square(a)))), square(sub(1, a)));
  }, 0);
}

/** The same on a tensor. */
function rosenbrockOfTensor(x: Tensor): Scalar {
  const [a, b] = [slice(x, [[0, -1]]), slice(x, [[1, null]])];
  return sum(add(mul(100, square(sub(b, square(a)))), square(sub(1, a))));
}

/** All variables meet the first. */
function arrow([head = 0, ...tail]: readonly Scalar[]): Scalar {
  return tail.reduce<Scalar>((total, x) => add(total, mul(exp(x), pow(head, 3))), 0);
}

/** Many operations on scalars, among them some that are locally constant, linear or curved along one argument only. */
function mixture(x: readonly Scalar[]): Scalar {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = x;
  const [root, ratio] = [sqrt(add(square(a), b)), div(sin(b), c)];
  const chosen = where(greater(d, 1), mul(d, e), log(e));
  return add(hypot(root, c), mul(ratio, chosen), pow(c, d), mul(floor(f), e), lt(f, 1) ? exp(f) : 0, div(3, f));
}

describe.each(colorings)('a sparse Hessian by a coloring that is %s', (coloring) => {
  test('is the dense one, for random programs', () => {
    fc.assert(
      fc.property(randomPrograms(primitives()), ({ program, inputs }) => {
        const f = (xs: readonly Value[]): Scalar => run(program, xs);
        const sparse = sparseHessian(f, { coloring })(inputs).toDense().data;
        const dense = denseHessian(f, inputs);
        const scale = Math.max(1, ...dense.map(Math.abs));
        dense.forEach((entry, k) => expect(Math.abs(sparse[k]! - entry)).toBeLessThanOrEqual(1e-8 * scale));
      }),
      { numRuns: 5 },
    );
  });

  test.each(orderings)('is the dense one, in the order %s', (ordering) => {
    for (const f of [rosenbrock, arrow, mixture]) {
      const sparse = sparseHessian(f, { coloring, ordering })(six).toDense();
      expectClose(numbersOf(sparse), numbersOf(hessian(f)(six)));
    }
    const sparse = sparseHessian(rosenbrockOfTensor, { coloring, ordering })(tensor(six)).toDense();
    expectClose(numbersOf(sparse), numbersOf(hessian(rosenbrock)(six)));
  });

  test('is symmetric to the last bit', () => {
    for (const f of [rosenbrock, arrow, mixture]) {
      const matrix = sparseHessian(f, { coloring })(six);
      expect(matrix.transpose().toTriplets()).toEqual(matrix.toTriplets());
    }
  });
});

describe('a sparse Hessian', () => {
  test('by star colors has the entries as forward over reverse computes them', () => {
    expect(sparseHessian(rosenbrock)(six).toDense().toArray()).toEqual(hessian(rosenbrock)(six));
  });

  test('says what it will do', () => {
    const prepared = sparseHessian(rosenbrock).prepare(six);
    expect(prepared.pattern).toEqual(hessianPattern(rosenbrock, six));
    expect(prepared).toMatchObject({ colors: 3, nnz: 16 });
    expect(Array.from(prepared.columnColors)).toEqual([0, 1, 0, 2, 0, 1]);
    expect(sparseHessian(rosenbrock, { coloring: 'acyclic' }).prepare(six).colors).toBe(2);
    const elsewhere = six.map((x) => -x);
    expectClose(numbersOf(prepared.evaluate(elsewhere).toDense()), numbersOf(hessian(rosenbrock)(elsewhere)));
  });

  test('is of the arguments that are chosen, with what else the function returns', () => {
    const f = (a: Scalar, x: Scalar[], b: Scalar): [Scalar, string] => [mul(a, b, x[0] ?? 0, x[1] ?? 0), 'text'];
    const [matrix, aux] = sparseHessian(f, { argnums: [1, 2], hasAux: true })(2, [3, 4], 5);
    expect(aux).toBe('text');
    expect(matrix.toDense().toArray()).toEqual([
      [0, 10, 8],
      [10, 0, 6],
      [8, 6, 0],
    ]);
    const traced = sparseHessian((x: Scalar) => [square(x), { cube: mul(x, x, x), plain: tensor([1]) }] as const, {
      hasAux: true,
    })(2);
    expect(numbersOf([traced[1].cube, traced[1].plain])).toEqual([8, 1]);
  });

  test('of a function of scalars that uses anything else is the same', () => {
    const doubled = customJvp(
      (x: Scalar) => mul(2, x),
      ([x], [dx]) => [mul(2, x), mul(2, dx)],
    );
    const functions: readonly ((x: Scalar[]) => Scalar)[] = [
      (x) => mul(doubled(x[0] ?? 0), square(x[1] ?? 0)),
      (x) => mul(clip(x[0] ?? 0, 0, 1), square(x[1] ?? 0)),
      (x) => checkpoint((a: Scalar, b: Scalar) => mul(a, square(b)))(x[0] ?? 0, x[1] ?? 0),
      (x) => grad((a: Scalar) => mul(a, square(a), x[1] ?? 0))(x[0] ?? 0),
      (x) => sum(mul(tensor([1, 2]), square(x[0] ?? 0))),
    ];
    for (const f of functions) {
      const evaluate = sparseHessian(f);
      for (const point of [
        [0.3, 0.7],
        [0.6, 0.2],
      ]) {
        expectClose(numbersOf(evaluate(point).toDense()), numbersOf(hessian(f)(point)));
      }
    }
  });

  test('keeps an infinite second derivative where it is', () => {
    const f = (x: Scalar[]): Scalar => x.reduce<Scalar>((total, xi) => add(total, pow(xi, 1.5)), 0);
    expect(sparseHessian(f)([4, 0, 1]).toTriplets()).toEqual([
      [0, 0, 0.375],
      [1, 1, Infinity],
      [2, 2, 0.75],
    ]);
  });

  test('of a function that branches is right on both branches', () => {
    const f = ([a = 0, b = 0, c = 0]: readonly Scalar[]): Scalar => (lt(a, 0) ? mul(b, c) : mul(a, b));
    const evaluate = sparseHessian(f);
    for (const x of [
      [1, 2, 3],
      [-1, 2, 3],
      [1, 2, 3],
    ]) {
      expect(evaluate(x).toDense().toArray()).toEqual(hessian(f)(x));
    }
    expect(() => sparseHessian(f).prepare([1, 2, 3]).evaluate([-1, 2, 3])).toThrow(
      'sparseHessian: the pattern lacks the entry in row 1, column 2.',
    );
    expect(sparseHessian(f, { examples: [[[-1, 2, 3]]] }).prepare([1, 2, 3]).nnz).toBe(4);
  });

  test('of a function that takes its own inside is right', () => {
    const evaluate = sparseHessian((x: Scalar[]) => {
      const constant = sparseHessian(rosenbrock)(six).at(0, 0);
      return mul(constant, square(x[0] ?? 0));
    });
    expect(evaluate([1]).at(0, 0)).toBe(2 * sparseHessian(rosenbrock)(six).at(0, 0));
  });

  test('names what was called in errors', () => {
    expect(() => sparseHessian(3 as never)).toThrow('sparseHessian: the first argument must be a function');
    expect(() => sparseHessian((x: Tensor) => x as never)(tensor([1]))).toThrow(
      'sparseHessian: f must return a number, but returned a tensor of shape [1].',
    );
    expect(() => grad((x: Scalar) => sparseHessian((y: Scalar) => square(y))(x as number).at(0, 0))(2)).toThrow(
      'sparseHessian: an argument is traced by a transformation further out',
    );
  });
});

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  actual.forEach((entry, k) => expect(Math.abs(entry - (expected[k] ?? NaN))).toBeLessThanOrEqual(1e-13 * scale));
}
