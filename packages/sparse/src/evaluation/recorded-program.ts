import { BatchTrace } from '@wengert/batch';
import type { AnyFunction, Options } from '@wengert/functional';
import { call, splitAux, untraceAux, type DifferentiatedArguments } from '@wengert/functional/building-blocks';
import { flatten, isPlain, shapeOfValue, zerosOf, type Tangent, type Value } from '@wengert/primitives';
import { blockWidth, pullBlock, pushBlock, pushforward, ReverseTrace, type SeedBlock } from '@wengert/reverse';
import { dataOf, isTensor, sizeOf, TraceError, type Plain } from '@wengert/tensor';
import type { Directions } from './directions.js';

/** So many directions are swept at once where they are arrays. */
const chunk = 64;

/**
 * So few directions are swept one by one where arrays have so many elements on average that an operation takes longer for
 * them than for everything else.
 */
const [fewDirections, largeArray] = [8, 64];

/** Leaves one behind the other, each with the place of its first number. */
interface Leaves {
  readonly values: readonly Value[];
  readonly firsts: readonly number[];
  /** How many numbers there are in all of them. */
  readonly size: number;
}

/** A function that has been evaluated once and recorded, to be swept in many directions, either way. */
export class RecordedProgram {
  /** What `f` returned beside its output, untraced. */
  readonly aux: unknown;
  /** Whether there is nothing on the record but scalars with finite partials, so that typed arrays do for the sweeps. */
  readonly hasOnlyScalars: boolean;
  private readonly trace: ReverseTrace;
  private readonly inputs: Leaves;
  private readonly outputs: Leaves;
  /** How many directions of scalars are swept at once. */
  private readonly width: number;

  /**
   * Evaluates `f`.
   *
   * @param operation - What the user called.
   * @param args - The arguments, taken apart.
   * @param isReusable - Whether there may be more than one sweep over something other than scalars.
   */
  constructor(
    operation: string,
    f: AnyFunction,
    args: DifferentiatedArguments,
    { hasAux }: Options,
    isReusable: boolean,
  ) {
    const trace = new ReverseTrace(operation, isReusable);
    this.trace = trace;
    try {
      this.inputs = leavesOf(args.leaves.map((leaf) => trace.input(leaf)));
      const { output, aux } = splitAux(operation, call(f, args.withLeaves(this.inputs.values)), hasAux);
      this.outputs = leavesOf(flatten(output, `${operation}: the output of f`).leaves);
      this.aux = untraceAux(operation, aux, (x) => trace.primalOf(x));
      this.width = blockWidth(trace, [...this.inputs.values, ...this.outputs.values]);
      this.hasOnlyScalars = this.width > 0;
    } finally {
      trace.end();
    }
  }

  /** How many numbers there are in the output. */
  get outputSize(): number {
    return this.outputs.size;
  }

  /** Whether the arguments and the output consist of nothing but single numbers. */
  get takesAndGivesNumbers(): boolean {
    return [...this.inputs.values, ...this.outputs.values].every((x) => !isTensor(x));
  }

  /**
   * The derivatives of each leaf of the output for each color of the arguments, one color at a time. They are values of the
   * transformation further out, if there is one.
   */
  tangents(directions: Directions): readonly (readonly Value[])[] {
    const { trace, inputs, outputs } = this;
    return sweptByColor(directions, inputs, outputs, (seeds) =>
      pushforward(trace, inputs.values, seeds, outputs.values),
    );
  }

  /** The same for each color of the output: the derivatives by each leaf of the arguments. */
  cotangents(weights: Directions): readonly (readonly Value[])[] {
    const { trace, inputs, outputs } = this;
    return sweptByColor(weights, outputs, inputs, (seeds) => trace.pullback(outputs.values, seeds, inputs.values));
  }

  /** The derivatives of the output in each direction of the arguments, one direction after the other. */
  pushforward(directions: Directions): Float64Array {
    const { trace, inputs, outputs } = this;
    if (this.hasOnlyScalars) {
      return this.sweptBlocks(directions, outputs, (block) => pushBlock(trace, inputs.values, outputs.values, block));
    }
    return sweptArrays(directions, inputs, outputs, (seeds) =>
      pushforward(trace, inputs.values, seeds, outputs.values),
    );
  }

  /** The derivatives by the arguments of each weighted sum of the output, one sum after the other. */
  pullback(weights: Directions): Float64Array {
    const { trace, inputs, outputs } = this;
    if (this.hasOnlyScalars) {
      return this.sweptBlocks(weights, inputs, (block) => pullBlock(trace, outputs.values, inputs.values, block));
    }
    return sweptArrays(weights, outputs, inputs, (seeds) => trace.pullback(outputs.values, seeds, inputs.values));
  }

