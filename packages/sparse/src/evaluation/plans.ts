import type { DifferentiatedArguments } from '@wengert/functional/building-blocks';
import { describeValue, shapeOfValue } from '@wengert/primitives';
import { DomainError, sameShape, ShapeError, sizeOf, TreeError, WengertError, type Shape } from '@wengert/tensor';
import { forEachEntry } from '../compressed-rows.js';
import type { SparseMatrix } from '../sparse-matrix.js';
import type { SparsityPattern } from '../sparsity-pattern.js';
import { checkCompiler, CompiledSweeps, type Compiler, type CompressedSweeps } from './compiled-sweeps.js';
import type { Evaluated } from './evaluated.js';
import type { RecordedProgram } from './recorded-program.js';

/** A matrix of derivatives of one function. */
export interface Derivative<Plan> {
  /** What the user called, for error messages. */
  readonly operation: string;
  /** The arguments that the function is differentiated by, taken apart. */
  readonly takeApart: (args: readonly unknown[]) => DifferentiatedArguments;
  /** The pattern at these arguments. */
  readonly trace: (args: readonly unknown[]) => SparsityPattern;
  readonly plan: (pattern: SparsityPattern) => Plan;
  readonly evaluate: (plan: Plan, args: DifferentiatedArguments) => Evaluated;
  /** Evaluates the function whose Jacobian is wanted, and records it for several sweeps. */
  readonly record: (args: DifferentiatedArguments) => RecordedProgram;
}

/** What the user says of the pattern. */
export interface PatternOptions {
  /** The pattern, where it is known: nothing is traced then. It must hold at all arguments. */
  readonly pattern?: SparsityPattern;
  /** Lists of arguments at which the function takes other branches; the pattern is then that of all of them together. */
  readonly examples?: readonly (readonly unknown[])[];
}

/** What the user says of the evaluation. */
export interface EvaluationOptions {
  /**
   * Whether every result is checked to be complete, by one sweep more; compiled ones when code is made, at no cost later.
   * Default true.
   */
  readonly check?: boolean;
  /**
   * What to compile the sweeps with: `compile`. It pays where many matrices of one structure are needed; what must hold for
   * a function to be compiled must then hold for `f`.
   */
  readonly compile?: Compiler;
}

/** A plan, ready for use. */
export interface Prepared<Plan> {
  readonly plan: Plan;
  /** The sweeps as code, where the user asked for that. */
  readonly compiled: CompiledSweeps | undefined;
}

/** A result, and what the function returned beside its output. */
interface Result {
  readonly matrix: SparseMatrix;
  readonly aux: unknown;
}

/**
 * The plans that a derivative has needed so far, one for each structure of the arguments. When the function takes a branch
 * that it had not taken before, so that the pattern lacks an entry, the check of the evaluation shows it, and a plan for
 * both branches takes the place of the old one.
 */
export class Plans<Plan extends CompressedSweeps> {
  private readonly derivative: Derivative<Plan>;
  private readonly options: PatternOptions & EvaluationOptions;
  private readonly known: { readonly shapes: readonly Shape[]; prepared: Prepared<Plan> }[] = [];
  /** What was evaluated last, where it is compiled: most often it is what is evaluated next. */
  private latest: CompiledSweeps | undefined = undefined;

  constructor(derivative: Derivative<Plan>, options: PatternOptions & EvaluationOptions) {
    this.derivative = derivative;
    this.options = options;
    if (options.compile !== undefined) checkCompiler(derivative.operation, options.compile);
  }

  /** A plan for arguments of the same structure as these. */
  prepare(args: readonly unknown[]): Prepared<Plan> {
    return this.prepared(this.patternAt(args), args);
  }

  /** The matrix at these arguments. */
  evaluate(args: readonly unknown[]): Result {
    const quick = this.latest?.evaluate(args);
    if (quick?.isWhole === true) return quick;
    const { derivative, known } = this;
    const apart = derivative.takeApart(args);
    const shapes = apart.leaves.map(shapeOfValue);
    let entry = known.find((candidate) => sameShapes(candidate.shapes, shapes));
    if (entry === undefined) known.push((entry = { shapes, prepared: this.prepare(args) }));
    const result = this.evaluated(entry.prepared, args, apart);
    this.latest = entry.prepared.compiled;
    if (result.isWhole) return result;
    const { plan } = entry.prepared;
    const pattern = derivative.trace(args);
    const complaint = this.complaint(plan.pattern, pattern);
    if (complaint === undefined) return result;
    if (this.options.pattern !== undefined) throw complaint;
    const whole = complaint instanceof ShapeError ? pattern : pattern.union(plan.pattern);
    entry.prepared = this.prepared(whole, args);
    this.latest = entry.prepared.compiled;
    return this.evaluated(entry.prepared, args, apart);
  }

