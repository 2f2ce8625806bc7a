import type { AnyFunction, Argnums, Concrete, ConcreteArguments, OfScalars, Options } from '@wengert/functional';
import { checkFunction, differentiatedArguments } from '@wengert/functional/building-blocks';
import { checkChoice, optionsOf, type Scalar } from '@wengert/primitives';
import { orderings, type Ordering } from './coloring/coloring.js';
import { at } from './compressed-rows.js';
import { JacobianPlan, type SweepMode } from './evaluation/jacobian-plan.js';
import { Plans, type EvaluationOptions, type PatternOptions } from './evaluation/plans.js';
import { checkPlain, RecordedProgram } from './evaluation/recorded-program.js';
import type { PatternLabels } from './pattern-labels.js';
import { patternSvg } from './pattern-svg.js';
import { tracedJacobianPattern } from './pattern/traced-patterns.js';
import type { SparseMatrix } from './sparse-matrix.js';
import type { SparsityPattern } from './sparsity-pattern.js';

/** Options of {@link sparseJacobian}. */
export interface SparseJacobianOptions<N extends Argnums = Argnums>
  extends Options<N>, PatternOptions, EvaluationOptions {
  /**
   * Which sweeps to make: `forward` by colors of columns, `reverse` by colors of rows, `both` where some rows and some
   * columns are long; `auto`, the default, what takes fewest.
   */
  readonly mode?: SweepMode;
  /** In which order columns and rows get their colors. Default `natural`. */
  readonly ordering?: Ordering;
}

const names: readonly (keyof SparseJacobianOptions)[] = [
  'argnums',
  'hasAux',
  'mode',
  'ordering',
  'pattern',
  'examples',
  'check',
  'compile',
];

/** A Jacobian's structure, prepared for arguments of one structure. */
export interface PreparedJacobian<A extends readonly unknown[], Result = SparseMatrix> {
  /** Where the Jacobian can have entries. */
  readonly pattern: SparsityPattern;
  /** How many entries the pattern has. */
  readonly nnz: number;
  /** How many sweeps a Jacobian takes. */
  readonly colors: number;
  /** Which sweeps these are. */
  readonly mode: Exclude<SweepMode, 'auto'>;
  /** The color of each column, -1 for one that no forward sweep is for. */
  readonly columnColors: Int32Array;
  /** The color of each row, -1 for one that no backward sweep is for. */
  readonly rowColors: Int32Array;
  /**
   * The Jacobian at arguments of the structure that this was prepared for.
   *
   * @throws {@link DomainError} when `f` has taken another branch, and the pattern lacks an entry.
   */
  evaluate(...args: ConcreteArguments<A>): Result;
  /** A picture of the pattern, each entry in the color of the sweep that shows it, and what is to be written on it; see {@link patternSvg}. */
  toSvg(labels?: PatternLabels): string;
}

/** `sparseJacobian(f)`: called like `f`, it returns the Jacobian. */
export interface SparseJacobian<A extends readonly unknown[], Result = SparseMatrix> {
  (...args: ConcreteArguments<A>): Result;
  /** The pattern and the colors at these arguments, and the Jacobian by them at others. */
  prepare(...args: ConcreteArguments<A>): PreparedJacobian<A, Result>;
}

/**
 * The Jacobian of `f` as a sparse matrix, from a few compressed sweeps: columns that share no row are swept together, and
 * so are rows that share no column.
 *
 * Shapes: a row for each number of the output and a column for each number of the argument, in the order in which they
 * stand in their trees.
 *
 * The pattern and the colors are found at the first call and kept for arguments of the same structure. Every result is
 * checked by one sweep in a generic direction; when `f` takes a branch that it had not taken before, and the pattern
 * therefore lacks an entry, both are found anew.
 *
 * Cost: one evaluation of `f`, which is recorded, and as many sweeps as there are colors, many at a time; one more to
 * check. For a band of `k` diagonals that is `k`, whatever its length.
 *
 * @param f - A function made of this library's operations; it may return any tree.
 * @param options - `argnums` and `hasAux`, as for `grad`; `mode`, `ordering`, `pattern`, `examples`, `check` and `compile`,
 * see {@link SparseJacobianOptions}.
 * @returns A function of the arguments of `f`. Its results are numbers, which no transformation further out can
 * differentiate.
 * @throws {@link TreeError} when the argument or the output is no tree of numbers and tensors.
 * @throws {@link TraceError} when an argument is traced by a transformation further out.
 *
 * @example
 * const differences = (x: Scalar[]) => [sub(x[1], x[0]), mul(x[2], x[1])];
 * sparseJacobian(differences)([1, 2, 4]).toDense(); // [[-1, 1, 0], [0, 4, 2]]
 * sparseJacobian(differences).prepare([1, 2, 4]).colors; // 2
 *
 * @see Gebremedhin, Manne and Pothen, What color is your Jacobian?, SIAM Review 47(4), 2005.
 */