  /** Gives the memory of the record back; no sweep after this. */
  release(): void {
    this.trace.release();
  }

  private sweptBlocks(directions: Directions, to: Leaves, sweep: (block: SeedBlock) => Float64Array): Float64Array {
    const { count } = directions;
    const results = new Float64Array(count * to.size);
    for (let start = 0; start < count; start += this.width) {
      const block = directions.block(start, Math.min(count, start + this.width));
      const rows = sweep(block);
      for (let k = 0; k < block.width; k++) {
        const first = (start + k) * to.size;
        // Adding 0 takes the sign off a zero.
        for (let place = 0; place < to.size; place++) results[first + place] = (rows[place * block.width + k] ?? 0) + 0;
      }
    }
    return results;
  }
}

/**
 * Refuses arguments that a transformation further out traces.
 *
 * @throws {@link TraceError} naming what to use instead.
 */
export function checkPlain(operation: string, leaves: readonly Value[]): void {
  if (leaves.every(isPlain)) return;
  throw new TraceError(
    `${operation}: an argument is traced by a transformation further out, but the result consists of plain numbers and ` +
      'would lose the derivative. Use jacobian or hessian inside other transformations.',
  );
}

function leavesOf(values: readonly Value[]): Leaves {
  let size = 0;
  const firsts = values.map((value) => {
    const first = size;
    size += sizeOf(shapeOfValue(value));
    return first;
  });
  return { values, firsts, size };
}

function sweptByColor(
  directions: Directions,
  from: Leaves,
  to: Leaves,
  sweep: (seeds: readonly Tangent[]) => readonly Tangent[],
): readonly (readonly Value[])[] {
  return Array.from({ length: directions.colors }, (_, color) => {
    const seeds = seedsFor(directions, from, color, color + 1);
    return sweep(seeds).map((tangent, i) => tangent ?? zerosOf(shapeOfValue(to.values[i] ?? 0)));
  });
}

function seedsFor(
  directions: Directions,
  { values, firsts }: Leaves,
  start: number,
  end: number,
): (Plain | undefined)[] {
  return values.map((value, i) => directions.leaf(firsts[i] ?? 0, shapeOfValue(value), start, end));
}

function sweptArrays(
  directions: Directions,
  from: Leaves,
  to: Leaves,
  sweep: (seeds: readonly Tangent[]) => readonly Tangent[],
): Float64Array {
  const { count } = directions;
  const results = new Float64Array(count * to.size);
  const store = (tangents: readonly Tangent[], start: number, end: number): void => {
    tangents.forEach((tangent, i) => {
      const size = sizeOf(shapeOfValue(to.values[i] ?? 0));
      const numbers = tangent === undefined ? undefined : numbersOf(tangent);
      for (let direction = start; direction < end; direction++) {
        const place = direction * to.size + (to.firsts[i] ?? 0);
        const first = (direction - start) * size;
        for (let k = 0; k < size; k++) results[place + k] = (numbers?.[first + k] ?? 0) + 0;
      }
    });
  };
  const averageSize = (from.size + to.size) / (from.values.length + to.values.length);
  const isOneByOne = count <= fewDirections && averageSize >= largeArray;
  for (let start = 0; start < count; start += chunk) {
    const end = Math.min(count, start + chunk);
    if (end - start > 1 && !isOneByOne) {
      store(sweptBatch(seedsFor(directions, from, start, end), end - start, sweep), start, end);
      if (!results.subarray(start * to.size, end * to.size).some(Number.isNaN)) continue;
      // In a batch, what is zero by structure in one direction stands as a 0 beside what is not in another, and 0 times
      // an infinite partial is NaN. By itself, a direction keeps its structural zeros.
    }
    for (let direction = start; direction < end; direction++) {
      store(sweep(seedsFor(directions, from, direction, direction + 1)), direction, direction + 1);
    }
  }
  return results;
}

function sweptBatch(
  seeds: readonly (Plain | undefined)[],
  width: number,
  sweep: (seeds: readonly Tangent[]) => readonly Tangent[],
): readonly Tangent[] {
  const trace = new BatchTrace('sparse', width);
  try {
    const batch = seeds.map((seed) => (seed === undefined ? undefined : trace.batched(seed)));
    return sweep(batch).map((tangent) => (tangent === undefined ? undefined : trace.batchOf(tangent)));
  } finally {
    trace.end();
  }
}

function numbersOf(x: Value): Float64Array {
  if (isPlain(x)) return dataOf(x);
  throw new TraceError(
    'sparse: the function uses a value that a transformation further out traces, but the result consists of plain ' +
      'numbers and would lose the derivative. Use jacobian or hessian inside other transformations.',
  );
}
