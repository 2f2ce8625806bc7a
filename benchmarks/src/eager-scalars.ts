// What an eager operation on scalars costs, and how flat that stays as the record grows.
import { add, grad, jvp, mul, sin, sub, type Scalar } from 'wengert';
import { checkSame, compare, time } from './measure.js';
import { ratioText, report } from './report.js';

const sizes = [100, 10_000, 1_000_000];

/** A chain that alternates between cheap arithmetic and a sine. */
function chain(operations: number): (x: Scalar) => Scalar {
  return (x) => {
    let y = x;
    for (let i = 0; i < operations; i += 2) y = sin(mul(y, 1.0001));
    return y;
  };
}

function handwrittenChain(operations: number): (x: number) => number {
  return (x) => {
    let y = x;
    let derivative = 1;
    for (let i = 0; i < operations; i += 2) {
      const scaled = y * 1.0001;
      derivative *= 1.0001 * Math.cos(scaled);
      y = Math.sin(scaled);
    }
    return derivative;
  };
}

const square = (x: Scalar): Scalar => mul(x, x);

function rosenbrock(x: readonly Scalar[]): Scalar {
  let total: Scalar = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i] ?? 0;
    total = add(total, add(mul(100, square(sub(x[i + 1] ?? 0, square(a)))), square(sub(1, a))));
  }
  return total;
}

/** Operations that `rosenbrock` records for each pair of neighbours. */
const operationsPerPair = 8;

/** Prints nanoseconds for each recorded operation, and ratios to hand-written derivatives. */
export function eagerScalars(): void {
  const perOperation = (operations: number, run: () => unknown): string =>
    ((1e6 * time(run).median) / operations).toFixed(0);
  report(
    'Eager scalars: ns for each operation',
    sizes.map((operations) => {
      const f = chain(operations);
      const pairs = Math.round(operations / operationsPerPair);
      const point = Array.from({ length: pairs + 1 }, (_, i) => Math.sin(i));
      const gradient = grad(rosenbrock);
      return {
        operations: operations.toLocaleString('en'),
        'forward, chain': perOperation(operations, () => jvp(f, [0.5], [1])),
        'reverse, chain': perOperation(operations, () => grad(f)(0.5)),
        'reverse, Rosenbrock': perOperation(pairs * operationsPerPair, () => gradient(point)),
      };
    }),
  );
  const operations = 1_000_000;
  const [ours, theirs] = [grad(chain(operations)), handwrittenChain(operations)];
  checkSame('chain', [ours(0.5)], [theirs(0.5)]);
  const [, gradient] = compare([
    { name: 'hand-written', run: () => theirs(0.5) },
    { name: 'grad', run: () => ours(0.5) },
  ]);
  if (gradient !== undefined) {
    report('A chain of 1,000,000 operations', [{ 'gradient / hand-written derivative': ratioText(gradient.ratio) }]);
  }
}
