import type { Pattern } from './patterns.js';

/** Where a value is kept for later: among the numbers, or among the tensors. */
export type Memory = 'numbers' | 'tensors';

/** How code gets at an operand. */
export type Access =
  | { readonly kind: 'constant'; readonly node: number }
  /** A number from a table, by instance. */
  | { readonly kind: 'constants'; readonly table: Float64Array }
  | { readonly kind: 'input'; readonly argument: number; readonly memory: Memory; readonly pattern: Pattern }
  /** The value of another site, in the same iteration. */
  | { readonly kind: 'local'; readonly site: number }
  | { readonly kind: 'memory'; readonly memory: Memory; readonly pattern: Pattern }
  /** The partial sum before the first term. */
  | { readonly kind: 'nothing' };

/** Where a site keeps its value. */
interface Place {
  readonly memory: Memory;
  readonly pattern: Pattern;
}

/** What is known of a site's operands and value. */
export interface SitePlan {
  readonly accesses: readonly Access[];
  /** Where its value is kept; `undefined` where nobody but its own iteration asks for it. */
  readonly place: Place | undefined;
  /** Whether its value is used in the iteration that it belongs to. */
  readonly isLocal: boolean;
}

/** Where everything is. */
export interface Storage {
  readonly plans: readonly SitePlan[];
  readonly results: (node: number) => Access;
  readonly numbers: number;
  readonly tensors: number;
  /** The numbers that sums begin with: from one slot up to another. */
  readonly cleared: readonly (readonly [from: number, to: number])[];
}
