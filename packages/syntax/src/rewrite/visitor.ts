import type { Draft } from './draft.js';
import type { RuntimeFunction } from './imported-functions.js';
import type { Knowledge } from './knowledge.js';
import type { Node } from './nodes.js';
import type { Source } from './source.js';

/** Rewrites the parts of a node, for whoever rewrites the node itself. */
export interface Visitor {
  readonly source: Source;
  readonly knowledge: Knowledge;
  /** Where changes are noted. */
  readonly draft: Draft;
  /** The name of a function that rewritten code calls. */
  imported(name: RuntimeFunction): string;
  /** The name of a new temporary variable. */
  temporary(): string;
  /** An expression whose value is used. */
  value(node: Node): void;
  /** An expression of which only matters whether JavaScript takes it for true. */
  test(node: Node): void;
  /** An expression whose value is not used. */
  unused(node: Node): void;
  /** What a value is assigned to. */
  target(node: Node): void;
  /** An expression where no temporary variable can be declared beside it. */
  isolated(node: Node): void;
  /** The expression that is all of an arrow function. */
  arrowBody(node: Node): void;
  /** A statement among others. */
  statement(node: Node): void;
  /** All statements of a function. */
  statements(nodes: readonly Node[]): void;
  /** An expression that cannot be put elsewhere: what it is called on, or whether its end is reached, depends on where it is. */
  chain(node: Node): void;
}
