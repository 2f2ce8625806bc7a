import { describe, expect, test } from '@jest/globals';
import { compile } from '@wengert/compile';
import { grad, vmap } from '@wengert/functional';
import {
  add,
  exp,
  lt,
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
  sparseHessian,
  sparseJacobian,
  type SparseMatrix,
  type SweepMode,
  type SymmetricColoring,
} from '../src/index.js';

const modes: readonly SweepMode[] = ['forward', 'reverse', 'both', 'auto'];
const colorings: readonly SymmetricColoring[] = ['star', 'acyclic'];

const six = [0.3, -1.2, 0.7, 2.1, -0.4, 0.9];
const elsewhere = six.map((x) => 2 - x);

const points = (n: number): number[] => Array.from({ length: n }, (_, i) => Math.sin(i));

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

const neighbors = (x: Tensor): Tensor => mul(slice(x, [[1, null]]), sin(slice(x, [[0, -1]])));

function valley(x: readonly Scalar[]): Scalar {
  return x
    .slice(1)
    .reduce<Scalar>((total, b, i) => add(total, add(mul(100, square(sub(b, square(x[i] ?? 0)))), exp(b))), 0);
}

const valleyOfTensor = (x: Tensor): Scalar => sum(mul(square(slice(x, [[0, -1]])), sin(slice(x, [[1, null]]))));

/** Compiled, together with the code that it comes to. */
function compiledWith<F>(make: (compiler: typeof compile) => F): {
  readonly derivative: F;
  readonly code: () => string;
} {
  let code = (): string | undefined => undefined;
  const compiler = ((f: (...args: unknown[]) => unknown) => {
    const made = compile(f);
    code = () => made.source;
    return made;
  }) as typeof compile;
  return { derivative: make(compiler), code: () => code() ?? '' };
}

describe('compiled sweeps give what the others do', () => {
  test.each(['forward', 'reverse'] as const)('for random programs, by sweeps %s', (mode) => {
    fc.assert(
      fc.property(randomPrograms(primitives()), ({ program, inputs }) => {
        const steps = (xs: readonly Value[]): Scalar[] =>
          program.instructions.map((_, i) =>
            run({ ...program, instructions: program.instructions.slice(0, i + 1) }, xs),
          );
        const eager = sparseJacobian(steps, { mode })(inputs);
        const compiled = sparseJacobian(steps, { mode, compile });
        const scale = Math.max(1, ...eager.values.map(Math.abs));
        // The first call writes the code, the second one runs it.
        for (const matrix of [compiled(inputs), compiled(inputs)]) {
          expect(matrix.columnIndices).toEqual(eager.columnIndices);
          eager.values.forEach((entry, k) =>
            expect(Math.abs((matrix.values[k] ?? NaN) - entry)).toBeLessThanOrEqual(1e-9 * scale),
          );
        }
      }),
      { numRuns: 2 * Number(process.env['WENGERT_RUNS'] ?? 1) },
    );
  });

  test.each(modes)('for scalars and for tensors, by sweeps %s', (mode) => {
    for (const f of [broyden, arrow]) {
      const [eager, compiled] = [sparseJacobian(f, { mode }), sparseJacobian(f, { mode, compile })];
      for (const x of [six, six, elsewhere]) expect(compiled(x)).toEqual(eager(x));
    }
    const [eager, compiled] = [sparseJacobian(neighbors, { mode }), sparseJacobian(neighbors, { mode, compile })];
    for (const x of [six, six, elsewhere].map((list) => tensor(list))) expect(compiled(x)).toEqual(eager(x));
  });

  test.each(colorings)('for Hessians by %s colorings', (coloring) => {
    const [eager, compiled] = [sparseHessian(valley, { coloring }), sparseHessian(valley, { coloring, compile })];
    for (const x of [six, six, elsewhere]) {
      const expected = eager(x).values;
      compiled(x).values.forEach((entry, k) => expect(entry).toBeCloseTo(expected[k] ?? NaN, 10));
    }
    const ofTensor = [
      sparseHessian(valleyOfTensor, { coloring }),
      sparseHessian(valleyOfTensor, { coloring, compile }),
    ];
    for (const x of [six, six, elsewhere].map((list) => tensor(list))) {
      expect(ofTensor[1]?.(x)).toEqual(ofTensor[0]?.(x));
    }
  });

  test('for trees, by any arguments, with what else the function returns', () => {
    const f = (p: { a: Scalar; b: Tensor }, k: number, y: Scalar): [unknown, unknown] => [
      { z: [mul(p.a, y), mul(p.b, k)] },
      { total: add(p.a, y), name: 'f' },
    ];
    const options = { argnums: [2, 0], hasAux: true } as const;
    const [eager, compiled] = [sparseJacobian(f, options), sparseJacobian(f, { ...options, compile })];
    for (const y of [7, 7, 8]) {
      const point = [{ a: 2, b: tensor([3, 4]) }, 5, y] as const;
      expect(compiled(...point)).toEqual(eager(...point));
    }
  });

  test('for arguments of several structures in turn', () => {
    const compiled = sparseJacobian(broyden, { compile });
    for (const x of [six, elsewhere, points(4), six, points(4), []]) {
      expect(compiled(x)).toEqual(sparseJacobian(broyden)(x));
    }
  });

  test('where a derivative is infinite', () => {
    const compiled = sparseJacobian((x: Scalar[]) => x.map((xi) => sqrt(xi)), { compile });
    for (const x of [
      [1, 4, 1],
      [4, 0, 1],
    ]) {
      expect(Array.from(compiled(x).values)).toEqual(x.map((xi) => 0.5 / Math.sqrt(xi)));
    }
  });

  test('where no code can be made for the arguments', () => {
    class Settings {
      readonly factor = 3;
    }
    const f = (x: Scalar[], settings: Settings): Scalar[] => x.map((xi) => mul(settings.factor, square(xi)));
    expect(sparseJacobian(f, { compile })(six, new Settings())).toEqual(sparseJacobian(f)(six, new Settings()));
  });
});

