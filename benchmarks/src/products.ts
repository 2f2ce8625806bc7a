// Matrix products against the loop that one would write, and einsum against the product that it stands for.
import { einsum, matmul, tensor } from 'wengert';
import { checkSame, compare } from './measure.js';
import { report } from './report.js';

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

/** Prints the ratios for square matrices. */
export function products(): void {
  report(
    'Matrix product',
    [64, 256, 512].map((n) => {
      const [a, b] = [matrix(n, 1), matrix(n, 2)];
      const [x, y] = [tensor(a, [n, n]), tensor(b, [n, n])];
      checkSame('matmul', matmul(x, y).data, plainProduct(a, b, n));
      const [plain, ours, byEinsum] = compare([
        { name: 'i-k-j loop', run: () => plainProduct(a, b, n) },
        { name: 'matmul', run: () => matmul(x, y) },
        { name: 'einsum', run: () => einsum('ij,jk->ik', x, y) },
      ]);
      const gigaflops = (milliseconds: number | undefined): string =>
        milliseconds === undefined ? '' : ((2 * n ** 3) / (1e6 * milliseconds)).toFixed(1);
      const faster = ours === undefined ? '' : (1 / ours.ratio.median).toFixed(1);
      return {
        n: String(n),
        'loop, GFLOP/s': gigaflops(plain?.median),
        'matmul, GFLOP/s': gigaflops(ours?.median),
        'times as fast': faster,
        'einsum / matmul':
          byEinsum === undefined || ours === undefined ? '' : (byEinsum.median / ours.median).toFixed(2),
      };
    }),
  );
}
