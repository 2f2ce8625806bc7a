import { flatten, flattenLike, unflatten, type FlatTree, type Structure, type Value } from '@wengert/primitives';
import { DomainError } from '@wengert/tensor';
import { matchingLeaves } from './matching-values.js';

/** Options that bound the memory of a loop. */
export interface LoopOptions {
  /**
   * How many intermediate states the backward sweep may keep; what lies between is computed again. Left out, everything
   * is kept.
   */
  readonly checkpoints?: number;
}

/**
 * The number of snapshots that the options allow; `undefined` when memory is not bounded.
 *
 * @throws {@link DomainError} unless it is a positive integer.
 */
export function snapshotsOf(operation: string, { checkpoints }: LoopOptions): number | undefined {
  if (checkpoints === undefined) return undefined;
  if (Number.isInteger(checkpoints) && checkpoints > 0) return checkpoints;
  throw new DomainError(`${operation}: checkpoints must be a positive integer, but is ${checkpoints}.`);
}

/** The state that a loop carries: its structure and shapes are those of the first. */
export class LoopState {
  readonly initial: FlatTree;
  private readonly operation: string;

  /** @param carry - The state before the first step. */
  constructor(operation: string, carry: unknown) {
    this.operation = operation;
    this.initial = flatten(carry, `${operation}: the initial carry`);
  }

  /** The state as the user's functions see it. */
  tree(leaves: readonly Value[]): unknown {
    return unflatten(this.initial.structure, leaves);
  }

  /**
   * The leaves of a later state.
   *
   * @throws {@link TreeError} when its structure is not that of the first.
   * @throws {@link ShapeError} when a shape is not that of the first.
   */
  leaves(carry: unknown): readonly Value[] {
    return matchingLeaves(this.initial, carry, `${this.operation}: the carry of a step`, 'the initial carry');
  }
}

/** The structure that all outputs of a loop share; `undefined` while none is known. */
export class OutputStructure {
  private structure: Structure | undefined = undefined;
  private nothing: null | undefined = undefined;

  /** The leaves of the output of a step; none where it puts out nothing. */
  leaves(operation: string, output: unknown): readonly Value[] {
    if (output === undefined || output === null) {
      this.nothing = output;
      return [];
    }
    const name = `${operation}: the output of a step`;
    if (this.structure !== undefined) return flattenLike(this.structure, output, name, 'the output of the first step');
    const { leaves, structure } = flatten(output, name);
    this.structure = structure;
    return leaves;
  }

  /** A tree with these leaves; where the steps put out nothing, the `undefined` or `null` that they return. */
  tree(leaves: readonly Value[]): unknown {
    return this.structure === undefined ? this.nothing : unflatten(this.structure, leaves);
  }
}
