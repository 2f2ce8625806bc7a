import {
  add,
  compile,
  mul,
  pad,
  slice,
  sparseHessian,
  sparseJacobian,
  sub,
  tensor,
  type Scalar,
  type SparseMatrix,
  type Tensor,
} from 'wengert';
import type { Benchmark, Comparison, Contender, Reading } from '../harness/benchmark.js';
import { memoryInUse } from '../harness/memory-in-use.js';
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
    const compiledOfScalars = sparseJacobian(banded.traced, { compile });
    const compiledOfTensor = sparseJacobian(bandedOfTensor, { compile });
    return [
      { name: 'by hand', run: () => entriesOfJacobian(x) },
      withZeros(() => banded.jacobian(x)),
      { name: 'scalars', run: () => ofScalars(x), answer: valuesOf },
      { name: 'tensor', run: () => ofTensor(t), answer: valuesOf },
      { name: 'tensor, check: false', run: () => unchecked(t), answer: valuesOf },
      { name: 'scalars, compiled', run: () => compiledOfScalars(x), answer: valuesOf },
      { name: 'tensor, compiled', run: () => compiledOfTensor(t), answer: valuesOf },
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
    const compiledOfScalars = sparseHessian(rosenbrock.traced, { compile });
    const compiledOfTensor = sparseHessian(rosenbrock.ofTensor, { compile });
    return [
      { name: 'by hand', run: () => entriesOfHessian(x) },
      withZeros(() => rosenbrock.hessian(x)),
      { name: 'scalars', run: () => ofScalars(x), answer: valuesOf },
      { name: 'tensor', run: () => ofTensor(t), answer: valuesOf },
      { name: 'scalars, compiled', run: () => compiledOfScalars(x), answer: valuesOf },
      { name: 'tensor, compiled', run: () => compiledOfTensor(t), answer: valuesOf },
    ];
  },
};

/** A derivative that can be prepared. */
interface Preparable<Argument> {
  prepare(x: Argument): { evaluate(x: Argument): unknown };
}

/** Sees what a function returns. */
type Watch = <Output>(output: Output) => Output;

/** What is measured at many sizes. */
interface Growing<Argument> {
  readonly name: string;
  readonly argument: (n: number) => Argument;
  readonly derivative: (watch: Watch, options: { readonly compile?: typeof compile }) => Preparable<Argument>;
}

/** What is linear in the number of unknowns stays the same for each of them. */
function growth<Argument>(
  { name, argument, derivative }: Growing<Argument>,
  n: number,
  isCompiled: boolean,
): readonly Reading[] {
  const parameters = { n };
  const work = `${name}, n = ${n}`;
  const unit = 'µs for each unknown';
  const eager: Reading = {
    name: work,
    parameters,
    unit,
    read: () => {
      const x = argument(n);
      const preparing = microseconds(3, () => derivative(unseen, {}).prepare(x));
      const prepared = derivative(unseen, {}).prepare(x);
      return { 'pattern and colors': preparing / n, values: microseconds(5, () => prepared.evaluate(x)) / n };
    },
  };
  const compiled: Reading = {
    name: `${work}, compiled`,
    parameters,
    unit,
    read: () => {
      const x = argument(n);
      const prepared = derivative(unseen, { compile }).prepare(x);
      const first = microseconds(1, () => prepared.evaluate(x));
      return { 'first values': first / n, values: microseconds(5, () => prepared.evaluate(x)) / n };
    },
  };
  const memory: Reading = {
    name: work,
    parameters,
    unit: 'bytes for each unknown',
    read: () => {
      const x = argument(n);
      let before = memoryInUse();
      let most = 0;
      // At its end, the function has left behind all that is kept of it for the sweeps.
      const prepared = derivative((output) => {
        most = Math.max(most, memoryInUse() - before);
        return output;
      }, {}).prepare(x);
      const pattern = Math.max(most, memoryInUse() - before);
      before = memoryInUse();
      most = 0;
      prepared.evaluate(x);
      return { 'pattern and colors': pattern / n, values: most / n };
    },
  };
  return isCompiled ? [eager, compiled, memory] : [eager, memory];
}

const unseen: Watch = (output) => output;

function microseconds(runs: number, run: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return 1000 * Math.min(...times);
}

const ofScalars: readonly Growing<number[]>[] = [
  {
    name: 'banded Jacobian, scalars',
    argument: rosenbrock.point,
    derivative: (watch, options) => sparseJacobian((x: Scalar[]) => watch(banded.traced(x)), options),
  },
  {
    name: 'Rosenbrock Hessian, scalars',
    argument: rosenbrock.point,
    derivative: (watch, options) => sparseHessian((x: Scalar[]) => watch(rosenbrock.traced(x)), options),
  },
];

const ofTensors: readonly Growing<Tensor>[] = [
  {
    name: 'banded Jacobian, tensor',
    argument: (n) => tensor(rosenbrock.point(n)),
    derivative: (watch, options) => sparseJacobian((x: Tensor) => watch(bandedOfTensor(x)), options),
  },
  {
    name: 'Rosenbrock Hessian, tensor',
    argument: (n) => tensor(rosenbrock.point(n)),
    derivative: (watch, options) => sparseHessian((x: Tensor) => watch(rosenbrock.ofTensor(x)), options),
  },
];

/** Sparse derivatives. */
export const sparse: Benchmark = {
  name: 'sparse',
  question: 'How near are sparse derivatives to ones by hand, and are they linear in the size?',
  comparisons: () => [jacobian, hessian],
  readings: (scope) =>
    (scope === 'full' ? [1_000, 10_000, 100_000] : [1_000]).flatMap((n) => [
      // To write down what is done to scalars takes a good second for ten thousand of them.
      ...ofScalars.flatMap((growing) => growth(growing, n, n <= 10_000)),
      ...ofTensors.flatMap((growing) => growth(growing, n, true)),
    ]),
};
