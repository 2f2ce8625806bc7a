import { add, checkpoint, grad, jvp, mul, scan, sum, tanh, tensor, type Scalar, type Tensor } from 'wengert';
import type { Benchmark, Reading } from '../harness/benchmark.js';
import { memoryInUse } from '../harness/memory-in-use.js';

const width = 10;
const start = tensor(Float64Array.from({ length: width }, (_, i) => Math.sin(i)));
const rate = 0.9;

/** A nonlinear recurrence. */
const step = (y: Tensor): Tensor => tanh(add(mul(rate, y), 0.1));

/** The recurrence in a loop, with what is done at each step. */
const repeated =
  (steps: number, advance: (y: Tensor) => Tensor) =>
  (y: Tensor): Scalar => {
    let last = y;
    for (let i = 0; i < steps; i++) last = advance(last);
    return sum(last);
  };

/** Calls a step so many times inside a checkpoint. */
const inBlocks = (length: number, advance: (y: Tensor) => Tensor): ((y: Tensor) => Tensor) =>
  checkpoint((y: Tensor) => {
    let last = y;
    for (let i = 0; i < length; i++) last = advance(last);
    return last;
  });

const scanned =
  (steps: number, checkpoints: number, advance: (y: Tensor) => Tensor) =>
  (y: Tensor): Scalar => {
    const [last] = scan((state: Tensor) => [advance(state), undefined] as const, y, undefined, {
      length: steps,
      checkpoints,
    });
    return sum(last);
  };

/** The ways to differentiate the recurrence, given what a step does. */
const ways: Readonly<Record<string, (steps: number, advance: (y: Tensor) => Tensor) => unknown>> = {
  jvp: (steps, advance) => jvp(repeated(steps, advance), [start], [start]),
  grad: (steps, advance) => grad(repeated(steps, advance))(start),
  'grad, checkpoint at each root of n': (steps, advance) => {
    const length = Math.round(Math.sqrt(steps));
    return grad(repeated(Math.round(steps / length), inBlocks(length, advance)))(start);
  },
  'grad, scan with 100 checkpoints': (steps, advance) => grad(scanned(steps, 100, advance))(start),
};

/** The most memory above the start, in MB, and how often each step is evaluated. */
function measure(steps: number, way: (steps: number, advance: (y: Tensor) => Tensor) => unknown): [number, number] {
  const before = memoryInUse();
  let peak = 0;
  let calls = 0;
  way(steps, (y) => {
    if (calls++ % Math.ceil(steps / 100) === 0) {
      peak = Math.max(peak, memoryInUse() - before);
    }
    return step(y);
  });
  return [peak / 1e6, calls / steps];
}

function readings(steps: number): Reading[] {
  const measured = new Map<string, [number, number]>();
  const of = (name: string): [number, number] => {
    const known = measured.get(name) ?? measure(steps, ways[name] ?? (() => undefined));
    measured.set(name, known);
    return known;
  };
  const names = Object.keys(ways);
  const name = `${steps.toLocaleString('en')} steps`;
  return [
    { name, parameters: { steps }, unit: 'peak, MB', read: () => figures(names, (way) => of(way)[0]) },
    { name, parameters: { steps }, unit: 'evaluations of each step', read: () => figures(names, (way) => of(way)[1]) },
  ];
}

function figures(names: readonly string[], of: (name: string) => number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

/** What is kept. */
export const memory: Benchmark = {
  name: 'memory',
  question: 'How much memory does each mode hold for a long recurrence with a state of ten numbers?',
  readings: (scope) => (scope === 'full' ? [1000, 10_000, 100_000] : [1000]).flatMap(readings),
};
