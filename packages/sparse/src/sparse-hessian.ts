import type { AnyFunction, Argnums, Concrete, ConcreteArguments, OfScalars, Options } from '@wengert/functional';
import { checkFunction, differentiatedArguments } from '@wengert/functional/building-blocks';
import { checkChoice, optionsOf, type Scalar } from '@wengert/primitives';
import { orderings, type Ordering } from './coloring/coloring.js';
import { HessianPlan, recordedGradient, type SymmetricColoring } from './evaluation/hessian-plan.js';
import { Plans, type EvaluationOptions, type PatternOptions } from './evaluation/plans.js';
import type { PatternLabels } from './pattern-labels.js';
import { patternSvg } from './pattern-svg.js';
import { tracedHessianPattern } from './pattern/traced-patterns.js';
import type { SparseMatrix } from './sparse-matrix.js';
import type { SparsityPattern } from './sparsity-pattern.js';

/** Options of {@link sparseHessian}. */
export interface SparseHessianOptions<N extends Argnums = Argnums>
  extends Options<N>, PatternOptions, EvaluationOptions {
  /**
   * How entries are told apart: `star`, the default, shows each as it is; `acyclic` takes fewer sweeps, and finds some
   * entries by substitution, in which rounding errors add up.
   */
  readonly coloring?: SymmetricColoring;
  /** In which order rows get their colors. Default `natural`. */
  readonly ordering?: Ordering;
}

const names: readonly (keyof SparseHessianOptions)[] = [
  'argnums',
  'hasAux',
  'coloring',
  'ordering',
  'pattern',
  'examples',
  'check',
  'compile',
];

/** A Hessian's structure, prepared for arguments of one structure. */
export interface PreparedHessian<A extends readonly unknown[], Result = SparseMatrix> {
  /** Where the Hessian can have entries; it is symmetric. */
  readonly pattern: SparsityPattern;
  /** How many entries the pattern has, on both sides of the diagonal. */
  readonly nnz: number;
  /** How many products of the Hessian with a vector it takes. */
  readonly colors: number;
  /** The color of each row and column. */
  readonly columnColors: Int32Array;
  /**
   * The Hessian at arguments of the structure that this was prepared for.
   *
   * @throws {@link DomainError} when `f` has taken another branch, and the pattern lacks an entry.
   */
  evaluate(...args: ConcreteArguments<A>): Result;
  /** A picture of the pattern with the colors of the columns, and what is to be written on it; see {@link patternSvg}. */
  toSvg(labels?: PatternLabels): string;
}

/** `sparseHessian(f)`: called like `f`, it returns the Hessian. */
export interface SparseHessian<A extends readonly unknown[], Result = SparseMatrix> {
  (...args: ConcreteArguments<A>): Result;
  /** The pattern and the colors at these arguments, and the Hessian by them at others. */
  prepare(...args: ConcreteArguments<A>): PreparedHessian<A, Result>;
}

/**
 * The Hessian of `f` as a sparse matrix, both triangles of it, from a few products with vectors: forward over reverse, in
 * directions that are sums of unit vectors.
 *
 * Shapes: a row and a column for each number of the argument, in the order in which they stand in its tree.
 *
 * The pattern and the colors are found at the first call and kept, and every result is checked, as for
 * {@link sparseJacobian}.
 *
 * Cost: one evaluation of `f` with first and second derivatives of its operations, and as many products as there are
 * colors, many at a time; one more to check. Functions of plain numbers made of elementwise operations are recorded in
 * typed arrays; others by recording their gradient.
 *
 * @param f - A function made of this library's operations that returns one number.
 * @param options - `argnums` and `hasAux`, as for `grad`; `coloring`, `ordering`, `pattern`, `examples`, `check` and
 * `compile`, see {@link SparseHessianOptions}.
 * @returns A function of the arguments of `f`. Its results are numbers, which no transformation further out can
 * differentiate.
 * @throws {@link ShapeError} when `f` returns a tensor.
 * @throws {@link TreeError} when the argument is no tree of numbers and tensors.
 * @throws {@link TraceError} when an argument is traced by a transformation further out.
 *
 * @example
 * const chain = (x: Scalar[]) => add(mul(x[0], x[1]), mul(x[1], x[2], x[2]));
 * sparseHessian(chain)([1, 2, 3]).toDense(); // [[0, 1, 0], [1, 0, 6], [0, 6, 4]]
 *
 * @see Gebremedhin, Tarafdar, Pothen and Walther, Efficient computation of sparse Hessians using coloring and automatic
 * differentiation, INFORMS J. Computing 21(2), 2009.
 */
export function sparseHessian<F extends (...args: Scalar[]) => Scalar>(
  f: F & OfScalars<F>,
): SparseHessian<Parameters<F>>;
export function sparseHessian<A extends unknown[]>(f: (...args: A) => Scalar): SparseHessian<A>;
export function sparseHessian<A extends unknown[]>(
  f: (...args: A) => Scalar,
  options: SparseHessianOptions & { readonly hasAux?: false },
): SparseHessian<A>;
export function sparseHessian<A extends unknown[], Aux>(
  f: (...args: A) => readonly [Scalar, Aux],
  options: SparseHessianOptions & { readonly hasAux: true },
): SparseHessian<A, [SparseMatrix, Concrete<Aux>]>;
export function sparseHessian(f: AnyFunction, options: SparseHessianOptions = {}): SparseHessian<unknown[], unknown> {
  const operation = 'sparseHessian';
  checkFunction(operation, f);
  const chosen: SparseHessianOptions = optionsOf<SparseHessianOptions>(operation, options, names);
  const { coloring = 'star', ordering = 'natural', check = true, argnums = 0 } = chosen;
  checkChoice(operation, 'coloring', coloring, ['star', 'acyclic']);
  checkChoice(operation, 'ordering', ordering, orderings);
  const plans = new Plans<HessianPlan>(
    {
      operation,
      takeApart: (args) => differentiatedArguments(operation, args, argnums),
      trace: (args) => tracedHessianPattern(operation, f, args, chosen),
      plan: (pattern) => new HessianPlan(pattern, coloring, ordering, check),
      evaluate: (plan, args) => plan.evaluate(operation, f, args, chosen),
      record: (args) => recordedGradient(operation, f, args, chosen),
    },
    chosen,
  );
  const resultOf = ({ matrix, aux }: { matrix: SparseMatrix; aux: unknown }): unknown =>
    chosen.hasAux === true ? [matrix, aux] : matrix;
  const hessian = (...args: readonly unknown[]): unknown => resultOf(plans.evaluate(args));
  const prepare = (...args: readonly unknown[]): PreparedHessian<unknown[], unknown> => {
    const prepared = plans.prepare(args);
    const { plan } = prepared;
    return {
      pattern: plan.pattern,
      nnz: plan.pattern.nnz,
      colors: plan.coloring.count,
      columnColors: plan.coloring.colors,
      evaluate: (...others: readonly unknown[]) => resultOf(plans.evaluateBy(prepared, others)),
      toSvg: (labels) =>
        patternSvg(plan.pattern, {
          title: `Hessian of shape [${plan.pattern.shape.join(', ')}] in ${plan.coloring.count} colors`,
          ...labels,
          columnColors: plan.coloring.colors,
          colorOf: plan.colorOf,
        }),
    };
  };
  return Object.assign(hessian, { prepare });
}
