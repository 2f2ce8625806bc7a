import type { Tape } from './tape.js';

/** From this many elements on, filling an array is quicker than a loop. */
const worthFilling = 64;

/**
 * A backward sweep over a tape that holds nothing but scalars with plain partials.
 *
 * A slot that received nothing must send nothing, since an infinite partial would make a NaN of a zero. Adjoints start
 * as -0, to which every number adds up to itself, so the loop need not ask whether a contribution is the first; and a sum
 * stays -0 only if nothing but -0 was added, which is noted in `states`.
 */
export class ScalarSweep {
  private readonly tape: Tape;
  private readonly adjoints: Float64Array;
  private readonly states: Uint8Array;
  private last = -1;

  /** @param release - Whether the sweep may write over the primals, as the last one does: that much less is to be read. */
  constructor(tape: Tape, release: boolean) {
    this.tape = tape;
    tape.makeRoom(release ? 0 : tape.count, tape.count);
    this.adjoints = release ? tape.primals : tape.adjoints;
    this.states = tape.states;
    const { adjoints, states } = this;
    if (tape.count < worthFilling) {
      for (let slot = 0; slot < tape.count; slot++) {
        adjoints[slot] = -0;
        states[slot] = 0;
      }
    } else {
      adjoints.fill(-0, 0, tape.count);
      states.fill(0, 0, tape.count);
    }
  }

  /** Adds to the adjoint of an output. */
  seed(slot: number, cotangent: number): void {
    const { adjoints, states } = this;
    adjoints[slot]! += cotangent;
    states[slot] = 1;
    if (slot > this.last) this.last = slot;
  }

  /** Sends every adjoint on to the parents. */
  sweep(): void {
    const { adjoints, states } = this;
    const { parents0, partials0, parents1, partials1, inputs } = this.tape;
    for (let slot = this.last; slot >= inputs; slot--) {
      const adjoint = adjoints[slot]!;
      if (adjoint === 0 && states[slot] === 0 && Object.is(adjoint, -0)) continue;
      const parents = parents0[slot]!;
      if (parents < 0) continue;
      const parent0 = parents >> 1;
      const contribution0 = adjoint * partials0[slot]!;
      adjoints[parent0]! += contribution0;
      if (contribution0 === 0) states[parent0] = 1;
      if ((parents & 1) === 0) continue;
      const parent1 = parents1[slot]!;
      const contribution1 = adjoint * partials1[slot]!;
      adjoints[parent1]! += contribution1;
      if (contribution1 === 0) states[parent1] = 1;
    }
  }

  /** The adjoint of a slot; `undefined` where nothing arrived. */
  get(slot: number): number | undefined {
    const { adjoints, states } = this;
    const adjoint = adjoints[slot]!;
    return adjoint === 0 && states[slot] === 0 && Object.is(adjoint, -0) ? undefined : adjoint;
  }
}
