import type { Directions } from './directions.js';

const initialCapacity = 1024;

/** Numbers in the blocks of a sweep: 16 MB. */
const blockSize = 1 << 21;

/**
 * The evaluation of a function of plain numbers, with first and second partials of every operation, all in typed arrays: a
 * slot for each value, in order of creation.
 *
 *     parents[2 i], parents[2 i + 1]            slots, or -1 for none
 *     partials[2 i], partials[2 i + 1]          the derivatives along them
 *     seconds[3 i], [3 i + 1], [3 i + 2]        the second derivatives: along the first, along both, along the second
 */
export class SecondOrderTape {
  count = 0;
  primals: Float64Array = new Float64Array(initialCapacity);
  partials: Float64Array = new Float64Array(2 * initialCapacity);
  seconds: Float64Array = new Float64Array(3 * initialCapacity);
  parents: Int32Array = new Int32Array(2 * initialCapacity);
  /** Whether every derivative is a finite number, so that a zero may stand for one that is not there. */
  isFinite = true;

  /** Forgets everything that is recorded. */
  clear(): void {
    this.count = 0;
    this.isFinite = true;
  }

  /** A new slot for a value without parents; `setParents` and `setSeconds` may say more of it. */
  record(primal: number): number {
    const slot = this.count++;
    if (slot === this.primals.length) this.grow();
    this.primals[slot] = primal;
    this.setParents(slot, -1, 0, -1, 0);
    this.setSeconds(slot, 0, 0, 0);
    return slot;
  }

  /** The slots that a value was computed from, and the derivatives along them. */
  setParents(slot: number, parent0: number, partial0: number, parent1: number, partial1: number): void {
    const pair = 2 * slot;
    this.parents[pair] = parent0;
    this.parents[pair + 1] = parent1;
    this.partials[pair] = partial0;
    this.partials[pair + 1] = partial1;
    this.isFinite &&= Number.isFinite(partial0) && Number.isFinite(partial1);
  }

  /** The second derivatives of a value along what it was computed from. */
  setSeconds(slot: number, along0: number, alongBoth: number, along1: number): void {
    const triple = 3 * slot;
    this.seconds[triple] = along0;
    this.seconds[triple + 1] = alongBoth;
    this.seconds[triple + 2] = along1;
    this.isFinite &&= Number.isFinite(along0) && Number.isFinite(alongBoth) && Number.isFinite(along1);
  }

  /**
   * The products of the Hessian of the value in slot `output` with each direction, one after the other. The inputs are the
   * first slots.
   */
  hessianProducts(output: number, inputs: number, directions: Directions): Float64Array {
    const products = new Float64Array(directions.count * inputs);
    if (output < 0) return products;
    const adjoints = this.adjoints(output);
    const step = Math.max(1, Math.floor(blockSize / this.count));
    for (let start = 0; start < directions.count; start += step) {
      const end = Math.min(directions.count, start + step);
      const { width, seeds } = directions.block(start, end);
      const block = this.tangentsOfAdjoints(adjoints, this.tangents(seeds, width), width);
      for (let i = 0; i < inputs; i++) {
        for (let k = 0; k < width; k++) products[(start + k) * inputs + i] = (block[i * width + k] ?? 0) + 0;
      }
    }
    return products;
  }

  /** The derivative of the output by the value in each slot. */
  private adjoints(output: number): Float64Array {
    const { parents, partials, count } = this;
    const adjoints = new Float64Array(count);
    adjoints[output] = 1;
    for (let slot = output; slot >= 0; slot--) {
      const adjoint = adjoints[slot]!;
      if (adjoint === 0) continue;
      const pair = 2 * slot;
      const parent0 = parents[pair]!;
      const parent1 = parents[pair + 1]!;
      if (parent0 >= 0) adjoints[parent0]! += adjoint * partials[pair]!;
      if (parent1 >= 0) adjoints[parent1]! += adjoint * partials[pair + 1]!;
    }
    return adjoints;
  }

  /** The derivatives of the values in all slots along each direction of the inputs. */
  private tangents(seeds: Float64Array, width: number): Float64Array {
    const { parents, partials, count } = this;
    const tangents = new Float64Array(count * width);
    tangents.set(seeds);
    for (let slot = seeds.length / width; slot < count; slot++) {
      const pair = 2 * slot;
      const to = slot * width;
      const from0 = parents[pair]! * width;
      const from1 = parents[pair + 1]! * width;
      const partial0 = partials[pair]!;
      const partial1 = partials[pair + 1]!;
      if (from0 >= 0) for (let k = 0; k < width; k++) tangents[to + k] = partial0 * tangents[from0 + k]!;
      if (from1 >= 0) for (let k = 0; k < width; k++) tangents[to + k]! += partial1 * tangents[from1 + k]!;
    }
    return tangents;
  }

  /** The derivatives of the adjoints along each direction: the backward sweep, differentiated line by line. */
  private tangentsOfAdjoints(adjoints: Float64Array, tangents: Float64Array, width: number): Float64Array {
    const { parents, partials, seconds, count } = this;
    const block = new Float64Array(count * width);
    for (let slot = count - 1; slot >= 0; slot--) {
      const pair = 2 * slot;
      const triple = 3 * slot;
      const at = slot * width;
      const to0 = parents[pair]! * width;
      const to1 = parents[pair + 1]! * width;
      const adjoint = adjoints[slot]!;
      const partial0 = partials[pair]!;
      const partial1 = partials[pair + 1]!;
      const along0 = adjoint * seconds[triple]!;
      const alongBoth = adjoint * seconds[triple + 1]!;
      const along1 = adjoint * seconds[triple + 2]!;
      if (to0 >= 0) {
        for (let k = 0; k < width; k++) block[to0 + k]! += partial0 * block[at + k]! + along0 * tangents[to0 + k]!;
      }
      if (to1 >= 0) {
        for (let k = 0; k < width; k++) block[to1 + k]! += partial1 * block[at + k]! + along1 * tangents[to1 + k]!;
      }
      if (alongBoth !== 0 && to0 >= 0 && to1 >= 0) {
        for (let k = 0; k < width; k++) {
          block[to0 + k]! += alongBoth * tangents[to1 + k]!;
          block[to1 + k]! += alongBoth * tangents[to0 + k]!;
        }
      }
    }
    return block;
  }

  private grow(): void {
    const capacity = 2 * this.primals.length;
    this.primals = extended(this.primals, new Float64Array(capacity));
    this.partials = extended(this.partials, new Float64Array(2 * capacity));
    this.seconds = extended(this.seconds, new Float64Array(3 * capacity));
    this.parents = extended(this.parents, new Int32Array(2 * capacity));
  }
}

function extended<T extends Float64Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
