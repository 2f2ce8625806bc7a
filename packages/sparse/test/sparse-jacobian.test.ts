import { describe, expect, test } from '@jest/globals';
import { grad, jacobian, vmap } from '@wengert/functional';
import {
  add,
  dot,
  exp,
  lt,
  matmul,
  mul,
  primitives,
  sin,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { randomPrograms, run } from '@wengert/testing';
import fc from 'fast-check';
import {
  jacobianPattern,
  orderings,
  sparseHessian,
  sparseJacobian,
  SparsityPattern,
  type SweepMode,
} from '../src/index.js';
import { numbersOf } from './matrices.js';

const modes: readonly SweepMode[] = ['forward', 'reverse', 'both', 'auto'];

const six = [0.3, -1.2, 0.7, 2.1, -0.4, 0.9];

/** Broyden's tridiagonal function: Moré, Garbow and Hillstrom, Testing unconstrained optimization software, 1981, (30). */
function broyden(x: readonly Scalar[]): Scalar[] {
  return x.map((xi, i) => {
    const own = add(mul(sub(3, mul(2, xi)), xi), 1);
    return sub(sub(own, x[i - 1] ?? 0), mul(2, x[i + 1] ?? 0));
  });
}

/** A full row, a full column and a diagonal. */
function arrow(x: readonly Scalar[]): Scalar[] {
  const [head = 0, ...tail] = x;
  return [x.reduce<Scalar>((total, xi) => add(total, square(xi)), 0), ...tail.map((xi) => mul(exp(xi), head))];
}

describe('a sparse Jacobian is the dense one', () => {
  test.each(modes)('for random programs, by sweeps %s', (mode) => {
    fc.assert(
      fc.property(randomPrograms(primitives()), ({ program, inputs }) => {
        const steps = (xs: readonly Value[]): Scalar[] =>
          program.instructions.map((_, i) =>
            run({ ...program, instructions: program.instructions.slice(0, i + 1) }, xs),
          );
        const sparse = sparseJacobian(steps, { mode })(inputs).toDense().data;
        const dense = numbersOf(jacobian(steps)(inputs));
        const scale = Math.max(1, ...dense.map(Math.abs));
        dense.forEach((entry, k) => expect(Math.abs(sparse[k]! - entry)).toBeLessThanOrEqual(1e-9 * scale));
      }),
      { numRuns: 4 },
    );
  });

  test.each(modes)('for scalars and for tensors, in every order of coloring, by sweeps %s', (mode) => {
    for (const ordering of orderings) {
      for (const f of [broyden, arrow]) {
        expect(sparseJacobian(f, { mode, ordering })(six).toDense().toArray()).toEqual(jacobian(f)(six));
      }
      const neighbors = (x: Tensor): Tensor => mul(slice(x, [[1, null]]), sin(slice(x, [[0, -1]])));
      const x = tensor(six);
      expect(sparseJacobian(neighbors, { mode, ordering })(x).toDense()).toEqual(jacobian(neighbors)(x));
    }
  });

  test('for trees, by any arguments', () => {
    const f = (p: { a: Scalar; b: Tensor }, k: number, y: Scalar): unknown => ({ z: [mul(p.a, y), mul(p.b, k)] });
    const point = [{ a: 2, b: tensor([3, 4]) }, 5, 7] as const;
    expect(sparseJacobian(f)(...point).toTriplets()).toEqual([
      [0, 0, 7],
      [1, 1, 5],
      [2, 2, 5],
    ]);
    expect(sparseJacobian(f, { argnums: [2, 0] })(...point).toTriplets()).toEqual([
      [0, 0, 2],
      [0, 1, 7],
      [1, 2, 5],
      [2, 3, 5],
    ]);
    expect(sparseJacobian(f, { argnums: -1 })(...point).shape).toEqual([3, 1]);
  });

  test('with what else the function returns', () => {
    const f = (x: Scalar[]): [Scalar[], { total: Scalar }] => [broyden(x), { total: x.reduce((a, b) => add(a, b)) }];
    const [matrix, aux] = sparseJacobian(f, { hasAux: true })(six);
    expect(matrix.toDense().toArray()).toEqual(jacobian(broyden)(six));
    expect(aux.total).toBeCloseTo(2.4, 14);
  });

  test('where it is empty', () => {
    expect(sparseJacobian((x: Scalar[]) => x.map(() => 1))(six)).toMatchObject({ shape: [6, 6], nnz: 0 });
    expect(sparseJacobian((x: Scalar[]) => x)([])).toMatchObject({ shape: [0, 0], nnz: 0 });
  });

  test('where a derivative is infinite', () => {
    const roots = (x: Scalar[]): Scalar[] => x.map((xi) => sqrt(xi));
    expect(sparseJacobian(roots)([4, 0, 1]).toTriplets()).toEqual([
      [0, 0, 0.25],
      [1, 1, Infinity],
      [2, 2, 0.5],
    ]);
  });
});

describe('the sweeps', () => {
  test('are as few as the longest row or column, or as both together need', () => {
    const colors = (f: (x: Scalar[]) => Scalar[], mode: SweepMode): number =>
      sparseJacobian(f, { mode }).prepare(six).colors;
    expect(modes.map((mode) => colors(broyden, mode))).toEqual([3, 3, 3, 3]);
    expect(modes.map((mode) => colors(arrow, mode))).toEqual([6, 6, 3, 3]);
  });

  test('go the way that takes fewer', () => {
    const modeOf = (f: (x: Scalar[]) => Scalar[]): string => sparseJacobian(f).prepare(six).mode;
    expect(modeOf((x) => [x.reduce((a, b) => add(a, b))])).toBe('reverse');
    expect(modeOf(([head = 0]) => six.map((k) => mul(head, k)))).toBe('forward');
    expect(modeOf(arrow)).toBe('both');
  });

  test('do not look at the function again', () => {
    let calls = 0;
    const f = (x: Scalar[]): Scalar[] => {
      calls++;
      return broyden(x);
    };
    const evaluate = sparseJacobian(f);
    evaluate(six);
    expect(calls).toBe(2);
    evaluate(six.map((x) => x + 1));
    expect(calls).toBe(3);
  });
});

describe('what is prepared', () => {
  const prepared = sparseJacobian(arrow).prepare(six);

  test('says what it will do', () => {
    expect(prepared.pattern).toEqual(jacobianPattern(arrow, six));
    expect(prepared.nnz).toBe(16);
    expect(Array.from(prepared.columnColors)).toEqual([0, 1, 1, 1, 1, 1]);
    expect(Array.from(prepared.rowColors)).toEqual([0, -1, -1, -1, -1, -1]);
  });

  test('evaluates at other points', () => {
    const elsewhere = six.map((x) => 2 * x);
    expect(prepared.evaluate(elsewhere).toDense().toArray()).toEqual(jacobian(arrow)(elsewhere));
  });

  test('shares its pattern with all results', () => {
    expect(prepared.evaluate(six).columnIndices).toBe(prepared.pattern.columnIndices);
  });

  test('is no use for another number of outputs', () => {
    const f = (x: Scalar[], count: number): Scalar[] => x.slice(0, count);
    const two = sparseJacobian(f).prepare(six, 2);
    expect(() => two.evaluate(six, 3)).toThrow(
      'sparseJacobian: this was prepared for 2 numbers in the output of f, but there are 3. Prepare again for these',
    );
    const either = sparseJacobian(f);
    expect([either(six, 2).shape, either(six, 3).shape, either(six.slice(1), 2).shape]).toEqual([
      [2, 6],
      [3, 6],
      [2, 5],
    ]);
  });
});

describe('a function that branches', () => {
  const f = (x: Scalar[]): Scalar[] => {
    const [a = 0, b = 0, c = 0] = x;
    return [lt(a, 0) ? mul(b, 2) : mul(a, c), b];
  };
  const above = [
    [0, 0, 3],
    [0, 2, 1],
    [1, 1, 1],
  ];

  test('has the right Jacobian on both branches, whichever was seen first', () => {
    const evaluate = sparseJacobian(f);
    const entries = (x: number[]): unknown =>
      evaluate(x)
        .toTriplets()
        .filter(([, , value]) => value !== 0);
    expect(entries([1, 2, 3])).toEqual(above);
    expect(entries([-1, 2, 3])).toEqual([
      [0, 1, 2],
      [1, 1, 1],
    ]);
    expect(entries([1, 2, 3])).toEqual(above);
    expect(evaluate([1, 2, 3]).storedZeros).toBe(1);
  });

  test('is refused where the pattern was said to hold', () => {
    const message =
      'sparseJacobian: the pattern lacks the entry in row 0, column 1. If f branches on its arguments, name arguments for ' +
      'the other branches in the option examples.';
    expect(() => sparseJacobian(f).prepare([1, 2, 3]).evaluate([-1, 2, 3])).toThrow(message);
    const pattern = jacobianPattern(f, [1, 2, 3]);
    expect(() => sparseJacobian(f, { pattern })([-1, 2, 3])).toThrow(message);
  });

  test('is prepared for the branches that the examples take', () => {
    const prepared = sparseJacobian(f, { examples: [[[-1, 2, 3]]] }).prepare([1, 2, 3]);
    expect(prepared.nnz).toBe(4);
    expect(prepared.evaluate([-1, 2, 3]).at(0, 1)).toBe(2);
    expect(prepared.evaluate([1, 2, 3]).at(0, 1)).toBe(0);
  });

  test('without the check, is what the pattern makes of it', () => {
    const unchecked = sparseJacobian(f, { check: false }).prepare([1, 2, 3]);
    expect(unchecked.evaluate([1, 2, 3]).toTriplets()).toEqual(above);
  });
});

describe('a pattern that is given', () => {
  test('may say more than tracing: that a constant matrix is sparse', () => {
    const matrix = tensor([
      [2, 0],
      [0, 3],
    ]);
    const f = (x: Tensor): Value => matmul(matrix, square(x));
    const pattern = SparsityPattern.fromRows([[0], [1]], 2);
    expect(sparseJacobian(f).prepare(tensor([1, 1])).colors).toBe(2);
    const prepared = sparseJacobian(f, { pattern }).prepare(tensor([1, 1]));
    expect(prepared.colors).toBe(1);
    expect(prepared.evaluate(tensor([5, 7])).toTriplets()).toEqual([
      [0, 0, 20],
      [1, 1, 42],
    ]);
  });

  test('must fit the argument', () => {
    const pattern = SparsityPattern.fromRows([[0]], 2);
    expect(() => sparseJacobian(broyden, { pattern })(six)).toThrow(
      'sparseJacobian: the pattern that was given has 2 columns, but there are 6 numbers in the argument.',
    );
  });
});

describe('errors', () => {
  test('name what was called', () => {
    expect(() => sparseJacobian(3 as never)).toThrow('sparseJacobian: the first argument must be a function');
    const f = (x: Scalar[]) => x;
    expect(() => sparseJacobian(f, { mode: 'x' as never })).toThrow(
      "sparseJacobian: mode must be one of 'forward', 'reverse', 'both', 'auto', but is the string \"x\".",
    );
    expect(() => sparseJacobian(f, { ordering: 'x' as never })).toThrow('sparseJacobian: ordering must be one of');
    expect(() => sparseHessian(() => 1, { coloring: 'zz' as never })).toThrow('sparseHessian: coloring must be one of');
    expect(() => sparseJacobian(f, { pattern: 5 as never })([1])).toThrow(
      'sparseJacobian: pattern must be a sparsity pattern, such as jacobianPattern gives, but is the number 5.',
    );
    expect(() => sparseJacobian(f, { colors: 5 } as never)).toThrow('sparseJacobian: there is no option colors');
    expect(() => sparseJacobian((x: Scalar) => [x, 'text'])(1)).toThrow(
      'sparseJacobian: the output of f[1] is the string',
    );
    expect(() => sparseJacobian((x: Scalar) => x, { argnums: 1 })(1)).toThrow(
      'sparseJacobian: argnums names argument 1',
    );
  });

  test('tell that the result is numbers, which nothing further out can differentiate', () => {
    const inner = (x: Tensor): Scalar => {
      const matrix = sparseJacobian((y: Tensor) => square(y))(x);
      return sum(matrix.toDense());
    };
    const message = 'sparseJacobian: an argument is traced by a transformation further out, but the result consists of';
    expect(() => grad(inner)(tensor([1, 2]))).toThrow(message);
    expect(() => vmap(inner)(tensor([[1, 2]]))).toThrow(message);
    const closure = (s: Scalar): Scalar => sparseJacobian((y: Scalar) => mul(s, y))(2).at(0, 0);
    expect(() => grad(closure)(3)).toThrow(
      'sparse: the function uses a value that a transformation further out traces',
    );
  });

  test('in the function leave nothing behind', () => {
    let fails = true;
    const f = (x: Tensor): Scalar => {
      if (fails) throw new RangeError('not yet');
      return dot(x, x);
    };
    const evaluate = sparseJacobian(f);
    expect(() => evaluate(tensor([1, 2]))).toThrow('not yet');
    fails = false;
    expect(
      evaluate(tensor([1, 2]))
        .toDense()
        .toArray(),
    ).toEqual([[2, 4]]);
  });
});
