import { listData, type ListData } from './data.js';
import { expression, expressionSize } from './expressions.js';
import { latexStyle } from './formula/latex-style.js';
import { textStyle } from './formula/text-style.js';
import { dot } from './graph/dot.js';
import { graphOf } from './graph/graph.js';
import { mermaid } from './graph/mermaid.js';
import { listText } from './list-text.js';
import type { Listing } from './listing.js';
import { adjointRows, pullAdjoints } from './tables/adjoints.js';
import { cotangentSeed, tangentSeed } from './tables/seeds.js';
import { traceTable, type TraceTable } from './tables/table.js';
import { pushTangents, tangentRows } from './tables/tangents.js';

/**
 * A Wengert list: what a function computed for some arguments, one operation after the other. Inputs are called as the
 * parameters of the function where its text says how, else `x1`, `x2` and so on; what is computed `v1`, `v2` and so on,
 * and the output `y`.
 */
export interface WengertList {
  /**
   * How many operations the output takes. What it does not depend on is not in the list, nor is what changes nothing, as
   * `x * 1`.
   */
  readonly operations: number;
  /** How often each operation is applied, the most frequent first. */
  readonly operationCounts: Readonly<Record<string, number>>;
  /**
   * How many operations the output takes as a formula of the inputs, in which every variable is written out wherever it
   * is used. It may be exponentially more than `operations`: this is the swell that automatic differentiation avoids.
   */
  readonly expressionOperations: number;
  /**
   * One line for each operation: `v1 = x1 * x2`. Where the function asked which way to go, a line says so: `given x1 < 2`.
   * Of very long lists the middle is left out, and the text says how much; {@link WengertList.toJSON} has all lines.
   */
  toString(): string;
  /**
   * The output as a formula of the inputs; an output of several values is written as the array or object that it is.
   * Terms and factors are in the order of mathematics, variables before calls, and not always that of the computation.
   *
   * @param names - What to call the arguments, instead.
   * @throws {@link WengertError} when the formula is too long to be of use, or the names are not one for each argument.
   */
  toExpression(names?: readonly string[]): string;
  /** As {@link WengertList.toExpression}, in LaTeX's mathematical mode. Names of Greek letters become those. */
  toLatex(names?: readonly string[]): string;
  /**
   * The same list with other names for the arguments, in everything that it prints.
   *
   * @throws {@link WengertError} when the names are not one for each argument.
   */
  renamed(names: readonly string[]): WengertList;
  /** The computational graph, in the language of Graphviz. */
  toDot(): string;
  /** The computational graph, in the language of Mermaid. */
  toMermaid(): string;
  /** The list as plain data; `JSON.stringify` calls this. */
  toJSON(): ListData;
  /**
   * The forward tangent trace: every variable with its tangent, from the first to the last. The numbers are those of
   * {@link jvp}, to the last bit.
   *
   * @param seed - A tangent for each argument, as an array; for the only argument of a function, its tangent by itself.
   * @throws {@link TreeError} when the seed is not like the arguments.
   * @throws {@link ShapeError} when a tangent differs in shape from its argument.
   */
  tangents(seed: unknown): TraceTable;
  /**
   * The reverse adjoint trace: every variable with its adjoint, the derivative of the output by it, from the last to the
   * first. The numbers are those of {@link vjp}, to the last bit.
   *
   * @param seed - A cotangent like the output. Default 1, for an output that is a number.
   * @throws {@link TreeError} when the seed is not like the output.
   * @throws {@link ShapeError} when a cotangent differs in shape from the output.
   */
  adjoints(seed?: unknown): TraceTable;
}

/** The list of a recording. */
export class RecordedList implements WengertList {
  readonly operations: number;
  readonly operationCounts: Readonly<Record<string, number>>;
  readonly expressionOperations: number;
  // Private to the language, so that the list prints as what it is and not as what it is made of.
  readonly #listing: Listing;

  constructor(listing: Listing) {
    this.#listing = listing;
    this.operations = listing.lines.length;
    this.operationCounts = countsOf(listing);
    this.expressionOperations = expressionSize(listing);
  }

  toString(): string {
    return listText(this.#listing);
  }

  toExpression(names?: readonly string[]): string {
    return expression('toExpression', this.#named(names), textStyle);
  }

  toLatex(names?: readonly string[]): string {
    return expression('toLatex', this.#named(names), latexStyle);
  }

  renamed(names: readonly string[]): WengertList {
    return new RecordedList(this.#listing.renamed(names));
  }

  toDot(): string {
    return dot(graphOf(this.#listing));
  }

  toMermaid(): string {
    return mermaid(graphOf(this.#listing));
  }

  toJSON(): ListData {
    return listData(this.#listing);
  }

  tangents(seed: unknown): TraceTable {
    const listing = this.#listing;
    const tangents = pushTangents(listing, tangentSeed(listing, seed));
    return traceTable((algebra) => tangentRows(listing, algebra, tangents));
  }

  adjoints(seed: unknown = 1): TraceTable {
    const listing = this.#listing;
    const adjoints = pullAdjoints(listing, cotangentSeed(listing, seed));
    return traceTable((algebra) => adjointRows(listing, algebra, adjoints));
  }

  #named(names: readonly string[] | undefined): Listing {
    return names === undefined ? this.#listing : this.#listing.renamed(names);
  }
}

function countsOf({ lines }: Listing): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = line.kind === 'call' ? line.call.name : line.primitive.name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
