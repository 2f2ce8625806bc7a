// The gradient through a long recurrence, with the number of kept states bounded.
import { add, grad, mul, scan, sum, tanh, tensor, type Scalar, type Tensor } from 'wengert';
import { report } from './report.js';

const steps = 1_000_000;
const checkpoints = 1000;

/** A nonlinear recurrence with a state of ten numbers. */
const recurrence =
  (length: number, kept?: number) =>
  (state: Tensor, rate: Scalar): Scalar => {
    const [last] = scan((y: Tensor) => [tanh(add(mul(rate, y), 0.1)), undefined] as const, state, undefined, {
      length,
      ...(kept === undefined ? {} : { checkpoints: kept }),
    });
    return sum(last);
  };

/** Prints the time and the peak of memory for a million steps. */
export function boundedMemory(): void {
  const start = tensor(Float64Array.from({ length: 10 }, (_, i) => Math.sin(i)));
  const short = 2000;
  const plain = grad(recurrence(short))(start, 0.9).toArray();
  const bounded = grad(recurrence(short, 10))(start, 0.9).toArray();
  if (plain.some((entry, i) => entry !== bounded[i])) throw new Error('Checkpoints changed the gradient.');
  globalThis.gc?.();
  const before = process.memoryUsage();
  let peak = 0;
  let calls = 0;
  const watched = (y: Tensor, rate: Scalar): Scalar => {
    const [last] = scan(
      (state: Tensor) => {
        if (calls++ % 10_000 === 0) peak = Math.max(peak, used());
        return [tanh(add(mul(rate, state), 0.1)), undefined] as const;
      },
      y,
      undefined,
      { length: steps, checkpoints },
    );
    return sum(last);
  };
  const used = (): number => {
    const now = process.memoryUsage();
    return now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers;
  };
  const began = performance.now();
  grad(watched)(start, 0.9);
  const seconds = (performance.now() - began) / 1000;
  report(`Gradient through ${steps.toLocaleString('en')} steps, state of 10 numbers, ${checkpoints} checkpoints`, [
    {
      seconds: seconds.toFixed(1),
      'step evaluations / steps': (calls / steps).toFixed(2),
      'peak above the start, MB': (peak / 1e6).toFixed(0),
    },
  ]);
}