describe('the code', () => {
  test('is no longer for larger problems', () => {
    const lines = (n: number): readonly number[] => {
      const jacobian = compiledWith((compiler) => sparseJacobian(broyden, { compile: compiler }));
      jacobian.derivative(points(n));
      const hessian = compiledWith((compiler) => sparseHessian(valley, { compile: compiler }));
      hessian.derivative(points(n));
      return [jacobian, hessian].map(({ code }) => code().split('\n').length);
    };
    expect(lines(122)).toEqual(lines(62));
  });

  test('computes nothing that is always the same', () => {
    const differences = (x: readonly Scalar[]): Scalar[] => x.slice(1).map((b, i) => mul(3, sub(b, x[i] ?? 0)));
    const { derivative, code } = compiledWith((compiler) => sparseJacobian(differences, { compile: compiler }));
    expect(derivative(points(100)).values.subarray(0, 4)).toEqual(Float64Array.of(-3, 3, -3, 3));
    expect(code()).not.toContain('r0[');
  });

  test('does not run the function again', () => {
    let calls = 0;
    const f = (x: Scalar[]): Scalar[] => {
      calls++;
      return broyden(x);
    };
    const compiled = sparseJacobian(f, { compile });
    compiled(six);
    const before = calls;
    compiled(elsewhere);
    expect(calls).toBe(before);
  });
});

describe('a compiled function that branches', () => {
  const f = (x: Scalar[]): Scalar[] => {
    const [a = 0, b = 0, c = 0] = x;
    return [lt(a, 0) ? mul(b, 2) : mul(a, c), b];
  };
  const nonzero = (matrix: SparseMatrix): unknown => matrix.toTriplets().filter(([, , value]) => value !== 0);
  const above = [
    [0, 0, 3],
    [0, 2, 1],
    [1, 1, 1],
  ];
  const below = [
    [0, 1, 2],
    [1, 1, 1],
  ];

  test('has the right Jacobian on both branches, in one pattern from then on', () => {
    const compiled = sparseJacobian(f, { compile });
    const results = [1, 1, -1, 1, -1].map((a) => compiled([a, 2, 3]));
    expect(results.map(nonzero)).toEqual([above, above, below, above, below]);
    expect(results.map(({ nnz }) => nnz)).toEqual([3, 3, 4, 4, 4]);
  });

  test('is refused, however often it is called, where it was prepared for one branch only', () => {
    const prepared = sparseJacobian(f, { compile }).prepare([1, 2, 3]);
    for (let call = 0; call < 2; call++) {
      expect(nonzero(prepared.evaluate([1, 2, 3]))).toEqual(above);
      expect(() => prepared.evaluate([-1, 2, 3])).toThrow('the pattern lacks the entry in row 0, column 1');
    }
  });

  test('is not checked where that is not wanted', () => {
    const prepared = sparseJacobian(f, { compile, check: false }).prepare([1, 2, 3]);
    expect(prepared.evaluate([-1, 2, 3]).nnz).toBe(3);
  });
});

describe('what is compiled is refused', () => {
  test('inside other transformations, whose derivative would be lost', () => {
    const inner = sparseJacobian((y: Tensor) => square(y), { compile });
    const f = (x: Tensor): Scalar => sum(inner(x).toDense());
    const message = 'sparseJacobian: an argument is traced by a transformation further out';
    expect(() => grad(f)(tensor([1, 2]))).toThrow(message);
    expect(() => vmap(f)(tensor([[1, 2]]))).toThrow(message);
    expect(() => compile(f)(tensor([1, 2]))).toThrow(message);
    expect(f(tensor([1, 2]))).toBe(6);
  });

  test('by something other than a compiler', () => {
    expect(() => sparseJacobian(broyden, { compile: true as never })).toThrow(
      'sparseJacobian: the option compile must be the function compile, but is the boolean true. Import it and write ' +
        'sparseJacobian(f, { compile }).',
    );
    expect(() => sparseHessian(valley, { compile: 'yes' as never })).toThrow(
      'sparseHessian: the option compile must be',
    );
  });
});
