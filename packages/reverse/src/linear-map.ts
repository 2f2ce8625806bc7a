import { RecordedScalar, type Tangent, type Value } from '@wengert/primitives';
import type { SweptTrace } from './swept-trace.js';
import * as blocks from './tape-blocks.js';
import { pullJacobian, pushJacobian } from './tape-jacobian.js';
import { pushForward } from './tape-push.js';

/** The tangents of `outputs`, given those of `inputs`; `undefined` for an output that depends on no input. */
export function pushforward(
  trace: SweptTrace,
  inputs: readonly Value[],
  tangents: readonly Tangent[],
  outputs: readonly Value[],
): Tangent[] {
  return pushForward(trace.tape, trace.slotsOf(inputs), tangents, trace.slotsOf(outputs));
}

/**
 * The derivatives of scalar outputs by scalar inputs, as a row of `inputs.length` numbers for each output; `undefined`
 * where that takes a sweep for each direction by itself, `pushforward` or `pullback`: something on the tape is no scalar,
 * or a partial is not finite.
 *
 * @param isForward - Which way to sweep.
 */
export function scalarJacobian(
  trace: SweptTrace,
  inputs: readonly Value[],
  outputs: readonly Value[],
  isForward: boolean,
): number[][] | undefined {
  const { tape } = trace;
  if (tape.maps.length > 0) return undefined;
  const from = scalarSlots(trace, inputs);
  const to = scalarSlots(trace, outputs);
  if (from === undefined || to === undefined) return undefined;
  return isForward ? pushJacobian(tape, from, to) : pullJacobian(tape, from, to);
}

/**
 * How many directions may be swept at once as plain numbers; 0 when something on the tape is no scalar or has a
 * partial that is not finite, and the directions must go by `pushforward` and `pullback`.
 */
export function blockWidth(trace: SweptTrace, values: readonly Value[]): number {
  return scalarSlots(trace, values) === undefined ? 0 : blocks.widthOfBlocks(trace.tape);
}

/** The derivatives of scalar outputs in the given directions of scalar inputs, as rows, by one forward sweep. */
export function pushBlock(
  trace: SweptTrace,
  inputs: readonly Value[],
  outputs: readonly Value[],
  directions: blocks.SeedBlock,
): Float64Array {
  return blocks.pushBlock(trace.tape, trace.slotsOf(inputs), trace.slotsOf(outputs), directions);
}

/** The derivatives by scalar inputs of sums of the outputs with the given weights, as columns, by one backward sweep. */
export function pullBlock(
  trace: SweptTrace,
  outputs: readonly Value[],
  inputs: readonly Value[],
  weights: blocks.SeedBlock,
): Float64Array {
  return blocks.pullBlock(trace.tape, trace.slotsOf(outputs), trace.slotsOf(inputs), weights);
}

/** The slots of scalars on tapes; `undefined` when something else is among the values. */
function scalarSlots(trace: SweptTrace, values: readonly Value[]): readonly number[] | undefined {
  const slots = new Array<number>(values.length);
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    if (x instanceof RecordedScalar) slots[i] = trace.slotOf(x);
    else if (typeof x === 'number') slots[i] = -1;
    else return undefined;
  }
  return slots;
}
