import {
  flatten,
  isPlain,
  isWrittenDown,
  shapeOfValue,
  type Structure,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { pushforward, ReverseTrace, scalarJacobian } from '@wengert/reverse';
import { sizeOf } from '@wengert/tensor';
import { splitAux, untraceAux } from './auxiliary-output.js';
import { call, differentiatedArguments, type DifferentiatedArguments } from './differentiated-arguments.js';
import { blocksFromColumns, blocksFromRows, jacobianTree, type JacobianOptions } from './jacobian-blocks.js';
import { chunkSizeOf, sweepDirections } from './direction-chunks.js';
import type { AnyFunction } from './types.js';

/** By forward sweeps, one direction for each number in the arguments; by backward sweeps, one for each in the output. */
type Direction = 'forward' | 'backward' | 'cheaper';

/** The Jacobian of `f` at `args`; `operation` is what the user called. */
export function recordedJacobian(
  direction: Direction,
  operation: string,
  f: AnyFunction,
  args: readonly unknown[],
  options: JacobianOptions,
): unknown {
  const recorded = new RecordedFunction(operation, f, args, options);
  try {
    return recorded.jacobian(direction);
  } finally {
    recorded.release();
  }
}

/**
 * A function that has been evaluated once and recorded. Its linear approximation can be swept in either direction, so
 * the Jacobian comes from the one record whichever is cheaper.
 */
class RecordedFunction {
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
    const trace = new ReverseTrace(operation, true, true);
    this.trace = trace;
    try {
      this.inputs = trace.inputs(this.args.leaves);
      const { output, aux } = splitAux(operation, call(f, this.args.withLeaves(this.inputs)), options.hasAux);
      const { leaves, structure } = flatten(output, `${operation}: the output of f`);
      this.outputs = leaves;
      this.structure = structure;
      this.aux = untraceAux(operation, aux, (x) => trace.primalOf(x));
    } finally {
      trace.end();
    }
  }

  /** Gives the memory of the record back; no sweep after this. */
  release(): void {
    this.trace.release();
  }

  /** The Jacobian by sweeps in the given direction; with `aux` when `hasAux` is set. */
  jacobian(direction: Direction): unknown {
    const isForward =
      direction === 'forward' || (direction === 'cheaper' && totalSize(this.inputs) <= totalSize(this.outputs));
    const { trace, inputs, outputs } = this;
    const rows = scalarJacobian(trace, inputs, outputs, isForward);
    if (rows !== undefined) return this.withAux(jacobianTree(this.structure, this.args, rows));
    if (this.isScalarProgram(isForward ? inputs : outputs)) {
      return this.withAux(jacobianTree(this.structure, this.args, this.oneByOne(isForward)));
    }
    const [from, to] = [inputs.map(shapeOfValue), outputs.map(shapeOfValue)];
    const { chunkSize } = this;
    const givesPlain = [...inputs, ...outputs].every((x) => isPlain(trace.primalOf(x)));
    const push = (seeds: readonly Tangent[]): Tangent[] => pushforward(trace, inputs, seeds, outputs);
    const pull = (seeds: readonly Tangent[]): Tangent[] => trace.pullback(outputs, seeds, inputs);
    const blocks = isForward
      ? blocksFromColumns(sweepDirections(from, to, chunkSize, push, givesPlain), to, from)
      : blocksFromRows(sweepDirections(to, from, chunkSize, pull, givesPlain), to, from);
    return this.withAux(jacobianTree(this.structure, this.args, blocks));
  }

  /** Whether all is scalar and each direction is best swept by itself: there is one, or the program is written down. */
  private isScalarProgram(directions: readonly Value[]): boolean {
    const { inputs, outputs, trace } = this;
    if (![...inputs, ...outputs].every((x) => shapeOfValue(x).length === 0)) return false;
    return directions.length === 1 || inputs.some((x) => isWrittenDown(trace.primalOf(x)));
  }

  /** The derivatives of scalars by scalars, a row for each output. */
  private oneByOne(isForward: boolean): readonly (readonly Value[])[] {
    const { inputs, outputs, trace } = this;
    const unit = (values: readonly Value[], k: number): Tangent[] => values.map((_, i) => (i === k ? 1 : undefined));
    if (isForward) {
      const columns = inputs.map((_, k) => pushforward(trace, inputs, unit(inputs, k), outputs));
      return outputs.map((_, o) => columns.map((column) => column[o] ?? 0));
    }
    return outputs.map((_, k) => trace.pullback(outputs, unit(outputs, k), inputs).map((cotangent) => cotangent ?? 0));
  }

  private withAux(jacobian: unknown): unknown {
    return this.options.hasAux === true ? [jacobian, this.aux] : jacobian;
  }
}

function totalSize(values: readonly Value[]): number {
  return values.reduce<number>((total, value) => total + sizeOf(shapeOfValue(value)), 0);
}