export function sparseJacobian<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
): SparseJacobian<Parameters<F>>;
export function sparseJacobian<A extends unknown[]>(f: (...args: A) => unknown): SparseJacobian<A>;
export function sparseJacobian<A extends unknown[]>(
  f: (...args: A) => unknown,
  options: SparseJacobianOptions & { readonly hasAux?: false },
): SparseJacobian<A>;
export function sparseJacobian<A extends unknown[], Aux>(
  f: (...args: A) => readonly [unknown, Aux],
  options: SparseJacobianOptions & { readonly hasAux: true },
): SparseJacobian<A, [SparseMatrix, Concrete<Aux>]>;
export function sparseJacobian(
  f: AnyFunction,
  options: SparseJacobianOptions = {},
): SparseJacobian<unknown[], unknown> {
  const operation = 'sparseJacobian';
  checkFunction(operation, f);
  const chosen: SparseJacobianOptions = optionsOf<SparseJacobianOptions>(operation, options, names);
  const { mode = 'auto', ordering = 'natural', check = true, argnums = 0 } = chosen;
  checkChoice(operation, 'mode', mode, ['forward', 'reverse', 'both', 'auto']);
  checkChoice(operation, 'ordering', ordering, orderings);
  const plans = new Plans<JacobianPlan>(
    {
      operation,
      takeApart: (args) => differentiatedArguments(operation, args, argnums),
      trace: (args) => tracedJacobianPattern(operation, f, args, chosen),
      plan: (pattern) => new JacobianPlan(pattern, mode, ordering, check),
      evaluate: (plan, args) => {
        checkPlain(operation, args.leaves);
        return plan.evaluate((isReusable) => new RecordedProgram(operation, f, args, chosen, isReusable));
      },
      record: (args) => new RecordedProgram(operation, f, args, chosen, true),
    },
    chosen,
  );
  const resultOf = ({ matrix, aux }: { matrix: SparseMatrix; aux: unknown }): unknown =>
    chosen.hasAux === true ? [matrix, aux] : matrix;
  const jacobian = (...args: readonly unknown[]): unknown => resultOf(plans.evaluate(args));
  const prepare = (...args: readonly unknown[]): PreparedJacobian<unknown[], unknown> => {
    const prepared = plans.prepare(args);
    const { plan } = prepared;
    const { columns, rows, count, isByRows } = plan.coloring;
    // In the picture, colors of rows are told from those of columns.
    const rowColors = rows.colors.map((color) => (color < 0 ? color : columns.count + color));
    const colorOf = (row: number, column: number): number => {
      const [byRow, byColumn] = [at(rowColors, row), at(columns.colors, column)];
      return (isByRows ? byRow >= 0 : byColumn < 0) ? byRow : byColumn;
    };
    return {
      pattern: plan.pattern,
      nnz: plan.pattern.nnz,
      colors: count,
      mode: rows.count === 0 ? 'forward' : columns.count === 0 ? 'reverse' : 'both',
      columnColors: columns.colors,
      rowColors: rows.colors,
      evaluate: (...others: readonly unknown[]) => resultOf(plans.evaluateBy(prepared, others)),
      toSvg: (labels) =>
        patternSvg(plan.pattern, {
          title: `Jacobian of shape [${plan.pattern.shape.join(', ')}] in ${count} colors`,
          ...labels,
          columnColors: columns.colors,
          rowColors,
          colorOf,
        }),
    };
  };
  return Object.assign(jacobian, { prepare });
}
