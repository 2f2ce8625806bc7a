import type { Tape } from './tape.js';

/** More directions at once gain nothing. */
const widestBlock = 64;

/** Numbers in a block of tangents or cotangents: 16 MB. */
const blockSize = 1 << 21;

/**
 * How many directions may be swept at once as blocks of numbers; 0 when the tape holds more than scalars with finite
 * partials. Those let a structural zero be stored as 0, since 0 times a finite partial adds nothing.
 */
export function widthOfBlocks(tape: Tape): number {
  if (tape.maps.length > 0) return 0;
  const { parents0, partials0, partials1, count } = tape;
  for (let slot = 0; slot < count; slot++) {
    const parents = parents0[slot]!;
    if (parents < 0) continue;
    if (!Number.isFinite(partials0[slot]!)) return 0;
    if ((parents & 1) !== 0 && !Number.isFinite(partials1[slot]!)) return 0;
  }
  return Math.max(1, Math.min(widestBlock, Math.floor(blockSize / count)));
}

/** Directions to sweep in: for each slot that they start from its elements in all of them, one after the other. */
export interface SeedBlock {
  readonly width: number;
  readonly seeds: Float64Array;
}

/**
 * Pushes the given tangents of the input slots forward.
 *
 * @returns For each output slot the tangents in all directions, one after the other; a slot of -1 has zeros.
 */
export function pushBlock(
  tape: Tape,
  inputs: ArrayLike<number>,
  outputs: ArrayLike<number>,
  block: SeedBlock,
): Float64Array {
  const { parents0, partials0, parents1, partials1, count } = tape;
  const { width } = block;
  const tangents = seeded(count, inputs, block);
  for (let slot = 0; slot < count; slot++) {
    const parents = parents0[slot]!;
    if (parents < 0) continue;
    const to = slot * width;
    addScaled(tangents, to, partials0[slot]!, (parents >> 1) * width, width);
    if ((parents & 1) !== 0) addScaled(tangents, to, partials1[slot]!, parents1[slot]! * width, width);
  }
  return gathered(tangents, outputs, width);
}

/**
 * Pulls the given cotangents of the output slots back; a slot of -1 has none.
 *
 * @returns For each input slot the cotangents in all directions, one after the other.
 */
export function pullBlock(
  tape: Tape,
  outputs: ArrayLike<number>,
  inputs: ArrayLike<number>,
  block: SeedBlock,
): Float64Array {
  const { parents0, partials0, parents1, partials1, count } = tape;
  const { width } = block;
  const adjoints = seeded(count, outputs, block);
  for (let slot = count - 1; slot >= 0; slot--) {
    const parents = parents0[slot]!;
    if (parents < 0) continue;
    const from = slot * width;
    addScaled(adjoints, (parents >> 1) * width, partials0[slot]!, from, width);
    if ((parents & 1) !== 0) addScaled(adjoints, parents1[slot]! * width, partials1[slot]!, from, width);
  }
  return gathered(adjoints, inputs, width);
}

/** A row of `width` numbers for each slot. A slot that comes twice gets what both of its seeds say. */
function seeded(count: number, slots: ArrayLike<number>, { width, seeds }: SeedBlock): Float64Array {
  const rows = new Float64Array(count * width);
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    if (slot < 0) continue;
    for (let k = 0; k < width; k++) rows[slot * width + k] = rows[slot * width + k]! + seeds[i * width + k]!;
  }
  return rows;
}

function addScaled(block: Float64Array, to: number, factor: number, from: number, width: number): void {
  for (let k = 0; k < width; k++) block[to + k] = block[to + k]! + factor * block[from + k]!;
}

function gathered(block: Float64Array, slots: ArrayLike<number>, width: number): Float64Array {
  const rows = new Float64Array(slots.length * width);
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    if (slot < 0) continue;
    for (let k = 0; k < width; k++) rows[i * width + k] = block[slot * width + k]!;
  }
  return rows;
}
