import type { LocalMap } from './local-map.js';

/** Slots that a fresh tape has room for. */
const initialCapacity = 256;

/** Tapes up to this many slots (about 5 MB) wait for the next call; larger ones only until memory is wanted. */
const keptCapacity = 1 << 17;

/**
 * The evaluation trace of one reverse-mode call: a slot for each recorded value, in order of creation, so a parent's
 * slot is always below its child's.
 *
 * The local map of a scalar operation on plain numbers is nothing but its partials: `x̄ᵢ += partialᵢ · ȳ`. Those stand in
 * typed arrays, two for each slot, with the slots of the two parents. An object and a closure for each operation would
 * survive until the backward sweep and be copied by the garbage collector. Everything else (tensors, nested values,
 * custom rules) has its closures in `maps`.
 *
 *     parents[2 i], parents[2 i + 1]    slots, or -1 for none; -2 - k in the first says: see maps[k]
 *     partials[2 i], partials[2 i + 1]  the local partials along them
 *     primals[i]                        the value, when it is a plain number
 */
export class Tape {
  count = 0;
  primals: Float64Array = new Float64Array(initialCapacity);
  partials: Float64Array = new Float64Array(2 * initialCapacity);
  parents: Int32Array = new Int32Array(2 * initialCapacity);
  maps: (LocalMap | undefined)[] = [];
  /** Room for a sweep: adjoints that are plain numbers, and what each slot has received. */
  adjoints: Float64Array = new Float64Array(0);
  states: Uint8Array = new Uint8Array(0);
  sweeping = false;

  /** Records a value whose local map is its partials; -1 stands for a parent that is not there. */
  recordPartials(primal: number, parent0: number, partial0: number, parent1: number, partial1: number): number {
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

  /** The next slot, with room for it; it counts once `recordParents` has been called. */
  nextSlot(): number {
    if (this.count === this.primals.length) this.grow();
    return this.count;
  }

  /** Records the value whose primal and partials have been written to the next slot. */
  recordParents(parent0: number, parent1: number): number {
    const slot = this.count;
    this.parents[2 * slot] = parent0;
    this.parents[2 * slot + 1] = parent1;
    this.count = slot + 1;
    return slot;
  }

  /** Records a value with a local map; `primal` matters only where the value is a plain number. */
  recordMap(primal: number, map: LocalMap): number {
    return this.recordPartials(primal, -2 - (this.maps.push(map) - 1), 0, -1, 0);
  }

  private grow(): void {
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

let kept: Tape | undefined;
let large: WeakRef<Tape> | undefined;

/** An empty tape; calls that run at the same time each have their own. */
export function acquireTape(): Tape {
  const tape = large?.deref() ?? kept;
  if (tape === undefined) return new Tape();
  if (tape === kept) kept = undefined;
  else large = undefined;
  return tape;
}

/** Gives back a tape to which no value refers any more. */
export function releaseTape(tape: Tape): void {
  tape.count = 0;
  tape.maps.length = 0;
  if (tape.primals.length <= keptCapacity) kept = tape;
  else large = new WeakRef(tape);
}
