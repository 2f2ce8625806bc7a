import { unmask, type Tangent } from '@wengert/primitives';
import { ScalarSweep } from './tape-scalar-sweep.js';
import { Adjoints } from './tape-sweep.js';
import type { Tape } from './tape.js';

/**
 * The cotangents of inputs, given those of outputs, all by their slots; `undefined` for an input on which no output depends.
 * An output of slot -1 depends on nothing.
 *
 * @param release - Whether this is the last sweep: what is on the tape is let go of on the way.
 */
export function pullBack(
  tape: Tape,
  outputs: readonly number[],
  cotangents: readonly Tangent[],
  inputs: readonly number[],
  release: boolean,
): Tangent[] {
  if (tape.maps.length === 0 && cotangents.every(isNumberOrNothing)) {
    return pullScalarsBack(tape, outputs, cotangents, inputs, release);
  }
  const adjoints = new Adjoints(tape);
  const outermost = !tape.sweeping;
  tape.sweeping = true;
  try {
    outputs.forEach((slot, i) => {
      const cotangent = cotangents[i];
      if (slot >= 0 && cotangent !== undefined) adjoints.send(slot, cotangent);
    });
    adjoints.sweep(release);
    return inputs.map((slot) => {
      const adjoint = adjoints.get(slot);
      return adjoint === undefined ? undefined : unmask(adjoint);
    });
  } finally {
    if (outermost) tape.sweeping = false;
  }
}

function pullScalarsBack(
  tape: Tape,
  outputs: readonly number[],
  cotangents: readonly (number | undefined)[],
  inputs: readonly number[],
  release: boolean,
): Tangent[] {
  const sweep = new ScalarSweep(tape, release);
  for (let i = 0; i < outputs.length; i++) {
    const slot = outputs[i]!;
    const cotangent = cotangents[i];
    if (slot >= 0 && cotangent !== undefined) sweep.seed(slot, cotangent);
  }
  sweep.sweep();
  // As long as there are only numbers, V8 keeps them out of boxes.
  const numbers = new Array<number>(inputs.length);
  for (let i = 0; i < inputs.length; i++) {
    const adjoint = sweep.get(inputs[i]!);
    if (adjoint === undefined) return inputs.map((slot) => sweep.get(slot));
    numbers[i] = adjoint;
  }
  return numbers;
}

function isNumberOrNothing(x: Tangent): x is number | undefined {
  return typeof x === 'number' || x === undefined;
}
