import type { AnyFunction, Options } from '@wengert/functional';
import {
  call,
  checkScalar,
  gradientOf,
  splitAux,
  untraceAux,
  type DifferentiatedArguments,
} from '@wengert/functional/building-blocks';
import { belongsTo } from '@wengert/primitives';
import { acyclicColoring } from '../coloring/acyclic-coloring.js';
import type { Coloring, Ordering } from '../coloring/coloring.js';
import { starColoring } from '../coloring/star-coloring.js';
import { at } from '../compressed-rows.js';
import { SparseMatrix } from '../sparse-matrix.js';
import type { SparsityPattern } from '../sparsity-pattern.js';
import type { CompressedSweeps } from './compiled-sweeps.js';
import { fromStars, type Decompression } from './decompression.js';
import { Directions } from './directions.js';
import { lastOf, none, type Evaluated } from './evaluated.js';
import { checkPlain, RecordedProgram } from './recorded-program.js';
import { NotOnlyScalars, SecondOrderTrace } from './second-order-trace.js';
import { fromTrees } from './substitution.js';
import { SecondOrderTape } from './tape-second-order.js';
import { isWhole } from './verification.js';

/** How the entries of a symmetric matrix are told apart: each stands as it is (`star`), or some by substitution. */
export type SymmetricColoring = 'star' | 'acyclic';

/** Products of a Hessian with several directions, and what the function returned beside its output. */
interface HessianProducts {
  readonly products: Float64Array;
  readonly aux: unknown;
}

/** What is known of a Hessian before it is evaluated: its pattern, its colors, and how to read its entries. */
export class HessianPlan implements CompressedSweeps {
  readonly pattern: SparsityPattern;
  readonly coloring: Coloring;
  /** The color of the product that shows an entry; by substitution, of that which its column is part of. */
  readonly colorOf: (row: number, column: number) => number;
  readonly forward: Directions;
  readonly backward: Directions = new Directions({ colors: new Int32Array(0), count: 0 }, false);
  readonly decompression: Decompression;
  private hasOnlyScalars = true;
  /** Taken while in use, since a function may evaluate the same Hessian inside. */
  private tape: SecondOrderTape | undefined = undefined;

  constructor(pattern: SparsityPattern, kind: SymmetricColoring, ordering: Ordering, isChecked: boolean) {
    this.pattern = pattern;
    if (kind === 'star') {
      const coloring = starColoring(pattern, ordering);
      this.coloring = coloring;
      this.colorOf = (row, column) => at(coloring.colors, row === column ? row : coloring.hubOf(row, column));
      this.decompression = fromStars(pattern, coloring);
    } else {
      const coloring = acyclicColoring(pattern, ordering);
      this.coloring = coloring;
      this.colorOf = (_row, column) => at(coloring.colors, column);
      this.decompression = fromTrees(pattern, coloring);
    }
    this.forward = new Directions(this.coloring, isChecked);
  }

  /** The Hessian of `f`, as far as the pattern goes. */
  evaluate(operation: string, f: AnyFunction, args: DifferentiatedArguments, options: Options): Evaluated {
    const { pattern, forward } = this;
    const { products, aux } =
      this.productsOfScalars(operation, f, args, options) ?? productsOf(operation, f, args, options, forward);
    const matrix = new SparseMatrix(pattern, this.decompression.decompress(products, none));
    const { generic } = forward;
    const complete = generic === undefined || isWhole(matrix, generic, lastOf(products, pattern.shape[0]), false);
    return { matrix, aux, isWhole: complete };
  }

  /** By typed arrays alone, where the function takes nothing but numbers and does nothing but elementwise operations. */
  private productsOfScalars(
    operation: string,
    f: AnyFunction,
    args: DifferentiatedArguments,
    { hasAux }: Options,
  ): HessianProducts | undefined {
    const { leaves } = args;
    if (!this.hasOnlyScalars) return undefined;
    if (!leaves.every((leaf): leaf is number => typeof leaf === 'number')) return undefined;
    const tape = this.tape ?? new SecondOrderTape();
    this.tape = undefined;
    const trace = new SecondOrderTrace(operation, tape);
    try {
      const inputs = leaves.map((leaf) => trace.input(leaf));
      const { output, aux } = splitAux(operation, call(f, args.withLeaves(inputs)), hasAux);
      const slot = trace.slotOf(checkScalar(operation, output));
      if (!tape.isFinite) return undefined;
      return {
        products: tape.hessianProducts(slot, leaves.length, this.forward),
        aux: untraceAux(operation, aux, (x) => (belongsTo(x, trace) ? trace.numberOf(x) : x)),
      };
    } catch (error) {
      if (!(error instanceof NotOnlyScalars)) throw error;
      this.hasOnlyScalars = false;
      return undefined;
    } finally {
      trace.end();
      tape.clear();
      this.tape = tape;
    }
  }
}

/** Forward over reverse: the gradient is recorded, and the record swept. */
function productsOf(
  operation: string,
  f: AnyFunction,
  args: DifferentiatedArguments,
  options: Options,
  directions: Directions,
): HessianProducts {
  checkPlain(operation, args.leaves);
  const program = recordedGradient(operation, f, args, options);
  return { products: program.pushforward(directions), aux: program.aux };
}

/** The gradient of a function, evaluated and recorded. */
export function recordedGradient(
  operation: string,
  f: AnyFunction,
  args: DifferentiatedArguments,
  options: Options,
): RecordedProgram {
  const gradient = (...inner: unknown[]): [unknown, unknown] => {
    const result = gradientOf(operation, f, inner, options);
    return [result.gradient, result.aux];
  };
  return new RecordedProgram(operation, gradient, args, { hasAux: true }, true);
}
