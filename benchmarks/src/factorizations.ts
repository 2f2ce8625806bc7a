// What a derivative through a matrix factorisation costs, against the value alone.
import { linalg, sum, tensor, valueAndGrad, type Scalar, type Tensor } from 'wengert';
import { compare } from './measure.js';
import { ratioText, report } from './report.js';

const sizes = [50, 200];

/** A well-conditioned symmetric positive definite matrix. */
function positiveDefinite(n: number): Tensor {
  const entries = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return (i === j ? n : 0) + Math.sin(i * j) + Math.sin(i + j);
  });
  return tensor(entries, [n, n]);
}

/** Prints the ratio of value and gradient to the value. */
export function factorizations(): void {
  report(
    'Linear algebra: value and gradient / value',
    sizes.flatMap((n) => {
      const matrix = positiveDefinite(n);
      const right = tensor(Float64Array.from({ length: n }, (_, i) => Math.cos(i)));
      const functions: Readonly<Record<string, (a: Tensor) => Scalar>> = {
        solve: (a) => sum(linalg.solve(a, right)),
        cholesky: (a) => sum(linalg.cholesky(a)),
      };
      return Object.entries(functions).map(([name, f]) => {
        const both = valueAndGrad(f);
        const [, ours] = compare([
          { name: 'value', run: () => f(fresh(matrix)) },
          { name: 'value and gradient', run: () => both(fresh(matrix)) },
        ]);
        return { operation: name, n: String(n), ratio: ours === undefined ? '' : ratioText(ours.ratio) };
      });
    }),
  );
}

/** The same matrix in a tensor of its own, for which nothing has been factorised yet. */
function fresh(matrix: Tensor): Tensor {
  return tensor(matrix.data, matrix.shape);
}
