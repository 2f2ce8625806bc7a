import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jacfwd, jacrev, jvp, valueAndGrad, vjp, vmap } from '@wengert/functional';
import {
  add,
  linalg,
  log,
  matmul,
  mul,
  square,
  stack,
  sub,
  sum,
  transpose,
  triu,
  type Value,
} from '@wengert/primitives';
import { dataOf, DomainError, eye, fromData, isDense, ones, shapeOf, ShapeError, tensor, zeros } from '@wengert/tensor';
import type { Plain, Tensor } from '@wengert/tensor';
import fc from 'fast-check';

const { cholesky, det, eigh, eigvalsh, expm, inv, lstsq, matrixPower, norm, pinv, qr } = linalg;
const { slogdet, solve, svd, svdvals, trace, triangularSolve } = linalg;

/** Equal shapes, and elements that differ by rounding errors only, given the size of the greatest one. */
function expectClose(actual: Value, expected: Value, tolerance = 1e-12): void {
  const [x, y] = [actual, expected] as [Plain, Plain];
  expect(isDense(actual) || typeof actual === 'number').toBe(true);
  expect(shapeOf(x)).toEqual(shapeOf(y));
  const size = dataOf(y).reduce((greatest, element) => Math.max(greatest, Math.abs(element)), 1);
  const wanted = dataOf(y);
  const distance = dataOf(x).reduce((most, element, k) => Math.max(most, Math.abs(element - wanted[k]!)), 0);
  expect(distance / size).toBeLessThanOrEqual(tolerance);
}

const entries = fc.integer({ min: -32, max: 32 }).map((k) => k / 8);

/** Random matrices of these sizes, singular ones among them. */
function matrices(rows: fc.Arbitrary<number>, columns?: fc.Arbitrary<number>): fc.Arbitrary<Tensor> {
  return fc
    .tuple(rows, columns ?? fc.constant(-1))
    .chain(([m, n]) => {
      const shape = [m, n < 0 ? m : n];
      const length = shape.reduce((x, y) => x * y, 1);
      return fc.array(entries, { minLength: length, maxLength: length }).map((data) => ({ data, shape }));
    })
    .map(({ data, shape }) => fromData(Float64Array.from(data), shape) as Tensor);
}

const sizes = fc.integer({ min: 1, max: 6 });

/** Well-conditioned square matrices: the diagonal outweighs the rest. */
const dominant = matrices(sizes).map((a) => add(a, mul(5 * a.shape[0]!, eye(a.shape[0]!))));

const columnScaled = (x: Tensor, s: Tensor): Tensor => mul(x, s);

describe('decompositions put together give the matrix back', () => {
  test('q r = a, with orthonormal columns in q and an upper triangle r of non-negative diagonal', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        const { q, r } = qr(a);
        const k = Math.min(a.shape[0]!, a.shape[1]!);
        expectClose(matmul(q, r), a);
        expectClose(matmul(transpose(q), q), eye(k));
        expectClose(r, triu(r), 0);
        for (let i = 0; i < k; i++) expect(r.at(i, i)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('u diag(s) vt = a, with orthonormal u and vt and descending s', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        const { u, s, vt } = svd(a);
        const k = Math.min(a.shape[0]!, a.shape[1]!);
        expectClose(matmul(columnScaled(u, s), vt), a);
        expectClose(matmul(transpose(u), u), eye(k));
        expectClose(matmul(vt, transpose(vt)), eye(k));
        const descending = [...s.data].sort((x, y) => y - x);
        expect([...s.data]).toEqual(descending);
        expectClose(svdvals(a), s, 0);
      }),
    );
  });

  test('v diag(values) vᵀ = the symmetric part, with orthonormal v and ascending values', () => {
    fc.assert(
      fc.property(matrices(sizes), (a) => {
        const { values, vectors } = eigh(a);
        expectClose(matmul(columnScaled(vectors, values), transpose(vectors)), mul(0.5, add(a, transpose(a))));
        expectClose(matmul(transpose(vectors), vectors), eye(a.shape[0]!));
        expect([...values.data]).toEqual([...values.data].sort((x, y) => x - y));
        expectClose(eigvalsh(a), values, 0);
      }),
    );
  });

  test('l lᵀ = a for positive definite a', () => {
    fc.assert(
      fc.property(matrices(sizes), (x) => {
        const a = add(matmul(x, transpose(x)), eye(x.shape[0]!));
        const l = cholesky(a);
        expectClose(matmul(l, transpose(l)), a);
      }),
    );
  });

  test('a pinv(a) a = a and pinv(a) a pinv(a) = pinv(a), with symmetric products', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        fc.pre(svdvals(a).data.every((s) => s === 0 || s > 1e-2 || s < 1e-13));
        const p = pinv(a);
        expectClose(matmul(matmul(a, p), a), a, 1e-10);
        expectClose(matmul(matmul(p, a), p), p, 1e-10);
        for (const projection of [matmul(a, p), matmul(p, a)]) expectClose(projection, transpose(projection), 1e-10);
      }),
    );
  });
});

