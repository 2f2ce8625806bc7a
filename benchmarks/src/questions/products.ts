import { einsum, matmul, tensor } from 'wengert';
import type { Benchmark } from '../harness/benchmark.js';

function matrix(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => Math.sin(seed + i));
}

/** The loop order i-k-j, in which all reads and writes run along rows. */
function plainProduct(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] ?? 0;
      for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] ?? 0) + factor * (b[k * n + j] ?? 0);
    }
  }
  return c;
}

/** Matrix products. */
export const products: Benchmark = {
  name: 'products',
  question: 'How fast are matrix products, against the loop that one would write?',
  comparisons: (scope) =>
    (scope === 'full' ? [64, 256, 512] : [64]).map((n) => ({
      name: `${n} x ${n}`,
      parameters: { n },
      contenders: () => {
        const [a, b] = [matrix(n, 1), matrix(n, 2)];
        const [x, y] = [tensor(a, [n, n]), tensor(b, [n, n])];
        return [
          { name: 'i-k-j loop', run: () => plainProduct(a, b, n) },
          { name: 'matmul', run: () => matmul(x, y) },
          { name: 'einsum', run: () => einsum('ij,jk->ik', x, y) },
        ];
      },
    })),
};
