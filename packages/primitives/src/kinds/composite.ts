import type { Domain, Example } from '../domain.js';
import type { Row } from '../primitive.js';
import type { Value } from '../value.js';

/** What a row says of an operation that is defined by others. */
export interface CompositeSpecification<P> {
  readonly name: string;
  /** How many arguments it takes; left out when any number. */
  readonly arity?: number;
  /** The definition, in the library's own operations; its derivative follows from theirs. */
  readonly define: (args: readonly Value[], params: P) => Value;
  /** For operations that work on each element by itself, instead of examples: the numbers that tests may use. */
  readonly domain?: readonly Domain[];
  readonly examples?: readonly Example<P>[];
  readonly source: string;
}

/** An operation that is defined by others. It stands in the table so that it is tested and listed like the rest. */
// @__NO_SIDE_EFFECTS__
export function composite<P>(row: CompositeSpecification<P>): Row<P> {
  return {
    name: row.name,
    kind: 'composite',
    arity: row.arity,
    domain: row.domain,
    examples: row.examples ?? [],
    source: row.source,
    apply: row.define,
  };
}
