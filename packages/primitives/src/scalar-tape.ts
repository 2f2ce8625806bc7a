/** Slots that a fresh tape has room for. */
const initialCapacity = 256;

/**
 * Scalars in order of creation, a slot for each, so that a parent's slot is always below its child's.
 *
 * The local map of a scalar operation on plain numbers is nothing but its partials: `x̄ᵢ += partialᵢ · ȳ`. They stand in
 * typed arrays, with the slots of the parents. An object and a closure for each operation would survive until the backward
 * sweep and be copied by the garbage collector.
 *
 *     primals[i]                 the value
 *     parents0[i], partials0[i]  the first parent and the local partial along it: 2 p says that it is slot p, 2 p + 1 that
 *                                there is a second one besides, and -1 that there is none; below, it means what the owner says
 *     parents1[i], partials1[i]  the slot of the second parent, and the partial; anything where there is none
 *
 * What is read only of values with two parents stands apart: of a long tape, only half comes into the cache where most
 * operations have one.
 */
export class ScalarTape {
  count = 0;
  primals: Float64Array;
  parents0: Int32Array;
  partials0: Float64Array;
  parents1: Int32Array;
  partials1: Float64Array;

  /** @param capacity - For how many slots there is room at first. */
  constructor(capacity: number = initialCapacity) {
    this.primals = new Float64Array(capacity);
    this.parents0 = new Int32Array(capacity);
    this.partials0 = new Float64Array(capacity);
    this.parents1 = new Int32Array(capacity);
    this.partials1 = new Float64Array(capacity);
  }

  /**
   * Records a value with its partials, and returns its slot. A parent is a slot or negative; an only parent comes first.
   */
  record(primal: number, parent0: number, partial0: number, parent1: number, partial1: number): number {
    const slot = this.count;
    if (slot === this.primals.length) this.grow();
    this.primals[slot] = primal;
    this.parents0[slot] = parent0 < 0 ? parent0 : 2 * parent0 + (parent1 < 0 ? 0 : 1);
    this.partials0[slot] = partial0;
    this.parents1[slot] = parent1;
    this.partials1[slot] = partial1;
    this.count = slot + 1;
    return slot;
  }

  /** Makes room for as many slots again. */
  grow(): void {
    const capacity = Math.max(initialCapacity, 2 * this.primals.length);
    this.primals = extended(this.primals, new Float64Array(capacity));
    this.parents0 = extended(this.parents0, new Int32Array(capacity));
    this.partials0 = extended(this.partials0, new Float64Array(capacity));
    this.parents1 = extended(this.parents1, new Int32Array(capacity));
    this.partials1 = extended(this.partials1, new Float64Array(capacity));
  }
}

function extended<T extends Float64Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