  /**
   * The matrix at these arguments, by a plan that was made for others.
   *
   * @throws {@link DomainError} when the plan's pattern lacks an entry.
   * @throws {@link ShapeError} when the output has another size than the plan was made for.
   */
  evaluateBy(prepared: Prepared<Plan>, args: readonly unknown[]): Result {
    const { derivative } = this;
    const result = this.evaluated(prepared, args);
    const complaint = result.isWhole ? undefined : this.complaint(prepared.plan.pattern, derivative.trace(args));
    if (complaint === undefined) return result;
    throw complaint;
  }

  private evaluated(
    { plan, compiled }: Prepared<Plan>,
    args: readonly unknown[],
    apart?: DifferentiatedArguments,
  ): Evaluated {
    const { derivative } = this;
    return compiled?.evaluate(args) ?? derivative.evaluate(plan, apart ?? derivative.takeApart(args));
  }

  private prepared(pattern: SparsityPattern, args: readonly unknown[]): Prepared<Plan> {
    const { derivative, options } = this;
    const plan = derivative.plan(pattern);
    if (options.compile === undefined) return { plan, compiled: undefined };
    const shapes = derivative.takeApart(args).leaves.map(shapeOfValue);
    const holds = (others: readonly unknown[]): boolean =>
      options.check === false || this.complaint(pattern, derivative.trace(others)) === undefined;
    return { plan, compiled: new CompiledSweeps(plan, { ...derivative, compile: options.compile, holds }, shapes) };
  }

  private patternAt(args: readonly unknown[]): SparsityPattern {
    const { derivative, options } = this;
    if (options.pattern !== undefined) return this.given(options.pattern, args);
    const [first, ...others] = [args, ...(options.examples ?? [])].map(derivative.trace);
    return others.reduce((union, other) => union.union(other), first ?? derivative.trace(args));
  }

  /** What is wrong with a pattern, given the actual one; nothing when only rounding made a difference. */
  private complaint(pattern: SparsityPattern, actual: SparsityPattern): WengertError | undefined {
    const { operation } = this.derivative;
    if (pattern.shape[0] !== actual.shape[0]) {
      return new ShapeError(
        `${operation}: this was prepared for ${pattern.shape[0]} numbers in the output of f, but there are ` +
          `${actual.shape[0]}. Prepare again for these arguments.`,
      );
    }
    let complaint: WengertError | undefined;
    forEachEntry(actual, (row, column) => {
      if (complaint !== undefined || pattern.has(row, column)) return;
      complaint = new DomainError(
        `${operation}: the pattern lacks the entry in row ${row}, column ${column}. If f branches on its arguments, name ` +
          'arguments for the other branches in the option examples.',
      );
    });
    return complaint;
  }

  private given(pattern: SparsityPattern, args: readonly unknown[]): SparsityPattern {
    const size = this.derivative
      .takeApart(args)
      .leaves.reduce<number>((total, leaf) => total + sizeOf(shapeOfValue(leaf)), 0);
    const shape: unknown = (pattern as Partial<SparsityPattern> | null)?.shape;
    if (!Array.isArray(shape)) {
      throw new TreeError(
        `${this.derivative.operation}: pattern must be a sparsity pattern, such as jacobianPattern gives, but is ` +
          `${describeValue(pattern)}.`,
      );
    }
    if (pattern.shape[1] === size) return pattern;
    throw new ShapeError(
      `${this.derivative.operation}: the pattern that was given has ${pattern.shape[1]} columns, but there are ${size} ` +
        'numbers in the argument.',
    );
  }
}

function sameShapes(a: readonly Shape[], b: readonly Shape[]): boolean {
  return a.length === b.length && a.every((shape, i) => sameShape(shape, b[i] ?? []));
}
