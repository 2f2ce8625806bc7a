import type { Tape } from './tape.js';

// Two directions at a time: each partial is read once for both, and the loops have no loops inside. A structural zero
// stands as a 0 here; where that meets an infinite partial the result has a NaN in it, and the caller must sweep direction
// by direction.

/**
 * The derivatives of scalars by scalars on a tape that holds nothing but scalars with plain partials, by forward sweeps.
 *
 * @param outputs - Slots; one of -1 depends on nothing.
 * @returns A row of `inputs.length` numbers for each output; `undefined` when there is a NaN among them. Adding 0 takes the
 * sign off a zero, which means nothing.
 */
export function pushJacobian(
  tape: Tape,
  inputs: readonly number[],
  outputs: readonly number[],
): number[][] | undefined {
  if (inputs.length === 0) return outputs.map(() => []);
  const rows = new Array<number[]>(outputs.length);
  for (let k = 0; k < inputs.length; k += 2) {
    const isPair = k + 1 < inputs.length;
    const tangents = pushPair(tape, inputs[k]!, isPair ? inputs[k + 1]! : -1);
    for (let i = 0; i < outputs.length; i++) {
      const pair = 2 * outputs[i]!;
      const first = pair < 0 ? 0 : tangents[pair]! + 0;
      const second = pair < 0 ? 0 : tangents[pair | 1]! + 0;
      if (Number.isNaN(first) || Number.isNaN(second)) return undefined;
      if (k === 0) rows[i] = isPair ? [first, second] : [first];
      else if (isPair) rows[i]!.push(first, second);
      else rows[i]!.push(first);
    }
  }
  return rows;
}

/** As `pushJacobian`, by backward sweeps. */
export function pullJacobian(
  tape: Tape,
  inputs: readonly number[],
  outputs: readonly number[],
): number[][] | undefined {
  const width = inputs.length;
  const rows = outputs.map(() => new Array<number>(width));
  for (let k = 0; k < rows.length; k += 2) {
    const isPair = k + 1 < rows.length;
    const adjoints = pullPair(tape, outputs[k]!, isPair ? outputs[k + 1]! : -1);
    const rowA = rows[k]!;
    const rowB = rows[isPair ? k + 1 : k]!;
    for (let i = 0; i < width; i++) {
      const pair = 2 * inputs[i]!;
      const first = adjoints[pair]! + 0;
      const second = adjoints[pair | 1]! + 0;
      if (Number.isNaN(first) || Number.isNaN(second)) return undefined;
      if (isPair) rowB[i] = second;
      rowA[i] = first;
    }
  }
  return rows;
}

/** The tangents of every slot along the unit vectors of two inputs, side by side; a slot of -1 asks for none. */
function pushPair(tape: Tape, inputA: number, inputB: number): Float64Array {
  const { parents0, partials0, parents1, partials1, count } = tape;
  tape.makeRoom(2 * count, 0);
  const tangents = tape.adjoints;
  for (let slot = 0; slot < count; slot++) {
    const pair = slot << 1;
    const parents = parents0[slot]!;
    if (parents < 0) {
      tangents[pair] = slot === inputA ? 1 : 0;
      tangents[pair | 1] = slot === inputB ? 1 : 0;
      continue;
    }
    const pair0 = parents & ~1;
    const partial0 = partials0[slot]!;
    let a = partial0 * tangents[pair0]!;
    let b = partial0 * tangents[pair0 | 1]!;
    if ((parents & 1) !== 0) {
      const pair1 = parents1[slot]! << 1;
      const partial1 = partials1[slot]!;
      a += partial1 * tangents[pair1]!;
      b += partial1 * tangents[pair1 | 1]!;
    }
    tangents[pair] = a;
    tangents[pair | 1] = b;
  }
  return tangents;
}

/** The adjoints of every slot from the unit cotangents of two outputs, side by side; a slot of -1 sends none. */
function pullPair(tape: Tape, outputA: number, outputB: number): Float64Array {
  const { parents0, partials0, parents1, partials1, count, inputs } = tape;
  tape.makeRoom(2 * count, 0);
  const { adjoints } = tape;
  adjoints.fill(0, 0, 2 * count);
  if (outputA >= 0) adjoints[2 * outputA] = 1;
  if (outputB >= 0) adjoints[2 * outputB + 1] = 1;
  for (let slot = Math.max(outputA, outputB); slot >= inputs; slot--) {
    const parents = parents0[slot]!;
    if (parents < 0) continue;
    const pair = slot << 1;
    const a = adjoints[pair]!;
    const b = adjoints[pair | 1]!;
    const pair0 = parents & ~1;
    const partial0 = partials0[slot]!;
    adjoints[pair0]! += partial0 * a;
    adjoints[pair0 | 1]! += partial0 * b;
    if ((parents & 1) === 0) continue;
    const pair1 = parents1[slot]! << 1;
    const partial1 = partials1[slot]!;
    adjoints[pair1]! += partial1 * a;
    adjoints[pair1 | 1]! += partial1 * b;
  }
  return adjoints;
}
