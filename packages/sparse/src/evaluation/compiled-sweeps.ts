import type { DifferentiatedArguments } from '@wengert/functional/building-blocks';
import { describeValue, isWrittenDown, shapeOfValue, type Value } from '@wengert/primitives';
import { isDense, sameShape, WengertError, type Plain, type Shape } from '@wengert/tensor';
import { SparseMatrix } from '../sparse-matrix.js';
import type { SparsityPattern } from '../sparsity-pattern.js';
import type { Decompression } from './decompression.js';
import type { Directions } from './directions.js';
import { none, type Evaluated } from './evaluated.js';
import { checkPlain, type RecordedProgram } from './recorded-program.js';

/**
 * What makes quicker functions of functions: `compile`, perhaps with options of its own. Given by the user, so that only
 * who compiles has the compiler in his program.
 */
export type Compiler = (f: (...args: unknown[]) => unknown) => (...args: unknown[]) => unknown;

/** What is swept, and how the results are read. */
export interface CompressedSweeps {
  readonly pattern: SparsityPattern;
  readonly forward: Directions;
  readonly backward: Directions;
  readonly decompression: Decompression;
}

/** A function, how it is differentiated, and what compiles it. */
interface CompiledDerivative {
  /** What the user called, for error messages. */
  readonly operation: string;
  readonly compile: Compiler;
  readonly takeApart: (args: readonly unknown[]) => DifferentiatedArguments;
  /** Evaluates the function whose Jacobian is wanted, and records it. */
  readonly record: (args: DifferentiatedArguments) => RecordedProgram;
  /** Whether the pattern lacks nothing at these arguments; asked for each way through the function that is compiled. */
  readonly holds: (args: readonly unknown[]) => boolean;
}

/** The results of all sweeps: an array, which code returns most quickly. */
type Swept = readonly [
  /** The entries of the matrix, where they are numbers each of which stands in the results as it is. */
  entries: readonly Value[] | undefined,
  /** Direction by direction, for each leaf of the output. */
  forward: readonly (readonly Value[])[],
  /** Direction by direction, for each leaf of the arguments. */
  backward: readonly (readonly Value[])[],
  aux: unknown,
];

/** Stands for the results where no code is made. */
const notCompiled: unique symbol = /* @__PURE__ */ Symbol('not compiled');

/**
 * The sweeps of one plan as one program, written down and compiled: each direction by itself, so that what is zero by
 * structure takes no operation, and for functions of numbers with the entries in the order of the matrix.
 */
export class CompiledSweeps {
  private readonly sweeps: CompressedSweeps;
  private readonly derivative: CompiledDerivative;
  private readonly shapes: readonly Shape[];
  private run: (...args: unknown[]) => unknown;
  /** How often the sweeps have been written down. */
  private writings = 0;

  /** @param shapes - Those of the leaves of the arguments. For others no code is made. */
  constructor(sweeps: CompressedSweeps, derivative: CompiledDerivative, shapes: readonly Shape[]) {
    this.sweeps = sweeps;
    this.derivative = derivative;
    this.shapes = shapes;
    this.run = this.compiled();
  }

  /** The matrix at these arguments, checked where code is made for them; `undefined` where none can be made. */
  evaluate(args: readonly unknown[]): Evaluated | undefined {
    const { writings } = this;
    const swept = this.run(...args) as Swept | typeof notCompiled;
    if (swept === notCompiled) return undefined;
    const { derivative, sweeps } = this;
    let isWhole = true;
    if (this.writings > writings) {
      checkPlain(derivative.operation, derivative.takeApart(args).leaves);
      isWhole = false;
      try {
        isWhole = derivative.holds(args);
      } finally {
        // Code is only kept for ways that have been checked.
        if (!isWhole) this.run = this.compiled();
      }
    }
    return { matrix: new SparseMatrix(sweeps.pattern, this.valuesOf(swept)), aux: swept[3], isWhole };
  }

  private compiled(): (...args: unknown[]) => unknown {
    return this.derivative.compile((...args) => {
      const swept = this.sweep(args);
      this.writings++;
      return swept;
    });
  }

  private sweep(args: readonly unknown[]): Swept | typeof notCompiled {
    const apart = this.derivative.takeApart(args);
    if (!this.fits(apart.leaves)) return notCompiled;
    const program = this.derivative.record(apart);
    const { pattern, forward, backward, decompression } = this.sweeps;
    if (program.outputSize !== pattern.shape[0]) return notCompiled;
    const tangents = program.tangents(forward);
    const cotangents = program.cotangents(backward);
    const { aux } = program;
    const entries = program.takesAndGivesNumbers ? decompression.entries(tangents, cotangents) : undefined;
    return entries === undefined ? [entries, tangents, cotangents, aux] : [entries, [], [], aux];
  }

  /** Whether the arguments are what the plan is for, and are written down. */
  private fits(leaves: readonly Value[]): boolean {
    const { shapes } = this;
    return (
      leaves.length === shapes.length &&
      leaves.every((leaf, i) => sameShape(shapeOfValue(leaf), shapes[i] ?? []) && isWrittenDown(leaf))
    );
  }

  private valuesOf([entries, forward, backward]: Swept): Float64Array {
    if (entries === undefined) return this.sweeps.decompression.decompress(joined(forward), joined(backward));
    const values = new Float64Array(entries.length);
    // Adding 0 takes the sign off a zero.
    for (let k = 0; k < values.length; k++) values[k] = (entries[k] as number) + 0;
    return values;
  }
}

/**
 * Refuses anything but a function for what is to compile.
 *
 * @throws {@link WengertError} naming what to give.
 */
export function checkCompiler(operation: string, compile: unknown): void {
  if (typeof compile === 'function') return;
  throw new WengertError(
    `${operation}: the option compile must be the function compile, but is ${describeValue(compile)}. Import it and write ` +
      `${operation}(f, { compile }).`,
  );
}

/** All numbers in the results of sweeps, one behind the other. */
function joined(results: readonly (readonly Value[])[]): Float64Array {
  const parts = results.flat() as readonly Plain[];
  if (parts.length === 0) return none;
  const numbers = new Float64Array(parts.reduce<number>((size, x) => size + (isDense(x) ? x.data.length : 1), 0));
  let place = 0;
  for (const part of parts) {
    if (!isDense(part)) numbers[place++] = part + 0;
    else for (const x of part.data) numbers[place++] = x + 0;
  }
  return numbers;
}
