import { unmask, type LinearizedCall, type Tangent } from '@wengert/primitives';
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

  /**
   * The local map of the call, from its linear map.
   *
   * @param slots - Of the arguments; -1 marks one that is not active.
   */
  mapOfRule(slots: readonly number[], rule: Pick<LinearizedCall, 'pull' | 'push'>): LocalMap {
    return {
      pull: (_cotangent, { send }) => {
        rule.pull(this.take()).forEach((contribution, i) => {
          const slot = slots[i] ?? -1;
          if (slot >= 0 && contribution !== undefined) send(slot, contribution);
        });
      },
      push: (tangentOf) => {
        this.tangents = rule.push(slots.map(tangentOf));
        return undefined;
      },
    };
  }

  /**
   * The local map of a call that was not recorded: `record` runs it again, and returns the slots of its outputs; they are
   * swept and forgotten.
   */
  mapOfReplay(record: () => readonly number[]): LocalMap {
    return {
      pull: (_cotangent, sweep) => {
        const cotangents = this.take();
        sweep.replay(() =>
          record().flatMap((slot, i) => {
            const cotangent = cotangents[i];
            return slot < 0 || cotangent === undefined ? [] : [[slot, cotangent] as const];
          }),
        );
      },
      push: (_tangentOf, sweep) => {
        this.tangents = sweep.replay(record);
        return undefined;
      },
    };
  }

  /** The cotangents of all outputs, which are forgotten here. */
  private take(): readonly Tangent[] {
    const taken = Array.from({ length: this.count }, (_, i) => this.cotangents[i]);
    this.cotangents = [];
    return taken;
  }
}
