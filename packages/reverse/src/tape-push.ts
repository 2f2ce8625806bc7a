import { addRow, applyBinary, scale, type Tangent } from '@wengert/primitives';
import type { ForwardSweep, TangentOf } from './local-map.js';
import type { Tape } from './tape.js';

/** The tangents of one forward sweep over a recorded tape: the linearised function. Nothing nonlinear is computed. */
class Tangents implements ForwardSweep {
  private readonly tape: Tape;
  private readonly tangents: Tangent[] = [];

  constructor(tape: Tape) {
    this.tape = tape;
  }

  /** Makes `tangent` that of an input. */
  seed(slot: number, tangent: Tangent): void {
    this.tangents[slot] = tangent;
  }

  readonly tangentOf: TangentOf = (slot) => (slot < 0 ? undefined : this.tangents[slot]);

  /** Pushes every tangent on to what was computed from it, from `slot` on. */
  sweepFrom(slot: number): void {
    const { tape, tangents } = this;
    for (let current = slot; current < tape.count; current++) tangents[current] ??= this.push(current);
  }

  replay(record: () => readonly number[]): readonly Tangent[] {
    const { tape, tangents } = this;
    // What lies between here and the mark is still to come, and must not find the tangents of what is taken off.
    const kept = tangents.length;
    try {
      return tape.recordForNow((mark) => {
        const slots = record();
        this.sweepFrom(mark);
        return slots.map(this.tangentOf);
      });
    } finally {
      tangents.length = kept;
    }
  }

  private push(slot: number): Tangent {
    const { parents0, partials0, parents1, partials1, maps } = this.tape;
    const parents = parents0[slot]!;
    if (parents < -1) return maps[-2 - parents]!.push(this.tangentOf, this);
    if (parents < 0) return undefined;
    const tangent0 = this.tangentOf(parents >> 1);
    const tangent1 = (parents & 1) === 0 ? undefined : this.tangentOf(parents1[slot]!);
    const term0 = tangent0 === undefined ? undefined : scale(partials0[slot]!, tangent0);
    const term1 = tangent1 === undefined ? undefined : scale(partials1[slot]!, tangent1);
    if (term0 === undefined) return term1;
    return term1 === undefined ? term0 : applyBinary(addRow, term0, term1);
  }
}

/** The tangents of outputs, given those of inputs; `undefined` for an output that depends on no input. */
export function pushForward(
  tape: Tape,
  inputs: readonly number[],
  tangents: readonly Tangent[],
  outputs: readonly number[],
): Tangent[] {
  const sweep = new Tangents(tape);
  inputs.forEach((slot, i) => {
    sweep.seed(slot, tangents[i]);
  });
  sweep.sweepFrom(0);
  return outputs.map(sweep.tangentOf);
}
