import type { DualScalar } from '@wengert/primitives';
import { Tape, TapePool } from './tape.js';

/** A dual number that consists of plain numbers. */
export interface PlainDual extends DualScalar {
  readonly primal: number;
  readonly tangent: number;
}

const primalOf = (x: number | PlainDual): number => (typeof x === 'number' ? x : x.primal);

const tangentOf = (x: number | PlainDual): number => (typeof x === 'number' ? -0 : x.tangent);

/**
 * A tape on which scalars are dual numbers, `primal + tangent * ε`, and so are their partials: what forward mode around
 * reverse mode makes of numbers. The tangents stand beside the numbers that they belong to:
 *
 *     tangents[i]                                 that of primals[i]
 *     partialTangents0[i], partialTangents1[i]    those of the partials
 *     constants[i]                                1 where the first partial's is zero by structure, plus 2 for the other
 *
 * A tangent that is zero by structure is noted, since 0 would make a NaN of an infinite cotangent.
 */
export class DualTape extends Tape {
  tangents: Float64Array = new Float64Array(this.primals.length);
  partialTangents0: Float64Array = new Float64Array(this.primals.length);
  partialTangents1: Float64Array = new Float64Array(this.primals.length);
  constants: Uint8Array = new Uint8Array(this.primals.length);

  override grow(): void {
    super.grow();
    const capacity = this.primals.length;
    const { tangents, partialTangents0, partialTangents1, constants } = this;
    this.tangents = new Float64Array(capacity);
    this.partialTangents0 = new Float64Array(capacity);
    this.partialTangents1 = new Float64Array(capacity);
    this.constants = new Uint8Array(capacity);
    this.tangents.set(tangents);
    this.partialTangents0.set(partialTangents0);
    this.partialTangents1.set(partialTangents1);
    this.constants.set(constants);
  }

  /** Records a value with its partials along one or two parents, and returns its slot. */
  recordDual(value: PlainDual, parents: readonly number[], partials: readonly (number | PlainDual)[]): number {
    const [parent0 = -1, parent1 = -1] = parents;
    const [partial0 = 0, partial1 = 0] = partials;
    const slot = this.record(value.primal, parent0, primalOf(partial0), parent1, primalOf(partial1));
    this.tangents[slot] = value.tangent;
    this.partialTangents0[slot] = tangentOf(partial0);
    this.partialTangents1[slot] = tangentOf(partial1);
    this.constants[slot] = (typeof partial0 === 'number' ? 1 : 0) + (typeof partial1 === 'number' ? 2 : 0);
    return slot;
  }
}

/** Tapes of dual numbers that no call has in use. */
export const dualTapes: TapePool<DualTape> = /* @__PURE__ */ new TapePool(() => new DualTape());
