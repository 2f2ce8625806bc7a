import type { DifferentiatedArguments } from '@wengert/functional/building-blocks';
import { shapeOfValue } from '@wengert/primitives';
import { DomainError, sameShape, ShapeError, sizeOf, WengertError, type Shape } from '@wengert/tensor';
import { forEachEntry } from '../compressed-rows.js';
import type { SparseMatrix } from '../sparse-matrix.js';
import type { SparsityPattern } from '../sparsity-pattern.js';
import type { Evaluated } from './evaluated.js';

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
}

/** What the user says of the pattern. */
export interface PatternOptions {
  /** The pattern, where it is known: nothing is traced then. It must hold at all arguments. */
  readonly pattern?: SparsityPattern;
  /** Lists of arguments at which the function takes other branches; the pattern is then that of all of them together. */
  readonly examples?: readonly (readonly unknown[])[];
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
export class Plans<Plan extends { readonly pattern: SparsityPattern }> {
  private readonly derivative: Derivative<Plan>;
  private readonly options: PatternOptions;
  private readonly known: { readonly shapes: readonly Shape[]; plan: Plan }[] = [];

  constructor(derivative: Derivative<Plan>, options: PatternOptions) {
    this.derivative = derivative;
    this.options = options;
  }

  /** A plan for arguments of the same structure as these. */
  prepare(args: readonly unknown[]): Plan {
    const { derivative, options } = this;
    if (options.pattern !== undefined) return derivative.plan(this.given(options.pattern, args));
    const [first, ...others] = [args, ...(options.examples ?? [])].map(derivative.trace);
    const pattern = first ?? derivative.trace(args);
    return derivative.plan(others.reduce((union, other) => union.union(other), pattern));
  }

  /** The matrix at these arguments. */
  evaluate(args: readonly unknown[]): Result {
    const { derivative, known } = this;
    const apart = derivative.takeApart(args);
    const shapes = apart.leaves.map(shapeOfValue);
    let entry = known.find((candidate) => sameShapes(candidate.shapes, shapes));
    if (entry === undefined) known.push((entry = { shapes, plan: this.prepare(args) }));
    const result = derivative.evaluate(entry.plan, apart);
    if (result.isWhole) return result;
    const pattern = derivative.trace(args);
    const complaint = this.complaint(entry.plan.pattern, pattern);
    if (complaint === undefined) return result;
    if (this.options.pattern !== undefined) throw complaint;
    entry.plan = derivative.plan(complaint instanceof ShapeError ? pattern : pattern.union(entry.plan.pattern));
    return derivative.evaluate(entry.plan, apart);
  }

  /**
   * The matrix at these arguments, by a plan that was made for others.
   *
   * @throws {@link DomainError} when the plan's pattern lacks an entry.
   * @throws {@link ShapeError} when the output has another size than the plan was made for.
   */
  evaluateBy(plan: Plan, args: readonly unknown[]): Result {
    const result = this.derivative.evaluate(plan, this.derivative.takeApart(args));
    const complaint = result.isWhole ? undefined : this.complaint(plan.pattern, this.derivative.trace(args));
    if (complaint === undefined) return result;
    throw complaint;
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
