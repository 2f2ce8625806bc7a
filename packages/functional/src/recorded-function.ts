import { flatten, isWrittenDown, shapeOfValue, type Structure, type Tangent, type Value } from '@wengert/primitives';
import { ReverseTrace } from '@wengert/reverse';
import { sizeOf } from '@wengert/tensor';
import { splitAux, untraceAux } from './auxiliary-output.js';
import { call, differentiatedArguments, type DifferentiatedArguments } from './differentiated-arguments.js';
import { blocksFromColumns, blocksFromRows, jacobianTree, type JacobianOptions } from './jacobian-blocks.js';
import { chunkSizeOf, sweepDirections } from './direction-chunks.js';
import type { AnyFunction } from './types.js';

/**
 * A function that has been evaluated once and recorded. Its linear approximation can be swept in either direction, so
 * both Jacobians come from the one record.
 */
export class RecordedFunction {
  private readonly trace: ReverseTrace;
  private readonly args: DifferentiatedArguments;
  private readonly inputs: readonly Value[];
  private readonly outputs: readonly Value[];
  private readonly structure: Structure;
  private readonly aux: unknown;
  private readonly options: JacobianOptions;
  private readonly chunkSize: number;

  /** Evaluates `f` at `args`. `operation` is what the user called. */
  constructor(operation: string, f: AnyFunction, args: readonly unknown[], options: JacobianOptions) {
    this.options = options;
    this.chunkSize = chunkSizeOf(operation, options);
    this.args = differentiatedArguments(operation, args, options.argnums ?? 0);
    const trace = new ReverseTrace(operation, true);
    this.trace = trace;
    try {
      this.inputs = this.args.leaves.map((leaf) => trace.input(leaf));
      const { output, aux } = splitAux(operation, call(f, this.args.withLeaves(this.inputs)), options.hasAux);
      const { leaves, structure } = flatten(output, `${operation}: the output of f`);
      this.outputs = leaves;
      this.structure = structure;
      this.aux = untraceAux(aux, (x) => trace.primalOf(x));
    } finally {
      trace.end();
    }
  }

  /** How many numbers there are in the arguments. */
  get inputSize(): number {
    return totalSize(this.inputs);
  }

  /** How many numbers there are in the output. */
  get outputSize(): number {
    return totalSize(this.outputs);
  }

  /** The Jacobian by forward sweeps, one direction for each number in the arguments; with `aux` when `hasAux` is set. */
  forwardJacobian(): unknown {
    const { trace, inputs, outputs } = this;
    const width = trace.blockWidth([...inputs, ...outputs]);
    if (width > 0) {
      return this.scalarJacobian(inputs.length, width, (from, to) => ({
        block: trace.pushBlock(inputs.slice(from, to), outputs),
        isByOutput: true,
      }));
    }
    if (this.isWrittenDown()) {
      const seeds = (k: number): Tangent[] => inputs.map((_, i) => (i === k ? 1 : undefined));
      const columns = inputs.map((_, k) => trace.pushforward(inputs, seeds(k), outputs));
      return this.assemble(outputs.map((_, o) => columns.map((column) => column[o] ?? 0)));
    }
    const [from, to] = [inputs.map(shapeOfValue), outputs.map(shapeOfValue)];
    const tangents = sweepDirections(from, to, this.chunkSize, (seeds) => trace.pushforward(inputs, seeds, outputs));
    return this.assemble(blocksFromColumns(tangents, to, from));
  }

  /** The Jacobian by backward sweeps, one direction for each number in the output; with `aux` when `hasAux` is set. */
  backwardJacobian(): unknown {
    const { trace, inputs, outputs } = this;
    const width = trace.blockWidth([...inputs, ...outputs]);
    if (width > 0) {
      return this.scalarJacobian(outputs.length, width, (from, to) => ({
        block: trace.pullBlock(outputs.slice(from, to), inputs),
        isByOutput: false,
      }));
    }
    if (this.isWrittenDown()) {
      const seeds = (k: number): Tangent[] => outputs.map((_, o) => (o === k ? 1 : undefined));
      return this.assemble(
        outputs.map((_, k) => trace.pullback(outputs, seeds(k), inputs).map((cotangent) => cotangent ?? 0)),
      );
    }
    const [from, to] = [outputs.map(shapeOfValue), inputs.map(shapeOfValue)];
    const cotangents = sweepDirections(from, to, this.chunkSize, (seeds) => trace.pullback(outputs, seeds, inputs));
    return this.assemble(blocksFromRows(cotangents, from, to));
  }

  /** Whether this is a scalar program that is written down, where each direction is best swept by itself. */
  private isWrittenDown(): boolean {
    const { inputs, outputs, trace } = this;
    if (![...inputs, ...outputs].every((x) => shapeOfValue(x).length === 0)) return false;
    return inputs.some((x) => isWrittenDown(trace.primalOf(x)));
  }

  /** The Jacobian of a scalar program, from blocks of derivatives. Adding 0 takes the sign off a zero. */
  private scalarJacobian(
    directions: number,
    width: number,
    sweep: (from: number, to: number) => { readonly block: Float64Array; readonly isByOutput: boolean },
  ): unknown {
    const [m, n] = [this.outputs.length, this.inputs.length];
    const rows: number[][] = Array.from({ length: m }, () => []);
    const step = Math.min(width, this.options.chunkSize ?? width);
    for (let from = 0; from < directions; from += step) {
      const count = Math.min(step, directions - from);
      const { block, isByOutput } = sweep(from, from + count);
      if (isByOutput) {
        for (let o = 0; o < m; o++) {
          const row = rows[o];
          for (let k = 0; k < count; k++) row?.push((block[o * count + k] ?? 0) + 0);
        }
      } else {
        for (let k = 0; k < count; k++) {
          const row = rows[from + k];
          for (let i = 0; i < n; i++) row?.push((block[i * count + k] ?? 0) + 0);
        }
      }
    }
    return this.assemble(rows);
  }

  private assemble(blocks: readonly (readonly Value[])[]): unknown {
    const jacobian = jacobianTree(this.structure, this.args, blocks);
    return this.options.hasAux === true ? [jacobian, this.aux] : jacobian;
  }
}

function totalSize(values: readonly Value[]): number {
  return values.reduce<number>((total, value) => total + sizeOf(shapeOfValue(value)), 0);
}
