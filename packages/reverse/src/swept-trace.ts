import { traceOf, type Tangent, type Value } from '@wengert/primitives';
import type { Recorded } from './recorded.js';
import { pullBack } from './tape-sweeps.js';
import type { Tape } from './tape.js';

/**
 * What has been recorded, as the linear map that it is. The way back is a method; the other sweeps are functions, in
 * `linear-map.ts`, since programs with nothing but gradients have no use for them.
 */
export abstract class SweptTrace {
  abstract readonly tape: Tape;
  /** Whether the tape will be swept more than once. */
  abstract readonly reusable: boolean;

  /**
   * The cotangents of `inputs`, given those of `outputs`; `undefined` for an input on which no output depends.
   */
  pullback(outputs: readonly Value[], cotangents: readonly Tangent[], inputs: readonly Value[]): Tangent[] {
    return pullBack(this.tape, this.slotsOf(outputs), cotangents, this.slotsOf(inputs), !this.reusable);
  }

  /** The slots of values, as `slotOf`. */
  slotsOf(values: readonly Value[]): readonly number[] {
    const slots = new Array<number>(values.length);
    for (let i = 0; i < values.length; i++) slots[i] = this.slotOf(values[i] ?? 0);
    return slots;
  }

  /** The slot of a value of this trace, -1 for any other. */
  slotOf(x: Value): number {
    const trace: unknown = traceOf(x);
    return trace === this ? (x as Recorded).slot : -1;
  }
}
