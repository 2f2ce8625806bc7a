/**
 * The errors of the library. A message says what was called, what it got and what to do instead:
 * `mul: shapes [2, 3] and [4] do not broadcast: axis -1 is 3 in the first and 4 in the second.`
 *
 * The names are literal strings in getters, because a minifier renames classes, and because the first line of a stack
 * is written before a field of the instance exists.
 */

/**
 * The common ancestor of every error that the library throws.
 *
 * @example
 * try {
 *   add(tensor([1, 2]), tensor([1, 2, 3]));
 * } catch (error) {
 *   error instanceof WengertError; // true
 * }
 */
export class WengertError extends Error {
  override get name(): string {
    return 'WengertError';
  }
}

/** Shapes, axes or indices that do not fit together. */
export class ShapeError extends WengertError {
  override get name(): string {
    return 'ShapeError';
  }
}

/** A value outside of the set on which an operation is defined, such as the maximum of no numbers. */
export class DomainError extends WengertError {
  override get name(): string {
    return 'DomainError';
  }
}

/** A traced value used where its trace cannot follow: after its transformation has ended, or in `x + y`. */
export class TraceError extends WengertError {
  override get name(): string {
    return 'TraceError';
  }
}

/** A tree (nested arrays and objects) with a leaf or a structure that the operation cannot take. */
export class TreeError extends WengertError {
  override get name(): string {
    return 'TreeError';
  }
}
