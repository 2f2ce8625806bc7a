import { unmask, type Tangent } from '@wengert/primitives';
import type { LocalMap, Sweep } from './local-map.js';

/**
 * The outputs of a call with several of them. The call has a slot of its own below those of its outputs, so a backward
 * sweep meets the outputs first: they leave their cotangents here, and the call's slot takes them all at once. A forward
 * sweep meets the call first, which leaves the tangents here for its outputs.
 */
export class JointOutputs {
  private readonly count: number;
  private cotangents: Tangent[] = [];
  private tangents: readonly Tangent[] = [];
  /** Whose cotangents these are: a sweep that ended in an error must leave nothing for the next. */
  private sweep: Sweep | undefined = undefined;

  /** @param count - How many outputs there are. */
  constructor(count: number) {
    this.count = count;
  }

  /** The local map of output `index`; the call itself is recorded in `callSlot`. */
  output(index: number, callSlot: number): LocalMap {
    return {
      pull: (cotangent, sweep) => {
        if (this.sweep !== sweep) this.cotangents = [];
        this.sweep = sweep;
        this.cotangents[index] = unmask(cotangent);
        // The number says nothing; it makes the sweep visit the call.
        sweep.send(callSlot, 0);
      },
      push: () => this.tangents[index],
    };
  }

  /** The cotangents of all outputs, which are forgotten here. */
  take(): readonly Tangent[] {
    const taken = Array.from({ length: this.count }, (_, i) => this.cotangents[i]);
    this.cotangents = [];
    return taken;
  }

  /** Leaves the tangents for the outputs. */
  leave(tangents: readonly Tangent[]): void {
    this.tangents = tangents;
  }
}
