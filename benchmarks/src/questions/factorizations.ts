import { add, linalg, mul, sub, sum, tensor, value, valueAndGrad, type Scalar, type Tensor } from 'wengert';
import type { Benchmark } from '../harness/benchmark.js';

/** A well-conditioned symmetric positive definite matrix. */
function positiveDefinite(n: number): Tensor {
  const entries = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return (i === j ? n : 0) + Math.sin(i * j) + Math.sin(i + j);
  });
  return tensor(entries, [n, n]);
}

/** The same matrix in a tensor of its own, for which nothing has been factorised yet. */
function fresh(matrix: Tensor): Tensor {
  return tensor(matrix.data, matrix.shape);
}

type Function = (a: Tensor) => Scalar;

const functions: Readonly<Record<string, (n: number) => Function>> = {
  solve: (n) => {
    const right = tensor(Float64Array.from({ length: n }, (_, i) => Math.cos(i)));
    return (a) => sum(linalg.solve(a, right));
  },
  cholesky: () => (a) => sum(linalg.cholesky(a)),
};

/** A value, and the slope along a symmetric direction that the gradient says or that differences say. */
function valueAndSlope(
  f: Function,
  n: number,
): { byGradient: (result: unknown) => unknown; byDifferences: () => unknown } {
  const [matrix, direction] = [positiveDefinite(n), mul(1e-3, positiveDefinite(n))];
  return {
    byGradient: (result) => {
      const [value, gradient] = result as [number, Tensor];
      return [value, sum(mul(gradient, direction))];
    },
    byDifferences: () => [f(matrix), value(sub(f(add(matrix, direction)), f(sub(matrix, direction)))) / 2],
  };
}

/** Derivatives of linear algebra. */
export const factorizations: Benchmark = {
  name: 'factorizations',
  question: 'What does a derivative through a matrix factorisation cost, against the value alone?',
  comparisons: (scope) =>
    (scope === 'full' ? [50, 200] : [50]).flatMap((n) =>
      Object.entries(functions).map(([name, functionOf]) => {
        const f = functionOf(n);
        const { byGradient, byDifferences } = valueAndSlope(f, n);
        return {
          name: `${name}, ${n} x ${n}`,
          parameters: { n },
          expected: byDifferences,
          tolerance: 1e-6,
          contenders: () => {
            const matrix = positiveDefinite(n);
            const both = valueAndGrad(f);
            return [
              { name: 'value', run: () => f(fresh(matrix)), unchecked: true },
              { name: 'value and gradient', run: () => both(fresh(matrix)), answer: byGradient },
            ];
          },
        };
      }),
    ),
};
