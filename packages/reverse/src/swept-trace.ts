import { RecordedScalar, traceOf, type Tangent, type Value } from '@wengert/primitives';
import type { Recorded } from './recorded.js';
import { pullBlock, pushBlock, widthOfBlocks, type SeedBlock } from './tape-blocks.js';
import { pullJacobian, pushJacobian } from './tape-jacobian.js';
import { pullBack, pushForward } from './tape-sweeps.js';
import type { Tape } from './tape.js';

/** What has been recorded, as the linear map that it is: from tangents of inputs to tangents of outputs, and back. */
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

  /** The tangents of `outputs`, given those of `inputs`; `undefined` for an output that depends on no input. */
  pushforward(inputs: readonly Value[], tangents: readonly Tangent[], outputs: readonly Value[]): Tangent[] {
    return pushForward(this.tape, this.slotsOf(inputs), tangents, this.slotsOf(outputs));
  }

  /**
   * The derivatives of scalar outputs by scalar inputs, as a row of `inputs.length` numbers for each output; `undefined`
   * where that takes a sweep for each direction by itself, `pushforward` or `pullback`: something on the tape is no scalar,
   * or a partial is not finite.
   *
   * @param isForward - Which way to sweep.
   */
  scalarJacobian(inputs: readonly Value[], outputs: readonly Value[], isForward: boolean): number[][] | undefined {
    const { tape } = this;
    if (tape.maps.length > 0) return undefined;
    const from = this.scalarSlots(inputs);
    const to = this.scalarSlots(outputs);
    if (from === undefined || to === undefined) return undefined;
    return isForward ? pushJacobian(tape, from, to) : pullJacobian(tape, from, to);
  }

  /**
   * How many directions may be swept at once as plain numbers; 0 when something on the tape is no scalar or has a
   * partial that is not finite, and the directions must go by `pushforward` and `pullback`.
   */
  blockWidth(values: readonly Value[]): number {
    return this.scalarSlots(values) === undefined ? 0 : widthOfBlocks(this.tape);
  }

  /** The derivatives of scalar outputs in the given directions of scalar inputs, as rows, by one forward sweep. */
  pushBlock(inputs: readonly Value[], outputs: readonly Value[], directions: SeedBlock): Float64Array {
    return pushBlock(this.tape, this.slotsOf(inputs), this.slotsOf(outputs), directions);
  }

  /** The derivatives by scalar inputs of sums of the outputs with the given weights, as columns, by one backward sweep. */
  pullBlock(outputs: readonly Value[], inputs: readonly Value[], weights: SeedBlock): Float64Array {
    return pullBlock(this.tape, this.slotsOf(outputs), this.slotsOf(inputs), weights);
  }

  protected slotsOf(values: readonly Value[]): readonly number[] {
    const slots = new Array<number>(values.length);
    for (let i = 0; i < values.length; i++) slots[i] = this.slotOf(values[i] ?? 0);
    return slots;
  }

  /** As `slotsOf`, for scalars on tapes; `undefined` when something else is among the values. */
  private scalarSlots(values: readonly Value[]): readonly number[] | undefined {
    const slots = new Array<number>(values.length);
    for (let i = 0; i < values.length; i++) {
      const x = values[i];
      if (x instanceof RecordedScalar) slots[i] = this.slotOf(x);
      else if (typeof x === 'number') slots[i] = -1;
      else return undefined;
    }
    return slots;
  }

  /** The slot of a value of this trace, -1 for any other. */
  protected slotOf(x: Value): number {
    const trace: unknown = traceOf(x);
    return trace === this ? (x as Recorded).slot : -1;
  }
}
