/** Unions with no more elements than this are formed at once. Larger ones wait until somebody asks for their elements. */
const formedAtOnce = 32;

/**
 * Sets of indices from 0 to `universe - 1`, each known by a number. What is done to them most is forming unions, and
 * most unions of large sets are never looked at: a sum of n terms, formed one by one, has n partial sums of up to n
 * elements each. So a union of more than a few elements is a node that points to its parts, and the graph of parts is
 * walked only for the sets whose elements are wanted.
 *
 * Set 0 is empty and set `i + 1` is `{i}`. The others have a slot each:
 *
 *     counts[slot] > 0   so many elements, sorted, in items from starts[slot] on
 *     counts[slot] < 0   the union of so many sets, whose numbers are in items from starts[slot] on
 */
export class IndexSets {
  /** How many indices there are. */
  readonly universe: number;
  private slots = 0;
  private starts: Int32Array = new Int32Array(256);
  private counts: Int32Array = new Int32Array(256);
  private used = 0;
  private items: Int32Array = new Int32Array(1024);
  /** The walk that has last seen each index, and each slot. */
  private readonly indexSeen: Int32Array;
  private slotSeen: Int32Array = new Int32Array(256);
  private walk = 0;
  private readonly merged: Int32Array = new Int32Array(formedAtOnce);
  private readonly single: Int32Array = new Int32Array(1);

  /** @param universe - How many indices there are. */
  constructor(universe: number) {
    this.universe = universe;
    this.indexSeen = new Int32Array(universe);
  }

  /** The set of one index. */
  singleton(index: number): number {
    return index + 1;
  }

  /** The union of two sets. */
  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const sizeA = this.formedSize(a);
    const sizeB = this.formedSize(b);
    if (sizeA > 0 && sizeB > 0 && sizeA + sizeB <= formedAtOnce) return this.merge(a, sizeA, b, sizeB);
    if (this.isPart(b, a)) return a;
    if (this.isPart(a, b)) return b;
    this.reserve(2);
    this.items[this.used] = a;
    this.items[this.used + 1] = b;
    return this.close(2, -2);
  }

  /** The union of many sets; those numbered 0 and repetitions cost nothing but the look. */
  unionOf(sets: ArrayLike<number>): number {
    if (sets.length === 0) return 0;
    if (sets.length === 1) return sets[0] ?? 0;
    if (sets.length === 2) return this.union(sets[0] ?? 0, sets[1] ?? 0);
    const walk = ++this.walk;
    this.reserve(sets.length);
    let parts = 0;
    let size = 0;
    for (let k = 0; k < sets.length; k++) {
      const set = sets[k] ?? 0;
      if (set === 0 || !this.isFirstVisit(set, walk)) continue;
      this.items[this.used + parts++] = set;
      const formed = this.formedSize(set);
      size = formed > 0 ? size + formed : Infinity;
    }
    if (parts === 0) return 0;
    if (parts === 1) return this.items[this.used] ?? 0;
    const node = this.close(parts, -parts);
    // No larger than the list of its parts by much: the elements themselves are the better list.
    if (size <= 4 * parts + formedAtOnce) this.elements(node);
    return node;
  }

  /** The elements of a set in ascending order, not to be written to; valid until the next call of any method. */
  elements(set: number): Int32Array {
    if (set === 0) return this.single.subarray(0, 0);
    if (set <= this.universe) {
      this.single[0] = set - 1;
      return this.single;
    }
    const slot = set - this.universe - 1;
    if (this.countAt(slot) < 0) this.form(slot);
    const start = this.startAt(slot);
    return this.items.subarray(start, start + this.countAt(slot));
  }

  /** How many elements a set has. */
  sizeOf(set: number): number {
    return this.elements(set).length;
  }

  /** The number of elements where they are known, 0 for a union that has not been formed. */
  private formedSize(set: number): number {
    return set <= this.universe ? 1 : Math.max(0, this.countAt(set - this.universe - 1));
  }

  private countAt(slot: number): number {
    return this.counts[slot] as number;
  }

  private startAt(slot: number): number {
    return this.starts[slot] as number;
  }

  /** Whether `set` is one of the parts that the union `of` points to. */
  private isPart(set: number, of: number): boolean {
    if (of <= this.universe) return false;
    const slot = of - this.universe - 1;
    const count = this.countAt(slot);
    if (count !== -2) return false;
    const start = this.startAt(slot);
    return this.items[start] === set || this.items[start + 1] === set;
  }

  private merge(a: number, sizeA: number, b: number, sizeB: number): number {
    const { items, merged, universe } = this;
    const startA = a <= universe ? -1 : this.startAt(a - universe - 1);
    const startB = b <= universe ? -1 : this.startAt(b - universe - 1);
    const at = (start: number, set: number, k: number): number => (start < 0 ? set - 1 : (items[start + k] as number));
    let [i, j, size] = [0, 0, 0];
    while (i < sizeA || j < sizeB) {
      const x = i < sizeA ? at(startA, a, i) : Infinity;
      const y = j < sizeB ? at(startB, b, j) : Infinity;
      if (x <= y) i++;
      if (y <= x) j++;
      merged[size++] = Math.min(x, y);
    }
    if (size === sizeA) return a;
    if (size === sizeB) return b;
    this.reserve(size);
    this.items.set(merged.subarray(0, size), this.used);
    return this.close(size, size);
  }

  /** Walks the graph below a union and puts its elements in the place of its parts. */
  private form(slot: number): void {
    const { universe, indexSeen } = this;
    const walk = ++this.walk;
    const pending: number[] = [slot];
    let found = 0;
    let elements = new Int32Array(formedAtOnce);
    const add = (index: number): void => {
      if (indexSeen[index] === walk) return;
      indexSeen[index] = walk;
      if (found === elements.length) elements = doubled(elements);
      elements[found++] = index;
    };
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const start = this.startAt(next);
      const count = this.countAt(next);
      for (let k = start; k < start + Math.abs(count); k++) {
        const item = this.items[k] as number;
        if (count > 0) add(item);
        else if (item <= universe) add(item - 1);
        else if (this.isFirstVisit(item, walk)) pending.push(item - universe - 1);
      }
    }
    this.reserve(found);
    const start = this.used;
    if (found > universe / 16) {
      // Looking at every index is quicker than sorting.
      for (let index = 0, k = start; index < universe; index++) if (indexSeen[index] === walk) this.items[k++] = index;
    } else this.items.set(elements.subarray(0, found).sort(), start);
    this.starts[slot] = start;
    this.counts[slot] = found;
    this.used += found;
  }

  private isFirstVisit(set: number, walk: number): boolean {
    const seen = set <= this.universe ? this.indexSeen : this.slotSeen;
    const place = set <= this.universe ? set - 1 : set - this.universe - 1;
    if (seen[place] === walk) return false;
    seen[place] = walk;
    return true;
  }

  private reserve(count: number): void {
    while (this.used + count > this.items.length) this.items = doubled(this.items);
  }

  /** Makes a set of the `length` items that have been written behind those in use. */
  private close(length: number, count: number): number {
    const slot = this.slots++;
    if (slot === this.starts.length) {
      this.starts = doubled(this.starts);
      this.counts = doubled(this.counts);
      this.slotSeen = doubled(this.slotSeen);
    }
    this.starts[slot] = this.used;
    this.counts[slot] = count;
    this.used += length;
    return this.universe + 1 + slot;
  }
}

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * old.length);
  larger.set(old);
  return larger;
}
