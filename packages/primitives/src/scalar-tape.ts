/** Slots that a fresh tape has room for. */
const initialCapacity = 256;

/**
 * Scalars in order of creation, a slot for each, so that a parent's slot is always below its child's.
 *
 * The local map of a scalar operation on plain numbers is nothing but its partials: `x̄ᵢ += partialᵢ · ȳ`. They stand in
 * typed arrays, two for each slot, with the slots of the two parents. An object and a closure for each operation would
 * survive until the backward sweep and be copied by the garbage collector.
 *
 *     parents[2 i], parents[2 i + 1]    slots, or -1 for none, an only parent first; below -1 they mean what the owner says
 *     partials[2 i], partials[2 i + 1]  the local partials along them
 *     primals[i]                        the value
 */
export class ScalarTape {
  count = 0;
  primals: Float64Array = new Float64Array(initialCapacity);
  partials: Float64Array = new Float64Array(2 * initialCapacity);
  parents: Int32Array = new Int32Array(2 * initialCapacity);

  /** Records a value with its partials, and returns its slot. */
  record(primal: number, parent0: number, partial0: number, parent1: number, partial1: number): number {
    const slot = this.count;
    if (slot === this.primals.length) this.grow();
    const { parents, partials } = this;
    const pair = 2 * slot;
    this.primals[slot] = primal;
    parents[pair] = parent0;
    parents[pair + 1] = parent1;
    partials[pair] = partial0;
    partials[pair + 1] = partial1;
    this.count = slot + 1;
    return slot;
  }

  /** Makes room for as many slots again. */
  grow(): void {
    const capacity = 2 * this.primals.length;
    this.primals = extended(this.primals, new Float64Array(capacity));
    this.partials = extended(this.partials, new Float64Array(2 * capacity));
    this.parents = extended(this.parents, new Int32Array(2 * capacity));
  }
}

function extended<T extends Float64Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