describe('systems', () => {
  test('a solve(a, b) = b, for vectors and for several right-hand sides', () => {
    fc.assert(
      fc.property(dominant, (a) => {
        const n = a.shape[0]!;
        const b = add(a, ones([n, n]));
        expectClose(matmul(a, solve(a, b)), b);
        expectClose(matmul(a, solve(a, ones([n]))), ones([n]));
        expectClose(inv(a), solve(a, eye(n)));
        expectClose(matmul(matrixPower(a, -2), matmul(a, a)), eye(n), 1e-11);
      }),
    );
  });

  test('triangularSolve reads one triangle only', () => {
    fc.assert(
      fc.property(dominant, fc.boolean(), (a, lower) => {
        const n = a.shape[0]!;
        const triangle = lower ? transpose(triu(transpose(a))) : triu(a);
        expectClose(matmul(triangle, triangularSolve(a, eye(n), { lower })), eye(n));
        const gradient = grad((x: Tensor) => sum(triangularSolve(x, ones([n]), { lower })))(a);
        expectClose(gradient, lower ? transpose(triu(transpose(gradient))) : triu(gradient), 0);
      }),
    );
  });

  test('large systems, which are solved in blocks, have small residuals', () => {
    const n = 150;
    const a = fromData(
      Float64Array.from({ length: n * n }, (_, k) => Math.sin(k * k) + (k % (n + 1) === 0 ? 20 : 0)),
      [n, n],
    ) as Tensor;
    expectClose(matmul(a, inv(a)), eye(n));
    expectClose(matmul(transpose(triu(transpose(a))), triangularSolve(a, eye(n))), eye(n));
    const [, pullback] = vjp((b: Tensor) => solve(a, b), [eye(n)]);
    const [pulled] = pullback(eye(n));
    expectClose(pulled, transpose(inv(a)));
  });

  test('lstsq is the solution of least norm, for each shape and rank', () => {
    fc.assert(
      fc.property(matrices(sizes, sizes), (a) => {
        fc.pre(svdvals(a).data.every((s) => s === 0 || s > 1e-2 || s < 1e-13));
        const b = ones([a.shape[0]!]);
        expectClose(lstsq(a, b), matmul(pinv(a), b), 1e-9);
      }),
    );
  });

  test('leading axes broadcast, and a vector b is one right-hand side for all', () => {
    const a = stack([
      tensor([
        [2, 0],
        [0, 4],
      ]),
      tensor([
        [1, 1],
        [0, 1],
      ]),
    ]);
    expect(solve(a, tensor([2, 4])).toArray()).toEqual([
      [1, 1],
      [-2, 4],
    ]);
    expect(solve(a, tensor([[2], [4]])).shape).toEqual([2, 2, 1]);
    expect(solve(ones([3, 1, 1, 1]), ones([2, 1, 5])).shape).toEqual([3, 2, 1, 5]);
    expect(lstsq(ones([3, 2, 1]), ones([2])).shape).toEqual([3, 1]);
    expect(triangularSolve(ones([3, 1, 1]), ones([1, 2])).shape).toEqual([3, 1, 2]);
  });

  test('a tensor whose elements were overwritten is factorised again', () => {
    const data = Float64Array.of(2, 0, 0, 2);
    const a = fromData(data, [2, 2]) as Tensor;
    expect(solve(a, tensor([2, 4])).toArray()).toEqual([1, 2]);
    data[0] = 4;
    expect(solve(a, tensor([2, 4])).toArray()).toEqual([0.5, 2]);
  });
});

