import type { Tape } from './tape.js';

/**
 * Whether the tape holds nothing but scalars with finite partials. Several directions can then be swept at once as
 * blocks of numbers: a structural zero may be stored as 0, since 0 times a finite partial adds nothing.
 */
export function holdsFiniteScalars(tape: Tape): boolean {
  if (tape.maps.length > 0) return false;
  const { parents, partials } = tape;
  for (let i = 0; i < 2 * tape.count; i++) {
    if (parents[i]! >= 0 && !Number.isFinite(partials[i]!)) return false;
  }
  return true;
}

/** Directions to sweep in: for each slot that they start from its elements in all of them, one after the other. */
export interface SeedBlock {
  readonly width: number;
  readonly seeds: Float64Array;
}

/**
 * Pushes tangents forward: those given, or one unit tangent for each of the input slots.
 *
 * @returns For each output slot the tangents in all directions, one after the other; a slot of -1 has zeros.
 */
export function pushBlock(
  tape: Tape,
  inputs: ArrayLike<number>,
  outputs: ArrayLike<number>,
  block?: SeedBlock,
): Float64Array {
  const { parents, partials, count } = tape;
  const width = block?.width ?? inputs.length;
  const tangents = seeded(count, inputs, width, block);
  for (let slot = 0; slot < count; slot++) {
    const pair = 2 * slot;
    const parent0 = parents[pair]!;
    const parent1 = parents[pair + 1]!;
    const to = slot * width;
    if (parent0 >= 0) addScaled(tangents, to, partials[pair]!, parent0 * width, width);
    if (parent1 >= 0) addScaled(tangents, to, partials[pair + 1]!, parent1 * width, width);
  }
  return gathered(tangents, outputs, width);
}

/**
 * Pulls cotangents back: those given, or one unit cotangent for each of the output slots; a slot of -1 has none.
 *
 * @returns For each input slot the cotangents in all directions, one after the other.
 */
export function pullBlock(
  tape: Tape,
  outputs: ArrayLike<number>,
  inputs: ArrayLike<number>,
  block?: SeedBlock,
): Float64Array {
  const { parents, partials, count } = tape;
  const width = block?.width ?? outputs.length;
  const adjoints = seeded(count, outputs, width, block);
  for (let slot = count - 1; slot >= 0; slot--) {
    const pair = 2 * slot;
    const parent0 = parents[pair]!;
    const parent1 = parents[pair + 1]!;
    const from = slot * width;
    if (parent0 >= 0) addScaled(adjoints, parent0 * width, partials[pair]!, from, width);
    if (parent1 >= 0) addScaled(adjoints, parent1 * width, partials[pair + 1]!, from, width);
  }
  return gathered(adjoints, inputs, width);
}

/** A row of `width` numbers for each slot. A slot that comes twice gets what both of its seeds say. */
function seeded(count: number, slots: ArrayLike<number>, width: number, block?: SeedBlock): Float64Array {
  const rows = new Float64Array(count * width);
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    if (slot < 0) continue;
    if (block === undefined) rows[slot * width + i] = 1;
    else for (let k = 0; k < width; k++) rows[slot * width + k] = rows[slot * width + k]! + block.seeds[i * width + k]!;
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
