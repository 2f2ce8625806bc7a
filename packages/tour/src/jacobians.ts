// The same Jacobian by forward and by reverse mode: which is cheaper depends on its shape.
import { jacfwd, jacrev, matmul, sin, tensor, type Tensor } from 'wengert';
import { say, showCode, table } from './terminal.js';

/** A function of n numbers that returns m: sin(A x), with a matrix of fixed numbers. */
function example(n: number, m: number): (x: Tensor) => Tensor {
  const matrix = tensor(
    Float64Array.from({ length: m * n }, (_, i) => Math.cos(i * i)),
    [m, n],
  );
  return (x) => sin(matmul(matrix, x));
}

function pointOf(n: number): Tensor {
  return tensor(Float64Array.from({ length: n }, (_, i) => 1 / (1 + i)));
}

/** The largest difference between the entries of the Jacobian by forward and by reverse mode. */
export function largestDifference(n: number, m: number): number {
  const [f, x] = [example(n, m), pointOf(n)];
  const [forward, reverse] = [jacfwd(f)(x).data, jacrev(f)(x).data];
  return forward.reduce((largest, entry, i) => Math.max(largest, Math.abs(entry - (reverse[i] ?? NaN))), 0);
}

/** Milliseconds that each mode takes: the median of several runs, taken in turns. */
function timeJacobians(n: number, m: number, runs: number): { forward: number; reverse: number } {
  const [f, x] = [example(n, m), pointOf(n)];
  const times = { forward: [] as number[], reverse: [] as number[] };
  // The first quarter only warms up.
  for (let run = -Math.ceil(runs / 4); run < runs; run++) {
    const [forward, reverse] = [milliseconds(() => jacfwd(f)(x)), milliseconds(() => jacrev(f)(x))];
    if (run < 0) continue;
    times.forward.push(forward);
    times.reverse.push(reverse);
  }
  return { forward: median(times.forward), reverse: median(times.reverse) };
}

function milliseconds(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const sizes = [
  { n: 200, m: 2 },
  { n: 50, m: 50 },
  { n: 2, m: 200 },
];

/** Prints this part of the tour. */
export function compareJacobians(): void {
  say(
    `The Jacobian of a function with n inputs and m outputs. Forward mode pushes one
direction forward for each input, reverse mode pulls one back for each output:`,
  );
  showCode('const f = (x) => sin(matmul(A, x));   jacfwd(f)(x)   jacrev(f)(x)');
  const difference = Math.max(...sizes.map(({ n, m }) => largestDifference(n, m)));
  say(`Both give the same matrix; the largest difference between two entries is ${difference}.`);
  const rows = sizes.map(({ n, m }) => {
    const { forward, reverse } = timeJacobians(n, m, 40);
    const advantage = Math.max(forward, reverse) / Math.min(forward, reverse);
    return {
      'n → m': `${n} → ${m}`,
      'jacfwd, ms': forward.toFixed(3),
      'jacrev, ms': reverse.toFixed(3),
      'jacfwd / jacrev': (forward / reverse).toFixed(2),
      faster: `${forward < reverse ? 'forward' : 'reverse'} ${advantage.toFixed(1)} ×`,
    };
  });
  say(table('Median of 40 runs', rows));
}