describe('reference values', () => {
  // Checked with NumPy and SciPy.
  const a = tensor([
    [4, 1, 2],
    [1, 3, 0],
    [2, 0, 5],
  ]);

  test('of symmetric matrices', () => {
    expectClose(det(a), 43);
    expectClose(slogdet(a).logabsdet, Math.log(43));
    expectClose(norm(a), Math.sqrt(60));
    expect(norm(a, { ord: 1 })).toBe(7);
    expect(
      norm(
        tensor([
          [1, -2],
          [3, 4],
        ]),
        { ord: Infinity },
      ),
    ).toBe(7);
    expectClose(norm(a, { ord: 'nuc' }), 12);
    expectClose(sum(eigvalsh(a)), trace(a));
  });

  test('of the exponential', () => {
    // Moler and Van Loan, Nineteen dubious ways to compute the exponential of a matrix (2003), example 2.
    const hard = tensor([
      [-49, 24],
      [-64, 31],
    ]);
    const expected = tensor([
      [-0.735758758144755, 0.551819099658099],
      [-1.471517599088267, 1.103638240715576],
    ]);
    expectClose(expm(hard), expected, 1e-13);
    expectClose(matmul(expm(a), expm(mul(-1, a))), eye(3), 1e-10);
    expect(expm(zeros([2, 2])).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    // scipy.linalg.expm_frechet
    const [, frechet] = jvp(
      (x: Tensor) => expm(x),
      [
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ],
      [
        tensor([
          [5, 6],
          [7, 8],
        ]),
      ],
    );
    expectClose(
      frechet,
      tensor([
        [729.2771205469, 1022.58379404434],
        [1459.1391264995, 2038.94311791235],
      ]),
      1e-12,
    );
  });

  test('of empty and of 1 x 1 matrices', () => {
    expect(det(zeros([0, 0]))).toBe(1);
    expect(slogdet(zeros([0, 0]))).toEqual({ sign: 1, logabsdet: 0 });
    expect(inv(zeros([0, 0])).shape).toEqual([0, 0]);
    expect(solve(zeros([0, 0]), zeros([0, 2])).shape).toEqual([0, 2]);
    expect(svd(zeros([0, 3])).vt.shape).toEqual([0, 3]);
    expect(eigh(zeros([0, 0])).values.shape).toEqual([0]);
    expect(trace(zeros([0, 0]))).toBe(0);
    expect(inv(tensor([[4]])).toArray()).toEqual([[0.25]]);
    expect(det(tensor([[-3]]))).toBe(-3);
    expect(expm(tensor([[2]])).toArray()).toEqual([[Math.exp(2)]]);
    expect(qr(tensor([[-2]])).r.toArray()).toEqual([[2]]);
  });

  test('of stacks of matrices, one by one', () => {
    const stacked = stack([a, add(a, eye(3)), mul(2, a)]);
    expectClose(det(stacked), stack([det(a), det(add(a, eye(3))), det(mul(2, a))]));
    expectClose(norm(stacked, { ord: 2 }), stack([a, add(a, eye(3)), mul(2, a)].map((x) => norm(x, { ord: 2 }))));
    expectClose(cholesky(stacked), stack([cholesky(a), cholesky(add(a, eye(3))), cholesky(mul(2, a))]));
    const mapped = vmap((x: Tensor) => det(x))(stacked);
    expectClose(mapped, det(stacked));
    expectClose(vmap(grad((x: Tensor) => norm(x, { ord: 'nuc' })))(stacked), stack([eye(3), eye(3), eye(3)]));
  });
});

describe('the determinant of singular matrices', () => {
  test('has exact gradients', () => {
    expect(
      grad((a: Tensor) => det(a))(
        tensor([
          [1, 2],
          [2, 4],
        ]),
      ).toArray(),
    ).toEqual([
      [4, -2],
      [-2, 1],
    ]);
    const rankTwo = tensor([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect(det(rankTwo)).toBe(0);
    expect(grad((a: Tensor) => det(a))(rankTwo).toArray()).toEqual([
      [-3, 6, -3],
      [6, -12, 6],
      [-3, 6, -3],
    ]);
    expect(grad((a: Tensor) => det(a))(ones([3, 3])).toArray()).toEqual(zeros([3, 3]).toArray());
  });

  test('has an exact Hessian, of every rank', () => {
    const hessianOf = hessian((a: Tensor) => det(a));
    // Of 2 x 2 matrices it is constant.
    const expected = [
      [
        [
          [0, 0],
          [0, 1],
        ],
        [
          [0, 0],
          [-1, 0],
        ],
      ],
      [
        [
          [0, -1],
          [0, 0],
        ],
        [
          [1, 0],
          [0, 0],
        ],
      ],
    ];
    for (const a of [
      zeros([2, 2]),
      tensor([
        [1, 2],
        [2, 4],
      ]),
      eye(2),
    ]) {
      expectClose(hessianOf(a), tensor(expected), 0);
    }
    // Of 3 x 3 matrices: d² det / d a₀₀ d a₁₁ = a₂₂, and so on.
    const ones3 = hessianOf(ones([3, 3]));
    expect([ones3.at(0, 0, 1, 1), ones3.at(0, 0, 1, 2), ones3.at(0, 1, 1, 0), ones3.at(0, 0, 0, 1)]).toEqual([
      1, -1, -1, 0,
    ]);
    expectClose(hessianOf(zeros([3, 3])), zeros([3, 3, 3, 3]), 0);
  });

  test('agrees with expansions by minors where singular values decide', () => {
    const shapes = fc
      .integer({ min: 4, max: 5 })
      .chain((n) => fc.tuple(matrices(fc.constant(n), fc.integer({ min: 0, max: n })), matrices(fc.constant(n))));
    fc.assert(
      fc.property(shapes, ([factor, direction]) => {
        const a = matmul(factor, transpose(factor));
        const n = a.shape[0]!;
        const minor = (x: Tensor, i: number, j: number): number => {
          const rows = Array.from({ length: n }, (_, k) => k);
          const kept = rows.filter((k) => k !== i).map((k) => rows.filter((l) => l !== j).map((l) => x.at(k, l)));
          return laplace(kept);
        };
        const cofactors = (x: Tensor): Tensor =>
          tensor(
            Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (-1) ** (i + j) * minor(x, i, j))),
          );
        const gradient = (x: Tensor): Tensor => grad((y: Tensor) => det(y))(x);
        // Both round in proportion to the products of four elements or so that they add up.
        const scale = Math.max(1, norm(a, { ord: 2 })) ** (1 - n);
        expectClose(mul(scale, gradient(a)), mul(scale, cofactors(a)), 1e-13);
        // Cofactors are polynomials of degree 3 or 4, so this difference is exact but for rounding.
        const step = (t: number): Tensor => cofactors(add(a, mul(t, direction)));
        const slope = sub(mul(8 / 12, sub(step(1), step(-1))), mul(1 / 12, sub(step(2), step(-2))));
        expectClose(mul(scale, jvp(gradient, [a], [direction])[1]), mul(scale, slope), 1e-11);
      }),
      { numRuns: 30 },
    );
  });

  test('slogdet of them is 0 and -Infinity, and the derivative has no limit', () => {
    const singular = tensor([
      [1, 2],
      [2, 4],
    ]);
    expect(slogdet(singular)).toEqual({ sign: 0, logabsdet: -Infinity });
    expect(grad((a: Tensor) => slogdet(a).logabsdet)(singular).toArray()).toEqual([
      [NaN, NaN],
      [NaN, NaN],
    ]);
  });

  test('neither value nor gradient overflow on the way', () => {
    const a = tensor([
      [1e200, 0, 0, 0],
      [0, 1e200, 0, 0],
      [0, 0, 1e-200, 0],
      [0, 0, 0, 1e-200],
    ]);
    expectClose(det(a), 1);
    expect(slogdet(mul(1e-200, eye(20))).logabsdet).toBeCloseTo(20 * Math.log(1e-200), 6);
  });
});

function laplace(rows: readonly (readonly number[])[]): number {
  const [first, ...rest] = rows;
  if (first === undefined) return 1;
  return first.reduce((total, element, j) => {
    const smaller = rest.map((row) => row.filter((_, l) => l !== j));
    return total + (j % 2 === 0 ? element : -element) * laplace(smaller);
  }, 0);
}

describe('equal eigenvalues and singular values', () => {
  const turned = qr(
    tensor([
      [1, 2, 3],
      [0, 1, 4],
      [5, 6, 0],
    ]),
  ).q;
  const repeated = matmul(mul(turned, tensor([2, 2, 5])), transpose(turned));

  test('leave the gradients of symmetric functions of the eigenvalues exact', () => {
    expectClose(grad((a: Tensor) => sum(eigvalsh(a)))(repeated), eye(3));
    expectClose(grad((a: Tensor) => sum(square(eigvalsh(a))))(repeated), mul(2, repeated));
    expectClose(grad((a: Tensor) => sum(log(eigvalsh(a))))(repeated), inv(repeated));
  });

  test('leave the gradients of the projection on an eigenspace that is apart exact', () => {
    const project = (a: Tensor): Tensor => {
      const { vectors } = eigh(a);
      const selected = mul(vectors, tensor([0, 0, 1]));
      return matmul(selected, transpose(selected));
    };
    const direction = tensor([
      [1, 2, 0],
      [2, -1, 3],
      [0, 3, 1],
    ]);
    const [, pushed] = jvp(project, [repeated], [direction]);
    const h = 1e-4;
    const at = (t: number): Tensor => project(add(repeated, mul(t, direction)));
    expectClose(pushed, mul(1 / (2 * h), sub(at(h), at(-h))), 1e-6);
  });

  test('give finite derivatives of single eigenvectors', () => {
    const gradient = grad((a: Tensor) => eigh(a).vectors.at(0, 0))(eye(3));
    expect(dataOf(gradient as Plain).every(Number.isFinite)).toBe(true);
  });

  test('leave the polar factor and the nuclear norm exact', () => {
    const polar = (a: Tensor): Tensor => {
      const { u, vt } = svd(a);
      return matmul(u, vt);
    };
    // At the identity, the polar factor changes by the antisymmetric part of the direction.
    const direction = tensor([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    const [, pushed] = jvp(polar, [eye(3)], [direction]);
    expectClose(pushed, mul(0.5, sub(direction, transpose(direction))));
    expectClose(grad((a: Tensor) => norm(a, { ord: 'nuc' }))(mul(3, turned)), turned);
  });

  test('norms have the subgradient of least norm at kinks', () => {
    for (const ord of ['fro', 'nuc', 2, 1, Infinity] as const) {
      expect(grad((a: Tensor) => norm(a, { ord }))(zeros([2, 3])).toArray()).toEqual(zeros([2, 3]).toArray());
    }
    expect(grad((a: Tensor) => norm(a, { ord: 2 }))(eye(2)).toArray()).toEqual([
      [0.5, 0],
      [0, 0.5],
    ]);
  });
});

describe('derivatives', () => {
  const a = tensor([
    [4, 1, 2],
    [1, 3, 0.5],
    [2, 0.25, 5],
  ]);

  test('of cholesky and eigh are symmetric, since they read the symmetric part', () => {
    for (const f of [(x: Tensor) => sum(cholesky(x)), (x: Tensor) => eigh(x).vectors.at(0, 2)]) {
      const gradient = grad(f)(a);
      expectClose(gradient, transpose(gradient), 1e-14);
    }
    expect(
      cholesky(
        tensor([
          [4, 4],
          [0, 5],
        ]),
      ).toArray(),
    ).toEqual([
      [2, 0],
      [1, 2],
    ]);
  });

  test('of what a decomposition leaves unchanged are those of the matrix', () => {
    const identities: readonly ((x: Tensor) => Tensor)[] = [
      (x) => matmul(qr(x).q, qr(x).r),
      (x) => matmul(mul(svd(x).u, svd(x).s), svd(x).vt),
      (x) => inv(inv(x)),
      (x) => solve(x, matmul(x, x)),
      (x) => pinv(pinv(x)),
    ];
    const wide = tensor([
      [4, 1, 2],
      [1, 3, 0.5],
    ]);
    const unit = (x: Tensor): Tensor => jacfwd((y: Tensor) => mul(1, y))(x);
    identities.forEach((f, i) => {
      for (const x of i === 2 || i === 3 ? [a] : [a, wide, transpose(wide)]) {
        expectClose(jacfwd(f)(x), unit(x), 1e-12);
        expectClose(jacrev(f)(x), unit(x), 1e-12);
        // Linear functions have no second derivative.
        expectClose(jacfwd(jacrev((y: Tensor) => sum(mul(x, f(y)))))(x), zeros([...x.shape, ...x.shape]), 1e-10);
      }
    });
  });

  test('of lstsq and pinv are those along matrices of the same rank', () => {
    const factor = tensor([[1], [2], [3]]);
    const project = (x: Tensor): Tensor => matmul(x, transpose(x));
    const [, pushed] = jvp((x: Tensor) => pinv(project(x)), [factor], [tensor([[1], [0], [-1]])]);
    const h = 1e-4;
    const at = (t: number): Tensor => pinv(project(add(factor, mul(t, tensor([[1], [0], [-1]])))));
    expectClose(pushed, mul(1 / (2 * h), sub(at(h), at(-h))), 1e-6);
    const b = tensor([1, 2, 4]);
    const [, solved] = jvp((x: Tensor) => lstsq(project(x), b), [factor], [tensor([[1], [0], [-1]])]);
    expectClose(solved, matmul(pushed, b), 1e-10);
  });

  test('of slogdet are those of the logarithm of det', () => {
    const [value, gradient] = valueAndGrad((x: Tensor) => slogdet(x).logabsdet)(a);
    expectClose(value, Math.log(det(a)));
    expectClose(gradient, transpose(inv(a)));
    expectClose(hessian((x: Tensor) => slogdet(x).logabsdet)(a), hessian((x: Tensor) => log(det(x)))(a));
  });
});

describe('errors', () => {
  const wide = ones([2, 3]);
  const singular = tensor([
    [1, 2],
    [2, 4],
  ]);

  test.each([
    ['solve', () => solve(wide, ones([2]))],
    ['inv', () => inv(wide)],
    ['det', () => det(wide)],
    ['slogdet', () => slogdet(wide)],
    ['cholesky', () => cholesky(wide)],
    ['eigh', () => eigh(wide)],
    ['expm', () => expm(wide)],
    ['matrixPower', () => matrixPower(wide, 2)],
    ['triangularSolve', () => triangularSolve(wide, ones([2]))],
  ])('linalg.%s names the shape of a matrix that is not square', (name, call) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`linalg.${name}: takes a square matrix, but got shape [2, 3]`);
  });

  test.each([
    ['qr', () => qr(ones([3]))],
    ['svd', () => svd(ones([3]))],
    ['pinv', () => pinv(ones([3]))],
    ['lstsq', () => lstsq(ones([3]), ones([3]))],
    ['trace', () => trace(ones([3]))],
    ['norm', () => norm(ones([3]))],
  ])('linalg.%s refuses vectors', (name, call) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`linalg.${name}: takes a matrix`);
  });

  test('singular matrices are refused, in every mode', () => {
    expect(() => solve(singular, ones([2]))).toThrow(DomainError);
    expect(() => solve(singular, ones([2]))).toThrow('linalg.solve: the matrix of shape [2, 2] is singular');
    expect(() => inv(singular)).toThrow('linalg.inv: the matrix of shape [2, 2] is singular');
    expect(() => matrixPower(singular, -1)).toThrow('linalg.matrixPower: the matrix of shape [2, 2] is singular');
    expect(() => grad((x: Tensor) => sum(inv(x)))(singular)).toThrow('linalg.inv');
    expect(() =>
      triangularSolve(
        tensor([
          [1, 0],
          [1, 0],
        ]),
        ones([2]),
      ),
    ).toThrow('its diagonal has a zero at 1');
  });

  test('other numbers and shapes are refused', () => {
    expect(() =>
      cholesky(
        tensor([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow(DomainError);
    expect(() =>
      cholesky(
        tensor([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow('linalg.cholesky: the matrix of shape [2, 2] is not positive definite');
    expect(() => solve(eye(2), ones([3]))).toThrow(
      'linalg.solve: a of shape [2, 2] has 2 rows, but b of shape [3] has 3',
    );
    expect(() => solve(ones([2, 1, 1]), ones([3, 1, 1]))).toThrow(ShapeError);
    expect(() => matrixPower(eye(2), 0.5)).toThrow(DomainError);
    expect(() => norm(eye(2), { ord: 3 })).toThrow("linalg.norm: ord must be 'fro', 'nuc', 1, 2 or Infinity");
  });

  test('numbers that are not finite give NaN instead of endless iterations', () => {
    const bad = tensor([
      [NaN, 1],
      [1, 2],
    ]);
    for (const result of [svdvals(bad), eigvalsh(bad), expm(bad), pinv(bad), solve(bad, ones([2]))]) {
      expect(dataOf(result as Plain).every(Number.isNaN)).toBe(true);
    }
    expect(
      svdvals(
        tensor([
          [Infinity, 1],
          [1, 2],
        ]),
      ).toArray(),
    ).toEqual([NaN, NaN]);
  });
});
