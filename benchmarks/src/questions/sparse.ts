import {
  add,
  mul,
  pad,
  slice,
  sparseHessian,
  sparseJacobian,
  sub,
  tensor,
  type SparseMatrix,
  type Tensor,
} from 'wengert';
import type { Benchmark, Comparison, Contender, Reading } from '../harness/benchmark.js';
import { banded } from '../workloads/jacobians.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

/** The banded function on a tensor. */
function bandedOfTensor(x: Tensor): Tensor {
  const padded = pad(x, 1);
  const own = add(mul(sub(3, mul(2, x)), x), 1);
  return sub(sub(own, slice(padded, [[0, -2]])), mul(2, slice(padded, [[2, null]])));
}

/** The entries of its Jacobian and no zeros, row by row, by hand. */
function entriesOfJacobian(x: readonly number[]): Float64Array {
  const entries = new Float64Array(3 * x.length - 2);
  let k = 0;
  for (let i = 0; i < x.length; i++) {
    if (i > 0) entries[k++] = -1;
    entries[k++] = 3 - 4 * (x[i] ?? NaN);
    if (i + 1 < x.length) entries[k++] = -2;
  }
  return entries;
}

/** The entries of its Hessian and no zeros, row by row, by hand. */
function entriesOfHessian(x: readonly number[]): Float64Array {
  const entries = new Float64Array(3 * x.length - 2);
  for (let i = 0; i + 1 < x.length; i++) {
    const [a, b] = [x[i] ?? NaN, x[i + 1] ?? NaN];
    const place = 3 * i;
    entries[place] = (entries[place] ?? NaN) + 1200 * a * a - 400 * b + 2;
    entries[place + 1] = -400 * a;
    entries[place + 2] = -400 * a;
    entries[place + 3] = 200;
  }
  return entries;
}

const valuesOf = (result: unknown): unknown => (result as SparseMatrix).values;

/** The same work with all zeros written out, for comparison only. */
const withZeros = (run: () => unknown): Contender => ({ name: 'by hand, with all zeros', run, unchecked: true });

const jacobian: Comparison = {
  name: 'banded Jacobian, 200 to 200',
  parameters: { n: banded.point.length },
  contenders: () => {
    const x = banded.point;
    const t = tensor(x);
    const [ofScalars, ofTensor] = [sparseJacobian(banded.traced), sparseJacobian(bandedOfTensor)];
    const unchecked = sparseJacobian(bandedOfTensor, { check: false });
    return [
      { name: 'by hand', run: () => entriesOfJacobian(x) },
      withZeros(() => banded.jacobian(x)),
      { name: 'scalars', run: () => ofScalars(x), answer: valuesOf },
      { name: 'tensor', run: () => ofTensor(t), answer: valuesOf },
      { name: 'tensor, check: false', run: () => unchecked(t), answer: valuesOf },
    ];
  },
};

const hessian: Comparison = {
  name: 'Rosenbrock Hessian, n = 100',
  parameters: { n: 100 },
  contenders: () => {
    const x = rosenbrock.point(100);
    const t = tensor(x);
    const [ofScalars, ofTensor] = [sparseHessian(rosenbrock.traced), sparseHessian(rosenbrock.ofTensor)];
    return [
      { name: 'by hand', run: () => entriesOfHessian(x) },
      withZeros(() => rosenbrock.hessian(x)),
      { name: 'scalars', run: () => ofScalars(x), answer: valuesOf },
      { name: 'tensor', run: () => ofTensor(t), answer: valuesOf },
    ];
  },
};

/** A derivative that can be prepared. */
interface Preparable<Argument> {
  prepare(x: Argument): { evaluate(x: Argument): unknown };
}

/** Microseconds for each unknown: what is linear in their number stays the same. */
function perUnknown<Argument>(name: string, n: number, derivative: Preparable<Argument>, x: Argument): Reading {
  return {
    name: `${name}, n = ${n}`,
    parameters: { n },
    unit: 'µs for each unknown',
    read: () => {
      const time = (run: () => unknown): number => {
        const start = performance.now();
        run();
        return (1000 * (performance.now() - start)) / n;
      };
      const preparations = Array.from({ length: 3 }, () => time(() => derivative.prepare(x)));
      const prepared = derivative.prepare(x);
      const evaluations = Array.from({ length: 5 }, () => time(() => prepared.evaluate(x)));
      return { 'pattern and colors': Math.min(...preparations), values: Math.min(...evaluations) };
    },
  };
}

/** Sparse derivatives. */
export const sparse: Benchmark = {
  name: 'sparse',
  question: 'How near are sparse derivatives to ones by hand, and are they linear in the size?',
  comparisons: () => [jacobian, hessian],
  readings: (scope) =>
    (scope === 'full' ? [1_000, 10_000, 100_000] : [1_000]).flatMap((n) => {
      const x = rosenbrock.point(n);
      const t = tensor(x);
      return [
        perUnknown('banded Jacobian, scalars', n, sparseJacobian(banded.traced), x),
        perUnknown('banded Jacobian, tensor', n, sparseJacobian(bandedOfTensor), t),
        perUnknown('Rosenbrock Hessian, scalars', n, sparseHessian(rosenbrock.traced), x),
        perUnknown('Rosenbrock Hessian, tensor', n, sparseHessian(rosenbrock.ofTensor), t),
      ];
    }),
};
